"""A candidate's own pages, from what will happen to what they already know how to do."""

from __future__ import annotations

import json
import secrets

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from assessment.errors import InvalidInput, RuleBroken
from assessment.services import documents, entry, outcome, progress, samples, shared_facts, sitting
from assessment.services.sitting import Submission
from assessment.web import browser, device, downloads, library
from assessment.web.errors import status_of
from assessment.web.fragments import page_or_fragment, wants_fragment
from assessment.web.printing import VOICE, give
from assessment.web.saying import everywhere

blueprint = Blueprint("candidate", __name__, url_prefix="/parcours")
ENDED, PAUSED, READY = "ended", "paused", "ready"
MAY_PAUSE = ("question", "between")


@blueprint.before_request
def ask_agreement_first() -> AnyResponse | None:
    """Nobody is asked anything before they know what it is for."""
    free = ("candidate.explained", "candidate.agreement", "candidate.agree", "candidate.own_data", "candidate.download")
    if request.endpoint in free or entry.has_consented(browser.acting()):
        return None
    return redirect(url_for("candidate.explained"), 303)


@blueprint.get("/deroulement")
def explained() -> str:
    return render_template("candidate/explained.html", person=entry.candidacy(browser.acting()))


@blueprint.get("/accord")
def agreement() -> str:
    return _agreement()


@blueprint.post("/accord")
def agree() -> AnyResponse | tuple[str, int]:
    if request.form.get("needed") != "1":
        return _agreement(gettext("Pour commencer, cochez « J'ai compris et je suis d'accord. »")), 422
    known, language = entry.has_consented(browser.acting()), request.form.get("language", "")
    entry.consent(browser.acting(), request.form.get("optional") == "1", browser.now(), language)
    return redirect(url_for("candidate.own_data") if known else url_for("candidate.try_it", number=1), 303)


def _agreement(error: str = "") -> str:
    return render_template(
        "candidate/agreement.html",
        person=entry.candidacy(browser.acting()),
        version=entry.CONSENT_VERSION,
        languages=list(shared_facts.LANGUAGES.items()),
        chosen=request.form,
        error=error,
    )


@blueprint.get("/essai/<int:number>")
def try_it(number: int) -> str:
    return _sample(number)


@blueprint.post("/essai/<int:number>")
def tried(number: int) -> AnyResponse | tuple[str, int]:
    items = samples.to_try(browser.acting())
    if request.form.get("action") == sitting.ANSWER:
        try:
            samples.try_answer(samples.at(items, number), number, request.form.to_dict(flat=False))
        except InvalidInput as error:
            return _sample(number, error.message), status_of(error)
    if number < len(items):
        return redirect(url_for("candidate.try_it", number=number + 1), 303)
    return redirect(url_for("candidate.home"), 303)


def _sample(number: int, error: str = "") -> str:
    items = samples.to_try(browser.acting())
    return render_template(
        "candidate/try_it.html",
        question=samples.sample(samples.at(items, number), number),
        number=number,
        total=len(items),
        values=request.form.to_dict(flat=False),
        error=error,
        media_url=lambda name: url_for("static", filename=f"img/{name}"),
    )


@blueprint.get("")
def home() -> str:
    acting = browser.acting()
    return render_template(
        "candidate/home.html",
        person=entry.candidacy(acting),
        progress=progress.progress(acting),
        outcome=outcome.is_ready(acting),
    )


@blueprint.post("/continuer")
def go_on() -> AnyResponse:
    """Begin, or go on after a pause or a checkpoint: this, not a page that is read, shows the next question."""
    sitting.go_on(browser.acting(), browser.now(), device.kind())
    return _where_we_are() if wants_fragment() else redirect(url_for("candidate.question"), 303)


@blueprint.get("/question")
def question() -> AnyResponse:
    return _where_we_are()


@blueprint.post("/question")
def answer() -> AnyResponse:
    form = request.form.to_dict(flat=False)
    sent = Submission(
        token=request.form.get("token", ""),
        key=request.form.get("key", ""),
        action=request.form.get("action", sitting.ANSWER),
        form=form,
    )
    try:
        receipt = sitting.submit(browser.acting(), sent, browser.now())
    except InvalidInput as error:
        return _where_we_are(status_of(error), error.message, form)
    except RuleBroken as error:
        return _where_we_are(status_of(error), notice=error.message)
    sitting.after_answer(receipt, browser.now())
    return _where_we_are() if wants_fragment() else redirect(url_for("candidate.question"), 303)


def _where_we_are(
    status: int = 200, error: str = "", values: dict[str, list[str]] | None = None, notice: str = ""
) -> AnyResponse:
    """The question that waits, or the moment between two questions, or the end: the same on every device."""
    acting = browser.acting()
    shown = progress.current_question(acting)
    if shown is not None:
        title = gettext("Question %(number)s", number=shown.number)
        return _swap(
            "question",
            status,
            sitting_id=shown.sitting_id,
            title=title,
            shown=shown,
            key=secrets.token_hex(16),
            error=error,
            values=values or {},
            notice=notice,
            media_url=library.links(shown.media),
        )
    now = progress.progress(acting)
    if now.status == ENDED:
        return _ended(status)
    if now.status == READY:
        return redirect(url_for("candidate.home"), 303)
    if now.status == PAUSED:
        return _swap("pause", status, sitting_id=now.sitting_id, title=gettext("Pause"), progress=now)
    return _swap("between", status, sitting_id=now.sitting_id, title=gettext("Étape"), progress=now, notice=notice)


def _ended(status: int = 200) -> AnyResponse:
    acting = browser.acting()
    known = progress.strengths(acting)
    person = entry.candidacy(acting)
    steps = documents.next_steps(person.evaluator)
    return _swap(
        "end",
        status,
        sitting_id=known.sitting_id,
        title=gettext("Merci"),
        person=person,
        strengths=known,
        steps=steps,
    )


def _swap(part: str, status: int, **context: object) -> AnyResponse:
    """One part of the sitting, as a page or as what is swapped into it."""
    return page_or_fragment(
        "candidate/page.html",
        "candidate/_swap.html",
        status,
        part=f"candidate/_{part}.html",
        pause_url=url_for("candidate.take_pause") if part in MAY_PAUSE else "",
        **context,
    )


@blueprint.get("/pause")
def pause() -> AnyResponse:
    now = progress.progress(browser.acting())
    if now.status != PAUSED:
        return redirect(url_for("candidate.question"), 303)
    return _swap("pause", 200, sitting_id=now.sitting_id, title=gettext("Pause"), progress=now)


@blueprint.post("/pause")
def take_pause() -> AnyResponse:
    sitting.take_pause(browser.acting(), browser.now())
    return redirect(url_for("candidate.pause"), 303)


@blueprint.get("/arreter")
def ask_to_stop() -> str:
    return render_template("candidate/stop.html", person=entry.candidacy(browser.acting()))


@blueprint.post("/arreter")
def stop() -> AnyResponse:
    sitting.stop(browser.acting(), browser.now())
    return redirect(url_for("candidate.end"), 303)


@blueprint.get("/fin")
def end() -> AnyResponse:
    if progress.progress(browser.acting()).status != ENDED:
        return redirect(url_for("candidate.home"), 303)
    return _ended()


@blueprint.get("/fin.pdf")
def end_pdf() -> AnyResponse:
    if progress.progress(browser.acting()).status != ENDED:
        return redirect(url_for("candidate.home"), 303)
    return give(documents.own_end(browser.acting(), browser.now(), VOICE))


@blueprint.get("/bilan.pdf")
def outcome_pdf() -> Response:
    return give(documents.own_outcome(browser.acting(), browser.now(), VOICE))


@blueprint.get("/bilan")
def read_outcome() -> AnyResponse | str:
    acting = browser.acting()
    found = outcome.of(acting)
    if found is None:
        return redirect(url_for("candidate.home"), 303)
    return render_template("candidate/outcome.html", person=entry.candidacy(acting), outcome=found)


@blueprint.get("/mes-donnees")
def own_data() -> str:
    acting = browser.acting()
    return render_template("candidate/own_data.html", person=entry.candidacy(acting), data=entry.own_data(acting))


@blueprint.get("/mes-donnees.json")
def download() -> Response:
    text = json.dumps(everywhere(entry.own_data(browser.acting())), ensure_ascii=False, indent=2)
    return downloads.download(text, "mes-donnees.json", downloads.JSON)


@blueprint.post("/mes-donnees/effacement")
def ask_erasure() -> AnyResponse:
    entry.ask_erasure(browser.acting(), browser.now())
    return redirect(url_for("candidate.own_data", _anchor="erasure"), 303)
