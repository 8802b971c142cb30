"""Text from outside read as an address of this site, or as nothing."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from flask import current_app, request

FIRST_PRINTABLE, DELETE = " ", "\x7f"


def split(text: str) -> SplitResult | None:
    """The parts of an address; nothing when it does not parse."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def own_hosts() -> set[str]:
    """The hosts this site answers to: the one asked for, and the one people are told."""
    return {request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc}


def local_path(text: str) -> str | None:
    """Path and query of an address of this site; nothing for another host or what a browser could read as one."""
    if "\\" in text or any(letter < FIRST_PRINTABLE or letter == DELETE for letter in text):
        return None
    parts = split(text)
    if parts is None or not parts.path.startswith("/") or parts.path.startswith("//"):
        return None
    whole = bool(parts.scheme or parts.netloc)
    if whole and (parts.scheme not in ("http", "https") or parts.netloc not in own_hosts()):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
