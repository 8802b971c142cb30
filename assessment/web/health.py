"""Whether the product and its database answer, for the machine that watches it."""

from __future__ import annotations

from flask import Blueprint

from assessment.services import health

blueprint = Blueprint("health", __name__)


@blueprint.get("/sante")
def check() -> tuple[str, int]:
    return ("ok", 200) if health.database_answers() else ("database", 503)
