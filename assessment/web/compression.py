"""Style sheets and scripts sent compressed, so that a first page stays light on a phone.

Static files only: they hold no secret, so their length tells nothing; pages, which do, are never compressed.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

WORTH_IT = 512  # bytes; a smaller file gains nothing
KINDS = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
compress = lru_cache(maxsize=64)(lambda content: gzip.compress(content, 9, mtime=0))


def shrink_static(response: Response) -> Response:
    """After each request: gzip a static text for a browser that accepts it."""
    if request.endpoint != "static" or response.status_code != 200 or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if "gzip" not in request.accept_encodings or request.range:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < WORTH_IT:
        return response
    response.set_data(compress(content))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # the same content in another coding
    return response


def install(app: Flask) -> None:
    app.after_request(shrink_static)
