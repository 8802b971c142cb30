"""An administrator's body: counts of evaluations, settings of sittings, the journal."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from assessment.errors import InvalidInput
from assessment.services import billing, body_settings, journal_view
from assessment.web import browser, parsing
from assessment.web.downloads import CSV, download
from assessment.web.saying import said


def counts() -> str:
    return render_template("admin/counts.html", months=billing.months(browser.acting()))


def months_csv() -> Response:
    return download(billing.months_csv(browser.acting(), said), "evaluations-par-mois.csv", CSV)


def evaluations_csv() -> Response:
    return download(billing.evaluations_csv(browser.acting(), said), "evaluations.csv", CSV)


def settings() -> str:
    found = body_settings.budget(browser.acting())
    return _settings({name: str(value) for name, value in asdict(found).items()}, {})


def change_settings() -> AnyResponse | tuple[str, int]:
    form = request.form
    try:
        body_settings.change_budget(browser.acting(), form.to_dict(), browser.now())
    except InvalidInput as error:
        return _settings(form.to_dict(), parsing.refused(error)), 422
    flash(gettext("Les réglages sont gardés. Ils valent pour les prochaines séances."), "success")
    return redirect(url_for("admin.settings"), 303)


def journal() -> str:
    page = request.args.get("page", 1, type=int)
    found = journal_view.read(browser.acting(), min(max(page, 1), 100_000))
    return render_template("admin/journal.html", found=found)


def _settings(form: dict[str, str], errors: dict[str, str]) -> str:
    return render_template("admin/settings.html", form=form, errors=errors, bounds=body_settings)
