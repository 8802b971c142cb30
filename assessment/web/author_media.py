"""The media library, to authors: a grid with where each is used, sending several files, describing, replacing, withdrawing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from assessment.errors import Fault, InvalidInput, RuleBroken
from assessment.services import media_choice, media_library
from assessment.services.media_library import MOST_AT_ONCE, READY, TO_DESCRIBE, WITHDRAWN, Upload, WantedMedia
from assessment.services.media_words import Description
from assessment.web import browser, parsing
from assessment.web.saying import said

PER_PAGE = 24
KINDS = ("picture", "sound")
STATES = (TO_DESCRIBE, READY, WITHDRAWN)


def media() -> str:
    found = media_library.library(browser.acting(), wanted())
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "author/media.html",
        found=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        total=len(found),
        page=page,
        pages=pages,
        wanted=wanted(),
        waiting=media_library.waiting(browser.acting()),
        certificate="",
    )


def wanted() -> WantedMedia:
    """The filters in the address."""
    kind, state = request.args.get("sorte", ""), request.args.get("etat", "")
    text = request.args.get("texte", "").strip()[:100]
    return WantedMedia(text, kind if kind in KINDS else "", state if state in STATES else "")


def new_media() -> str:
    return _sending()


def add_media() -> Response | tuple[str, int]:
    uploads = [Upload(one.filename or "", one.read()) for one in request.files.getlist("files")]
    try:
        added = media_library.add(browser.acting(), uploads, request.form.get("good") == "1", browser.now())
    except InvalidInput as error:
        return _sending(error.message, error.faults), 422
    for note in (*added.notes, *added.refused):
        flash(said(note), "warning")
    count = len(added.names)
    flash(ngettext("%(num)s fichier est arrivé.", "%(num)s fichiers sont arrivés.", count), "success")
    return redirect(url_for("author.describe_media"), 303)


def describe_media() -> str:
    return _describing({}, {})


def keep_descriptions() -> Response | tuple[str, int]:
    """Every medium of the page at once, all faults beside their fields."""
    shown = [name.removesuffix("-shown") for name in request.form if name.endswith("-shown")]
    described = {one: _description(one) for one in shown}
    try:
        media_library.describe(browser.acting(), described, browser.now())
    except InvalidInput as error:
        return _describing(described, parsing.messages(error.faults)), 422
    flash(gettext("La description est enregistrée."), "success")
    return redirect(url_for("author.media"), 303)


def medium(medium_id: str) -> str:
    return _medium(medium_id)


def change_medium(medium_id: str) -> Response | tuple[str, int]:
    described = {medium_id: _description(medium_id)}
    try:
        media_library.describe(browser.acting(), described, browser.now())
    except InvalidInput as error:
        return _medium(medium_id, described[medium_id], parsing.messages(error.faults)), 422
    flash(gettext("La description est enregistrée."), "success")
    return _back(medium_id)


def replace_medium(medium_id: str) -> Response | tuple[str, int]:
    upload = request.files.get("file")
    sent = Upload(upload.filename or "", upload.read()) if upload else Upload("", b"")
    try:
        notes = media_library.replace(browser.acting(), medium_id, sent, browser.now())
    except InvalidInput as error:
        return _medium(medium_id, None, _found_and_expected(error.faults)), 422
    for note in notes:
        flash(said(note), "warning")
    flash(gettext("Le fichier est remplacé. Les questions déjà relues gardent l'ancien."), "success")
    return _back(medium_id)


def withdraw_medium(medium_id: str) -> Response | tuple[str, int]:
    try:
        media_library.withdraw(browser.acting(), medium_id, browser.now())
    except RuleBroken as error:
        flash(said(error.message), "error")
        return _back(medium_id)
    flash(gettext("Ce média n'est plus proposé. Vous pouvez le reprendre ici."), "success")
    return _back(medium_id)


def restore_medium(medium_id: str) -> Response:
    media_library.restore(browser.acting(), medium_id, browser.now())
    flash(gettext("Ce média est de nouveau proposé."), "success")
    return _back(medium_id)


def choose_medium(version_id: str) -> str:
    """The pictures or the sounds that a document of a draft can show."""
    field = request.args.get("champ", "")
    choice = media_choice.choices(browser.acting(), version_id, field, request.args.get("texte", "").strip()[:100])
    return render_template(
        "author/choose_medium.html",
        choice=choice,
        field=field,
        text=request.args.get("texte", ""),
        certificate=choice.version.item.certificate,
    )


def take_medium(version_id: str) -> Response:
    field, name = request.form.get("champ", ""), request.form.get("nom", "")
    media_choice.take(browser.acting(), version_id, (field, name), browser.now())
    flash(gettext("Le média est dans le brouillon. Relisez le texte qui le remplace."), "success")
    return redirect(url_for("author.draft", version_id=version_id) + f"#{media_choice.anchor_of(field)}", 303)


def _description(medium_id: str) -> Description:
    def text(field: str) -> str:
        return request.form.get(f"{medium_id}-{field}", "").replace("\r\n", "\n").strip()

    decorative = request.form.get(f"{medium_id}-decorative") == "1"
    return Description(text("alt"), decorative, text("transcript"), text("source"), text("licence"))


def _found_and_expected(faults: tuple[Fault, ...]) -> dict[str, str]:
    """A file says what was found in it too."""
    return {
        "file": " ".join(
            gettext(
                "Trouvé\u00a0: %(found)s. Attendu\u00a0: %(expected)s.",
                found=said(one.found),
                expected=said(one.expected),
            )
            for one in faults
        )
    }


def _back(medium_id: str) -> Response:
    return redirect(url_for("author.medium", medium_id=medium_id), 303)


def _sending(message: str = "", faults: tuple[Fault, ...] = ()) -> str:
    return render_template("author/new_media.html", message=message, faults=faults, most=MOST_AT_ONCE, certificate="")


def _describing(typed: dict[str, Description], errors: dict[str, str]) -> str:
    found = media_library.library(browser.acting(), WantedMedia(state=TO_DESCRIBE))
    return render_template("author/describe_media.html", found=found, typed=typed, errors=errors, certificate="")


def _medium(medium_id: str, typed: Description | None = None, errors: dict[str, str] | None = None) -> str:
    found = media_library.medium(browser.acting(), medium_id)
    return render_template(
        "author/medium.html",
        shown=found,
        typed=typed or found.medium,
        errors=errors or {},
        certificate="",
    )
