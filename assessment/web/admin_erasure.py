"""An administrator's erasures: who asked, whose time is over, and the page that says what goes before it goes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import erasure as services
from assessment.web import browser, desk_words, parsing


def erasures() -> str:
    return _list(str(services.retention(browser.acting())), {})


def change_retention() -> Response | tuple[str, int]:
    months = request.form.get("months", "")
    try:
        services.change_retention(browser.acting(), months, browser.now())
    except InvalidInput as error:
        return _list(months, parsing.refused(error)), 422
    flash(gettext("La durée de conservation est gardée."), "success")
    return redirect(url_for("admin.erasures"), 303)


def erasure(file_id: str) -> str:
    return _one(file_id, {})


def erase(file_id: str) -> Response | tuple[str, int]:
    if request.form.get("sure") != "1":
        return _one(file_id, {"sure": gettext("Cochez la case pour confirmer.")}), 422
    services.erase(browser.acting(), file_id, browser.now())
    flash(gettext("Les données sont effacées. Confirmez-le à la personne."), "success")
    return redirect(url_for("admin.erasures"), 303)


def _list(months: str, errors: dict[str, str]) -> str:
    acting = browser.acting()
    return render_template(
        "admin/erasures.html",
        requests=services.requests(acting),
        outdated=services.outdated(acting, browser.now()),
        months=months,
        errors=errors,
        bounds=services,
        certificates=desk_words.CERTIFICATES,
    )


def _one(file_id: str, errors: dict[str, str]) -> str:
    found = services.look(browser.acting(), file_id)
    return render_template("admin/erasure.html", found=found, errors=errors, certificates=desk_words.CERTIFICATES)
