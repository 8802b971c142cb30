"""One candidate's file: its page, the part that follows the sitting, its domains, initial beside final."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.services import comparing, domains, dossiers, supervising
from assessment.services.dossiers import Following
from assessment.web import browser, grid, plots


def file(file_id: str) -> str:
    found = dossiers.view(browser.acting(), file_id)
    return render_template(
        "evaluator/file.html",
        found=found,
        file=found.file,
        closed=found.closed,
        grid=grid.domains(file_id, found.sections),
        time_plot=_time_plot(found.following),
    )


def following(file_id: str) -> str:
    found = dossiers.following(browser.acting(), file_id)
    return render_template("evaluator/_following.html", following=found)


def end_sitting(file_id: str) -> Response:
    supervising.end_sitting(browser.acting(), file_id, browser.now())
    flash(gettext("La séance est terminée. Les réponses sont gardées."), "success")
    return redirect(url_for("evaluator.file", file_id=file_id), 303)


def open_another(file_id: str) -> Response:
    supervising.open_another(browser.acting(), file_id, browser.now())
    flash(gettext("Une nouvelle séance est prête. La personne entre avec le même code."), "success")
    return redirect(url_for("evaluator.file", file_id=file_id), 303)


def domain(file_id: str, code: str) -> str:
    found = domains.view(browser.acting(), file_id, code)
    return render_template("evaluator/domain.html", found=found, file=found.file)


def compare(file_id: str) -> str:
    found = comparing.compare(browser.acting(), file_id)
    return render_template("evaluator/compare.html", found=found, file=found.final)


def _time_plot(found: Following) -> object:
    minutes = [line.active_seconds / 60 for line in found.sittings if line.active_seconds]
    return plots.time_used(minutes, found.limit / 60) if minutes else ""
