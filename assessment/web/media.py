"""The pictures of questions, from the bank's media folder and nowhere else."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, send_from_directory

blueprint = Blueprint("media", __name__)
# An SVG opened by itself may run nothing and load nothing.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
TEN_MINUTES = 600


@blueprint.get("/media/<path:name>")
def picture(name: str) -> Response:
    response = send_from_directory(current_app.config["BANK_FOLDER"] / "media", name, max_age=TEN_MINUTES)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
