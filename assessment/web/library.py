"""The pictures and sounds of a body's library, by their hash: what an address shows never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request, url_for

from assessment.services import media_serving
from assessment.web import browser
from assessment.web.media import SANDBOX

blueprint = Blueprint("library", __name__)
A_YEAR = 365 * 24 * 3600


@blueprint.get("/mediatheque/<sha256>")
def content(sha256: str) -> Response:
    """Ranges are answered, since some browsers play nothing without them."""
    found = media_serving.content(browser.acting(), sha256)
    response = Response(found.content, mimetype=found.media_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Content-Disposition"] = "inline"
    response.cache_control.private = True
    response.cache_control.max_age = A_YEAR
    response.cache_control.immutable = True
    response.set_etag(sha256)
    response.make_conditional(request, accept_ranges=True, complete_length=len(found.content))
    return response


def links(media: Mapping[str, str]) -> Callable[[str], str]:
    """The address of each file of a question: of the library by its hash, or shipped by its name."""

    def link(name: str) -> str:
        if name in media:
            return url_for("library.content", sha256=media[name])
        return url_for("media.picture", name=name)

    return link
