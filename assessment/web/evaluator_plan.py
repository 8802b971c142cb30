"""The end of an evaluation: interview, synthesis, training plan, trainer; and the sheet for the person."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import Faults, InvalidInput
from assessment.messages import message
from assessment.services import documents, planning, plans
from assessment.web import browser, parsing
from assessment.web.printing import VOICE, give

Answer = Response | tuple[str, int]


def plan(file_id: str) -> str:
    return _page(file_id, {})


def plan_sheet(file_id: str) -> str:
    found = plans.view(browser.acting(), file_id)
    return render_template("evaluator/plan_sheet.html", found=found, file=found.file)


def plan_pdf(file_id: str) -> Response:
    return give(documents.plan_sheet(browser.acting(), file_id, browser.now(), VOICE))


def note_interview(file_id: str) -> Answer:
    faults = Faults()
    held_on = parsing.day(request.form, "held_on", faults)
    try:
        if held_on is None:
            faults.add("held_on", message("rien"), message("le jour de l'entretien"))
        faults.raise_if_any(message("La date n'a pas pu être lue."))
        if held_on is not None:
            planning.note_interview(browser.acting(), file_id, held_on, browser.now())
    except InvalidInput as error:
        return _page(file_id, parsing.refused(error, "held_on")), 422
    return _done(file_id, gettext("La date de l'entretien est notée."))


def write_synthesis(file_id: str) -> Answer:
    try:
        planning.write_synthesis(browser.acting(), file_id, request.form.get("synthesis", ""), browser.now())
    except InvalidInput as error:
        return _page(file_id, parsing.refused(error, "synthesis")), 422
    return _done(file_id, gettext("La synthèse est enregistrée."))


def add_objective(file_id: str) -> Answer:
    form, faults = request.form, Faults()
    objective = planning.Objective(
        subdomain=form.get("subdomain", ""),
        text=form.get("objective", ""),
        hours=parsing.number(form, "hours", faults),
        starts_on=parsing.day(form, "starts_on", faults),
        ends_on=parsing.day(form, "ends_on", faults),
    )
    try:
        faults.raise_if_any(message("Cet objectif n'a pas pu être lu."))
        planning.add_objective(browser.acting(), file_id, objective, browser.now())
    except InvalidInput as error:
        return _page(file_id, parsing.refused(error, "objective")), 422
    return _done(file_id, gettext("L'objectif est au plan."))


def remove_objective(file_id: str) -> Answer:
    planning.remove_objective(browser.acting(), file_id, request.form.get("objective", ""), browser.now())
    return _done(file_id, gettext("L'objectif est retiré du plan."))


def choose_trainer(file_id: str) -> Answer:
    trainer = request.form.get("trainer") or None
    planning.choose_trainer(browser.acting(), file_id, trainer, browser.now())
    return _done(file_id, gettext("La personne qui forme est notée."))


def _page(file_id: str, errors: dict[str, str]) -> str:
    found = plans.view(browser.acting(), file_id)
    return render_template(
        "evaluator/plan.html",
        found=found,
        file=found.file,
        errors=errors,
        form=request.form,
        subdomains=[(code, f"{code} {title}") for code, title in found.subdomains.items()],
    )


def _done(file_id: str, text: str) -> Response:
    flash(text, "success")
    return redirect(url_for("evaluator.plan", file_id=file_id), 303)
