"""Opening a file, and the invitation that is shown once."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import Faults, InvalidInput
from assessment.messages import message
from assessment.services import files
from assessment.web import browser, desk_words, parsing


def new_file() -> str:
    return _form({})


def open_file() -> Response | tuple[str, int]:
    form, faults = request.form, Faults()
    details = files.NewFile(
        certificate=form.get("certificate", ""),
        first_name=form.get("first_name", ""),
        last_name=form.get("last_name", ""),
        birth_date=parsing.day(form, "birth_date", faults),
        accommodations=tuple(form.getlist("accommodations")),
    )
    try:
        faults.raise_if_any(message("Ce dossier ne peut pas encore être ouvert."))
        file_id = files.open_file(browser.acting(), details, browser.now())
    except InvalidInput as error:
        return _form(parsing.refused(error)), 422
    flash(gettext("Le dossier est ouvert. Vous pouvez inviter la personne."), "success")
    return redirect(url_for("evaluator.file", file_id=file_id), 303)


def invite(file_id: str) -> str:
    """The code is on this page only: reloading it makes another one."""
    invitation = files.invite(browser.acting(), file_id, browser.now())
    file = files.followed(browser.acting(), file_id)
    return render_template("evaluator/invitation.html", invitation=invitation, file=file)


def open_final(file_id: str) -> Response:
    final_id = files.open_final(browser.acting(), file_id, browser.now())
    flash(gettext("L'évaluation finale est ouverte : elle ne reprend que ce qui n'est pas acquis."), "success")
    return redirect(url_for("evaluator.file", file_id=final_id), 303)


def _form(errors: dict[str, str]) -> str:
    return render_template(
        "evaluator/new_file.html",
        errors=errors,
        form=request.form,
        certificates=[(name, desk_words.CERTIFICATES[name]) for name in files.certificates(browser.acting())],
        accommodations=list(files.ACCOMMODATIONS.items()),
    )
