"""Style sheets and scripts travel compressed; pages do not, so that their length says nothing of a form's token."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

TEXTS = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
LEAST = 512  # bytes: below, compression gains nothing


@lru_cache(maxsize=64)
def _squeezed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def compress_static(response: Response) -> Response:
    """After each request: a static text in the form its reader accepts."""
    if request.endpoint != "static" or response.status_code != 200 or response.mimetype not in TEXTS:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or (response.content_length or 0) < LEAST:
        return response
    response.direct_passthrough = False
    etag, _ = response.get_etag()
    response.set_data(_squeezed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(etag, weak=True)
    return response


def install(app: Flask) -> None:
    app.after_request(compress_static)
