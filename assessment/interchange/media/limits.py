"""How large a picture or a sound may be: enough for a page on a phone, bearable on a poor line, harmless to open."""

from __future__ import annotations

from assessment.messages import Message, message

LARGEST = {"picture": 2_000_000, ".svg": 500_000, "sound": 3_000_000}
"""Bytes of a file as it is sent, by kind; of a drawing by its suffix."""

WIDEST = 4000
"""Pixels of a side, read in the header before anything is drawn: a small file may hold a huge picture."""

SHOWN = 1400
"""Pixels of a side that a candidate's page can use, on a fine screen; a larger picture is reduced to it."""

LONGEST = 120.0
"""Seconds of a sound: more than anyone keeps in mind for one question."""


def megabytes(size: int) -> Message:
    """A weight as people read it."""
    if size < 1_000_000:
        return message("%(size)s ko", size=max(1, round(size / 1000)))
    return message("%(size)s Mo", size=f"{size / 1_000_000:.1f}".replace(".", ",").removesuffix(",0"))
