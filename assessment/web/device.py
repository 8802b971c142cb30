"""The kind of device behind a request, from what every browser says of itself; nothing of it is kept but one word."""

from __future__ import annotations

import re

from flask import request

TABLET = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobile)", re.IGNORECASE)
PHONE = re.compile(r"mobi|iphone|ipod|windows phone|opera mini", re.IGNORECASE)
COMPUTER = re.compile(r"windows nt|macintosh|x11|cros|linux", re.IGNORECASE)


def kind() -> str:
    """phone, tablet, computer, or nothing when it does not say. A tablet that asks for the pages of a computer is one."""
    said = request.headers.get("User-Agent", "")[:400]
    if TABLET.search(said):
        return "tablet"
    if PHONE.search(said) or request.headers.get("Sec-CH-UA-Mobile") == "?1":
        return "phone"
    return "computer" if COMPUTER.search(said) else ""
