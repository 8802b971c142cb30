"""The pictures and recordings of questions, from the bank's media folder and nowhere else."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, current_app, send_from_directory

from assessment.services.media_serving import TYPES

blueprint = Blueprint("media", __name__)
# An SVG opened by itself may run nothing and load nothing.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
TEN_MINUTES = 600


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
