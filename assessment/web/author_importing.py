"""Questions from a file, to authors: sent, looked at with everything wrong and everything that would change, then kept."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from assessment.errors import Fault, InvalidInput
from assessment.services import importing as services
from assessment.services.importing import BankMoved, Sent
from assessment.services.importing_media import MediaMoved
from assessment.web import browser, fault_groups
from assessment.web.author_items import certificate
from assessment.web.downloads import XLSX, download

MOST_SHOWN = 100  # lines of a list; the rest is counted, and kept with what is shown


def importing() -> str:
    return _page()


def questions_model() -> Response:
    return download(services.template(browser.acting()), "questions-a-remplir.xlsx", XLSX)


def read_questions() -> str | tuple[str, int]:
    """Read the file and show what it would change; nothing is stored yet."""
    upload = request.files.get("questions")
    name, content = (upload.filename or "", upload.read()) if upload else ("", b"")
    criterion = request.form.get("critere", "").strip()[:20]
    try:
        found = services.look(browser.acting(), Sent(name, content, certificate(), criterion), browser.now())
    except InvalidInput as error:
        return _page(error.message, error.faults), 422
    page = render_template(
        "author/import_look.html",
        found=found,
        groups=fault_groups.grouped(found.faults[: fault_groups.MOST_SHOWN], found.name),
        told=fault_groups.told(found.notes[: fault_groups.MOST_SHOWN], found.name),
        most_faults=fault_groups.MOST_SHOWN,
        most=MOST_SHOWN,
        criterion=criterion,
        certificate=certificate(),
    )
    return (page, 422) if found.faults else page


def import_questions() -> AnyResponse | tuple[str, int]:
    try:
        kept = services.confirm(browser.acting(), request.form.get("data", ""), browser.now(), left_out())
    except InvalidInput as error:
        return _page(error.message, error.faults), 422
    except (BankMoved, MediaMoved) as error:
        return _page(error.message), 409
    count = kept.new + kept.changed
    said = ngettext(
        "%(num)s question est importée en brouillon : rien ne change pour les candidats avant sa publication.",
        "%(num)s questions sont importées en brouillon : rien ne change pour les candidats avant leur publication.",
        count,
    )
    flash(said, "success")
    return redirect(url_for("author.items", certificat=certificate(), etat="draft"), 303)


def left_out() -> set[tuple[str, str]]:
    """The questions listed on the page whose box is no longer ticked."""
    left = set(request.form.getlist("listed")) - set(request.form.getlist("kept"))
    return {(certificate, code) for certificate, _, code in (one.partition("/") for one in left)}


def _page(message: str = "", faults: tuple[Fault, ...] = ()) -> str:
    return render_template(
        "author/import.html",
        message=message,
        groups=fault_groups.grouped(faults[: fault_groups.MOST_SHOWN]),
        more=max(0, len(faults) - fault_groups.MOST_SHOWN),
        criterion=request.values.get("critere", "").strip()[:20],
        certificate=certificate(),
    )
