"""An administrator's referentials: versions, a model to fill in, an official grid looked at before it is stored."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from assessment.errors import Fault, InvalidInput
from assessment.services import grids as services
from assessment.web import browser
from assessment.web.downloads import CSV, XLSX, download

TYPES = {"csv": CSV, "xlsx": XLSX}


def grids() -> str:
    return _page()


def model(certificate: str, extension: str) -> Response:
    content = services.model(browser.acting(), certificate, extension)
    return download(content, f"referentiel-{certificate}.{extension}", TYPES[extension])


def read_grid() -> str | tuple[str, int]:
    """Read the file and show what it holds; nothing is stored yet."""
    upload = request.files.get("grid")
    name, content = (upload.filename or "", upload.read()) if upload else ("", b"")
    try:
        grid = services.read_upload(browser.acting(), name, content)
    except InvalidInput as error:
        return _page(error.message, error.faults), 422
    return render_template("admin/grid.html", grid=grid, name=name)


def confirm_grid() -> AnyResponse:
    services.confirm(browser.acting(), request.form.get("data", ""), browser.now())
    flash(gettext("Le référentiel est enregistré. La prochaine banque publiée le suivra."), "success")
    return redirect(url_for("admin.grids"), 303)


def _page(message: str = "", faults: tuple[Fault, ...] = ()) -> str:
    return render_template(
        "admin/grids.html",
        versions=services.versions(browser.acting()),
        used=services.in_use(browser.acting()),
        message=message,
        faults=faults,
    )
