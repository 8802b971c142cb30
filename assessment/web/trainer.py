"""A trainer's people and their plans: objectives, hours, dates; nothing of the answers."""

from __future__ import annotations

from flask import Blueprint, render_template

from assessment.services import trainees as services
from assessment.web import browser, desk_words

blueprint = Blueprint("trainer", __name__, url_prefix="/stagiaires")
blueprint.context_processor(lambda: {"words": desk_words})


@blueprint.get("/")
def trainees() -> str:
    return render_template("trainer/trainees.html", found=services.trainees(browser.acting()))


@blueprint.get("/<file_id>")
def plan(file_id: str) -> str:
    return render_template("trainer/plan.html", found=services.plan(browser.acting(), file_id))
