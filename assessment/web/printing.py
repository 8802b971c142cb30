"""Documents on their way to the reader: said in their language, given as files."""

from __future__ import annotations

from flask import Response

from assessment.services.documents import Kept, Voice
from assessment.web import formats
from assessment.web.downloads import download
from assessment.web.saying import said

VOICE = Voice(said, formats.iso_day)


def give(kept: Kept) -> Response:
    return download(kept.content, kept.name, kept.media_type)
