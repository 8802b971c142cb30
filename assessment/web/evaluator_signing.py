"""Signing a file, opening it again for a correction, and the file as a jury reads it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import documents, files
from assessment.services import signing as services
from assessment.web import browser, parsing
from assessment.web.printing import VOICE, give


def signing(file_id: str) -> str:
    return _page(file_id, {})


def sign(file_id: str) -> Response | tuple[str, int]:
    seen = request.form.get("seen", "").strip()
    if not seen:
        return _page(file_id, {"seen": gettext("Relisez le dossier ci-dessous, puis signez.")}), 422
    number = services.sign(browser.acting(), file_id, browser.now(), seen)
    flash(
        gettext("Le dossier est signé, version %(number)s. Il est maintenant en lecture seule.", number=number),
        "success",
    )
    return redirect(url_for("evaluator.jury_file", file_id=file_id), 303)


def reopen(file_id: str) -> Response | tuple[str, int]:
    try:
        services.reopen(browser.acting(), file_id, request.form.get("why", ""), browser.now())
    except InvalidInput as error:
        return _page(file_id, parsing.refused(error, "why")), 422
    flash(gettext("Le dossier est ouvert pour une correction. La version signée reste lisible."), "success")
    return redirect(url_for("evaluator.file", file_id=file_id), 303)


def jury_file(file_id: str, number: int = 0) -> str:
    found = services.signed(browser.acting(), file_id, number)
    file = files.followed(browser.acting(), file_id)
    return render_template(
        "evaluator/jury_file.html",
        found=found,
        file=file,
        content=found.content,
        attestable=documents.has_something(found.content),
    )


def jury_pdf(file_id: str, number: int) -> Response:
    return give(documents.jury_file(browser.acting(), file_id, number, VOICE))


def attestation(file_id: str) -> Response:
    return give(documents.partial_attestation(browser.acting(), file_id, VOICE))


def _page(file_id: str, errors: dict[str, str]) -> str:
    acting = browser.acting()
    return render_template(
        "evaluator/signing.html",
        found=services.draft(acting, file_id),
        file=files.followed(acting, file_id),
        errors=errors,
        form=request.form,
        me_name=acting.name,
    )
