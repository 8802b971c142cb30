"""Jury sessions, the signed files they read, and the decisions they record."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import Faults, InvalidInput
from assessment.messages import message
from assessment.services import documents
from assessment.services import jury as services
from assessment.web import browser, desk_words, parsing
from assessment.web.downloads import CSV, download
from assessment.web.printing import VOICE, give
from assessment.web.saying import said

blueprint = Blueprint("jury", __name__, url_prefix="/jury")
blueprint.context_processor(lambda: {"words": desk_words})


@blueprint.get("/")
def sessions() -> str:
    return _list({})


@blueprint.post("/")
def open_session() -> Response | tuple[str, int]:
    faults = Faults()
    new = services.NewSession(parsing.day(request.form, "held_on", faults), request.form.get("members", ""))
    try:
        faults.raise_if_any(message("Cette séance n'a pas pu être lue."))
        session_id = services.open_session(browser.acting(), new, browser.now())
    except InvalidInput as error:
        return _list(parsing.refused(error)), 422
    flash(gettext("La séance est ouverte."), "success")
    return redirect(url_for("jury.session", session_id=session_id), 303)


@blueprint.get("/seances/<session_id>")
def session(session_id: str) -> str:
    return _session(session_id, "", {})


@blueprint.post("/seances/<session_id>/decisions")
def decide(session_id: str) -> Response | tuple[str, int]:
    form = request.form
    ruling = services.Ruling(form.get("signature", ""), form.get("decision", ""), form.get("note", ""))
    try:
        services.decide(browser.acting(), session_id, ruling, browser.now())
    except InvalidInput as error:
        return _session(session_id, ruling.signature_id, parsing.refused(error)), 422
    flash(gettext("La décision du jury est enregistrée."), "success")
    return redirect(url_for("jury.session", session_id=session_id), 303)


@blueprint.get("/seances/<session_id>/decisions.csv")
def session_csv(session_id: str) -> Response:
    return download(services.as_csv(browser.acting(), session_id, said), "decisions.csv", CSV)


@blueprint.get("/seances/<session_id>/proces-verbal.pdf")
def session_minutes(session_id: str) -> Response:
    return give(documents.session_minutes(browser.acting(), session_id, browser.now(), VOICE))


@blueprint.get("/seances/<session_id>/pieces.zip")
def session_pieces(session_id: str) -> Response:
    return give(documents.session_pieces(browser.acting(), session_id, browser.now(), VOICE))


@blueprint.get("/dossiers/<file_id>/<int:number>")
def file(file_id: str, number: int) -> str:
    found = services.file_for_jury(browser.acting(), file_id, number)
    return render_template("jury/file.html", found=found, content=found.content)


@blueprint.get("/dossiers/<file_id>/<int:number>.pdf")
def file_pdf(file_id: str, number: int) -> Response:
    return give(documents.jury_file(browser.acting(), file_id, number, VOICE))


def _list(errors: dict[str, str]) -> str:
    acting = browser.acting()
    return render_template(
        "jury/sessions.html",
        sessions=services.sessions(acting),
        waiting=services.waiting(acting),
        errors=errors,
        form=request.form,
    )


def _session(session_id: str, faulty: str, errors: dict[str, str]) -> str:
    found = services.view(browser.acting(), session_id)
    return render_template(
        "jury/session.html",
        found=found,
        faulty=faulty,
        errors=errors,
        form=request.form,
    )
