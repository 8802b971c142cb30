"""The control of the kill test: a server that says "kept" before it is. Used by tests only; it must lose answers."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from tests.faults import warm

LATE = 0.3  # seconds between the acknowledgement and the commit
PATH = "/parcours/question"
Start = Callable[..., Any]


def application() -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    real = warm.application()

    def reply_early(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != PATH:
            return real(environ, start)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        threading.Thread(target=store_later, args=(dict(environ), body), daemon=True).start()
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"kept"]

    def store_later(environ: dict[str, Any], body: bytes) -> None:
        time.sleep(LATE)
        environ["wsgi.input"] = io.BytesIO(body)
        for _ in real(environ, lambda *_: lambda _: None):
            pass

    return reply_early
