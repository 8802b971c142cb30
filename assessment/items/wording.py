"""When two typed texts are the same answer: case, accents, spaces, final dots and the way to write an hour do not count."""

from __future__ import annotations

import re
import unicodedata

HOUR = re.compile(r"\b(\d{1,2})\s*(?:heures?|h|:)\s*(?:(\d{1,2})(?!\d)\s*(?:minutes|min|mn)?)?(?![a-z])")
BETWEEN_LETTERS = re.compile(r"(?<=[a-z])-+(?=[a-z])")
SAME_SIGN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "−": "-", "œ": "oe", "æ": "ae"})


def loose(text: str) -> str:
    """The form under which two answers are compared."""
    lowered = text.casefold().translate(SAME_SIGN)
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    hours = HOUR.sub(lambda found: f"{int(found[1])}h{int(found[2] or 0):02d} ", letters)
    return "".join(BETWEEN_LETTERS.sub("", hours).split()).strip('«»"').rstrip(".!") or "".join(text.split())


def exact(text: str) -> str:
    """The form compared when typing itself is asked: only what a keyboard may change by itself is levelled."""
    composed = unicodedata.normalize("NFC", text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return composed.strip()
