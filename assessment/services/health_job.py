"""The job that looks at a bank: the guards on all shared answers, kept as numbers for the pages and as a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from assessment.engine.health.examine import examine, reachable, shares_of
from assessment.engine.health.reach import Aim
from assessment.errors import NotFound, RuleBroken
from assessment.interchange.health_report import health_page
from assessment.interchange.health_words import concerns, questions_of
from assessment.interchange.records_json import to_json
from assessment.messages import message
from assessment.services.acting import AUTHOR, Acting
from assessment.services.bodies import name_of
from assessment.services.job_context import Context, Result
from assessment.services.referentials import CERTIFICATES
from assessment.services.shared_answers import gathered
from assessment.storage import shared_answers as stored
from assessment.storage.database import db
from assessment.storage.health_results import RESULT
from assessment.storage.jobs import Content

PAGE = "sante-de-la-banque.html"
SAYS = {
    "expected": message("Ce que le modèle attend de chaque réponse"),
    "item_fit": message("Les courbes des questions"),
    "fairness": message("L'égalité entre les groupes"),
    "drift": message("Ce qui change avec le temps"),
    "person_fit": message("Les réponses qui ne vont pas ensemble"),
    "reach": message("Jusqu'où la banque peut conclure"),
}
"""Steps, in their order."""


def check(acting: Acting, spec: Mapping[str, Any], files: Collection[str]) -> dict[str, Any]:
    """Only an author, for a certificate with shared answers."""
    acting.require(AUTHOR)
    certificate = str(spec.get("certificate", ""))
    if certificate not in CERTIFICATES:
        raise NotFound(message("Ce certificat n'existe pas."))
    if not stored.counts(db.session(), acting.body_id, certificate)[0]:
        raise RuleBroken(
            message("Personne n'a encore partagé de réponse pour ce certificat : il n'y a rien à examiner.")
        )
    return {"certificate": certificate}


def run(spec: Mapping[str, Any], context: Context) -> Result:
    """Look at everything; the same answers and seed give the same result."""
    steps = list(SAYS)

    def told(step: str) -> None:
        context.go_on()
        context.progress(steps.index(step), len(steps), SAYS[step])

    body_id, certificate = context.job.body_id, str(spec["certificate"])
    given = gathered(body_id, certificate)
    health = examine(given, context.job.seed, told)
    told("reach")
    bank = reachable(given.bank, shares_of(health), Aim())
    subject = message("%(body)s, %(certificate)s", body=name_of(body_id), certificate=certificate)
    look, _ = questions_of(concerns(health))
    context.progress(len(steps), len(steps))
    return Result(
        {"persons": health.persons, "answers": health.answers, "to_look_at": len(look)},
        (
            Content(RESULT, "application/json", to_json(health).encode()),
            Content(PAGE, "text/html", health_page(health, bank, subject).encode()),
        ),
    )
