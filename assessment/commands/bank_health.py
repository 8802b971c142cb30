"""`assessment bank health`: one page on what real answers say of the questions, from files or from the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assessment.app import create_app
from assessment.engine.health.examine import Gathered, Health, examine, reachable, shares_of
from assessment.engine.health.reach import Aim
from assessment.errors import Faults
from assessment.interchange.health_files import read_health
from assessment.interchange.health_report import health_page
from assessment.messages import message
from assessment.services import bodies
from assessment.services.referentials import CERTIFICATES
from assessment.services.shared_answers import gathered

STEPS = {
    "expected": "ce que le modèle attend",
    "item_fit": "courbes",
    "fairness": "groupes",
    "drift": "temps",
    "person_fit": "personnes",
}


@click.command("health")
@click.option("--report", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The page to write.")
@click.option("--responses", type=click.Path(path_type=Path), help="LONG.csv: person,item,score[,seconds,option,...]")
@click.option("--items", type=click.Path(path_type=Path), help="ITEMS.csv")
@click.option("--body", "body_name", help="Without files: the accredited body whose shared answers are read.")
@click.option("--certificate", type=click.Choice(list(CERTIFICATES)), default="socle", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
def health(
    report: Path, responses: Path | None, items: Path | None, body_name: str | None, certificate: str, seed: int
) -> None:
    """Look at the questions beside real answers, and write what a person should look at as one HTML page."""
    if responses is not None and items is not None and body_name is None:
        given = read_health(responses, items)
        subject: str = message("Réponses de %(name)s", name=responses.name)
    elif body_name is not None and responses is None and items is None:
        with create_app().app_context():
            given = gathered(bodies.find(body_name), certificate)
        subject = f"{body_name}, {certificate}"
    else:
        _refuse()
    found = _examined(given, seed)
    bank = reachable(given.bank, shares_of(found), Aim())
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(health_page(found, bank, subject), encoding="utf-8")
    click.echo(f"{found.persons} personnes, {found.answers} réponses, {int(found.usable.sum())} questions : {report}")


def _refuse() -> None:
    faults = Faults()
    faults.add("options", message("autre chose"), message("--responses et --items ensemble, ou --body seul"))
    faults.raise_if_any(message("Rien à examiner."))


def _examined(given: Gathered, seed: int) -> Health:
    bar: Any
    with click.progressbar(length=len(STEPS), label="Examen", item_show_func=lambda at: STEPS.get(at or "", "")) as bar:
        return examine(given, seed, lambda guard: bar.update(1, guard))
