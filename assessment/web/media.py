"""The pictures and recordings of questions, from the bank's media folder and nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, current_app, send_from_directory

blueprint = Blueprint("media", __name__)
# An SVG opened by itself may run nothing and load nothing.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
TEN_MINUTES = 600
# What is served, under the type browsers play or draw: a system's own table may not know them.
TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
}


@blueprint.get("/media/<path:name>")
def picture(name: str) -> Response:
    """A file of the bank; ranges are answered, since some browsers play nothing without them."""
    found = TYPES.get(PurePosixPath(name).suffix)
    if found is None:
        abort(404)
    folder = current_app.config["BANK_FOLDER"] / "media"
    response = send_from_directory(folder, name, mimetype=found, max_age=TEN_MINUTES)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
