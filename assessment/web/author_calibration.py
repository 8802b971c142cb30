"""Calibrations, to authors: asking for one, reading what it proposes, accepting or refusing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import jobs, proposals
from assessment.services.jobs import Asked
from assessment.services.proposal_standing import standing
from assessment.services.proposals import Line
from assessment.web import browser, parsing
from assessment.web.author_items import certificate
from assessment.web.job_words import METHODS
from assessment.web.parameter_plots import Moved, before_and_after

KIND = "parameters"
PER_PAGE = 20
# state of a proposal -> word, tone of its mark, icon
STATES = {
    "waiting": (_("à décider"), "doubt", "clock"),
    "accepted": (_("acceptée"), "good", "check"),
    "refused": (_("refusée"), "neutral", "cross"),
}


def calibrations() -> str:
    """Proposals of a certificate, and what a new one would rest on."""
    chosen = certificate()
    return render_template(
        "author/calibrations.html",
        certificate=chosen,
        proposals=proposals.listed(browser.acting(), chosen),
        standing=standing(browser.acting(), chosen),
        methods=METHODS,
        states=STATES,
    )


def ask() -> Response:
    """Ask for a calibration of the bank, outside the request."""
    spec = {
        "certificate": certificate(),
        "method": request.form.get("method", "joint"),
        "anchored": request.form.get("scale", "kept") == "kept",
    }
    jobs.enqueue(browser.acting(), Asked(KIND, spec), browser.now())
    flash(gettext("La calibration est demandée. Ce qu'elle propose apparaîtra ici."), "success")
    return redirect(url_for("author.calibrations", certificat=certificate()), 303)


def calibration(proposal_id: str) -> str:
    return _one(proposal_id, {})


def decide(proposal_id: str) -> Response | tuple[str, int]:
    """Accept or refuse, with a reason."""
    reason, person, now = request.form.get("reason", ""), browser.acting(), browser.now()
    try:
        if request.form.get("decision") == "accept":
            proposals.accept(person, proposal_id, (reason, request.form.get("adopt") == "1"), now)
            said = gettext("Les paramètres sont acceptés : une nouvelle banque est en service.")
        else:
            proposals.refuse(person, proposal_id, reason, now)
            said = gettext("Les paramètres sont refusés : la banque ne change pas.")
    except InvalidInput as error:
        return _one(proposal_id, parsing.refused(error, "reason")), 422
    flash(said, "success")
    return redirect(url_for("author.calibration", proposal_id=proposal_id), 303)


def _one(proposal_id: str, errors: dict[str, str]) -> str:
    found = proposals.opened(browser.acting(), proposal_id)
    pages = max(-(-len(found.lines) // PER_PAGE), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "author/calibration.html",
        found=found,
        certificate=found.record.certificate,
        lines=found.lines[(page - 1) * PER_PAGE : page * PER_PAGE],
        page=page,
        pages=pages,
        drawing=before_and_after([_moved(line) for line in found.lines if line.before is not None]),
        methods=METHODS,
        states=STATES,
        say=gettext,
        errors=errors,
        reason=request.form.get("reason", ""),
    )


def _moved(line: Line) -> Moved:
    before = line.before
    if before is None:
        return Moved(line.proposed.b, 0.0, line.proposed.b, line.proposed.se_b, 0.0)
    return Moved(before.b, before.se_b, line.proposed.b, line.proposed.se_b, line.z)
