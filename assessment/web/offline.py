"""What a candidate's browser shows without a network: a calm page, kept by a worker that keeps nothing of anybody."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response, render_template, url_for

blueprint = Blueprint("offline", __name__)
SHEETS = ("tokens", "base", "components", "candidate")
JAVASCRIPT = "text/javascript"


@blueprint.get("/hors-ligne")
def page() -> str:
    return render_template("candidate/offline.html")


@blueprint.get("/parcours-hors-ligne.js")
def worker() -> Response:
    """The worker's script, at the root so that it may serve `/parcours`; another page gives it another version."""
    shell = url_for("offline.page")
    files = [
        shell,
        *(url_for("static", filename=f"css/{sheet}.css") for sheet in SHEETS),
        url_for("static", filename="js/offline.js"),
        url_for("static", filename="img/mark.svg"),
    ]
    version = sha256("".join([page(), *files]).encode()).hexdigest()[:16]
    script = render_template("candidate/offline_worker.js", shell=shell, files=files, version=version)
    return Response(script, mimetype=JAVASCRIPT)
