"""HTML made safe to parse: no comment, no declaration, no `<` that opens nothing."""

from __future__ import annotations

import re

DECLARED = re.compile(r"<[!?][^<>]*>")
STRAY = re.compile(r"<(?!/?[a-zA-Z][^<>]*>)")


def well_formed(html: str) -> str:
    """The standard parser takes a time that grows with the square of such signs: they are settled first, in one pass."""
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start)
        at = len(html) if end < 0 else end + 3
    return STRAY.sub("&lt;", DECLARED.sub("", "".join([*kept, html[at:]])))
