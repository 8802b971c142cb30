"""Whether a request wants a whole page or only the part that htmx swaps, in one place."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template
from flask_htmx import HTMX

htmx = HTMX()


def wants_fragment() -> bool:
    """True for a swap asked by htmx; false for a plain form, and when the browser restores its history."""
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def page_or_fragment(page: str, fragment: str, status: int = 200, **context: Any) -> Response:
    """Render `fragment` for htmx and `page` (which includes it) otherwise."""
    response = make_response(render_template(fragment if wants_fragment() else page, **context), status)
    response.vary.add("HX-Request")
    return response
