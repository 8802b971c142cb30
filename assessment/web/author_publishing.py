"""Publishing the bank: what would change, the note, the list of releases, the way back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import publishing
from assessment.web import browser, parsing
from assessment.web.author_items import certificate


def publication() -> str:
    return _page({})


def publish() -> Response | tuple[str, int]:
    try:
        publishing.publish_release(browser.acting(), certificate(), request.form.get("note", ""), browser.now())
    except InvalidInput as error:
        errors = parsing.refused(error, "note")
        if set(errors) - {"note"}:
            raise
        return _page(errors), 422
    flash(gettext("La banque est publiée : les prochains positionnements s'en servent."), "success")
    return redirect(url_for("author.publication", certificat=certificate()), 303)


def go_back(release_id: str) -> Response:
    publishing.go_back(browser.acting(), release_id, browser.now())
    flash(gettext("Cette banque est de nouveau en service pour les prochains positionnements."), "success")
    return redirect(url_for("author.publication", certificat=certificate()), 303)


def _page(errors: dict[str, str]) -> str:
    chosen = certificate()
    return render_template(
        "author/publication.html",
        changes=publishing.changes(browser.acting(), chosen),
        releases=[one for one in publishing.listed(browser.acting()) if one.certificate == chosen],
        errors=errors,
        note=request.form.get("note", ""),
        certificate=chosen,
    )
