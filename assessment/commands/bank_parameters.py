"""`assessment bank answers`, `calibrate` and `propose`: from shared answers to parameters a person may accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from assessment.adapters.code_version import code_version
from assessment.app import create_app
from assessment.interchange.proposed_parameters import read_proposed
from assessment.services import bodies, proposals
from assessment.services.calibrating import RESUMABLE
from assessment.services.calibration_data import gathered
from assessment.services.parameter_job import fitted
from assessment.services.proposal_effects import effects_of
from assessment.services.proposals import Made
from assessment.services.proposed_files import made_from_file, write_answers
from assessment.services.referentials import CERTIFICATES
from assessment.services.releases import Release, current_release
from assessment.storage.tables.calibration import ParameterProposal

Decorated = Callable[..., Any]


def whose(command: Decorated) -> Decorated:
    """The options that say which bank is meant."""
    certificate = click.option(
        "--certificate", type=click.Choice(list(CERTIFICATES)), default="socle", show_default=True
    )
    body = click.option("--body", required=True, help="Name of the accredited body.")
    return body(certificate(command))


@click.command("answers")
@whose
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of ITEMS.csv and LONG.csv.")
def answers(body: str, certificate: str, out: Path) -> None:
    """Write the answers people agreed to share, without their names, for `assessment calibrate`."""
    with create_app().app_context():
        bank = gathered(bodies.find(body), certificate, anchored=False)
    write_answers(bank, out)
    facts = bank.facts
    click.echo(
        f"{facts['answers']} réponses de {facts['persons']} personnes à {len(bank.positions)} questions, "
        f"du {facts['first']} au {facts['last']} : {out}"
    )
    click.echo(
        f"dont {facts['dont_know']} « je ne sais pas », {facts['on_trial']} à des questions à l'essai ; "
        f"{facts['skipped']} questions laissées et {facts['other_wordings']} réponses à d'autres versions n'y sont pas."
    )


@click.command("calibrate")
@whose
@click.option("--method", type=click.Choice(RESUMABLE), default="joint", show_default=True)
@click.option(
    "--anchors/--free", default=True, help="Hold the questions already measured, or measure everything again."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
def calibrate_bank(body: str, certificate: str, method: str, anchors: bool, seed: int) -> None:
    """Calibrate a body's bank from shared answers and propose the result; a person accepts or refuses it."""
    with create_app().app_context():
        body_id = bodies.find(body)
        bank = gathered(body_id, certificate, anchors)
        made = fitted(bank, (method, seed), lambda progress: None)
        facts = made.provenance
        ended = "convergence" if facts["converged"] else "arrêt avant convergence"
        click.echo(
            f"{facts['answers']} réponses, {facts['persons']} personnes, {len(bank.positions)} questions, "
            f"{facts['anchors']} ancres : {ended} après {facts['iterations']} étapes, "
            f"log-vraisemblance {facts['log_likelihood']:.1f}."
        )
        for reason, codes in facts["not_calibrated"].items():
            click.echo(f"  non calibrées, {reason} : {len(codes)} ({', '.join(codes[:5])}{', …' if codes[5:] else ''})")
        _propose(bank.release, made, body_id)


@click.command("propose")
@click.argument("parameters", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@whose
def propose(parameters: Path, body: str, certificate: str) -> None:
    """Propose a parameters.csv for a body's bank; a person accepts or refuses it."""
    rows = read_proposed(parameters)
    with create_app().app_context():
        body_id = bodies.find(body)
        release = current_release(body_id, certificate)
        made = made_from_file(release, rows, parameters.name)
        _propose(
            release, Made(made.curves, made.answers, made.flags, {**made.provenance, "code": code_version()}), body_id
        )


def _propose(release: Release, made: Made, body_id: str) -> None:
    with click.progressbar(length=1, label="Dossiers non signés") as bar:

        def told(number: int, files: int) -> None:
            bar.length = files
            bar.update(1)

        effects = effects_of(release, body_id, made.curves, told)
    proposals.propose(release, made, ParameterProposal(body_id=body_id, effects=effects), datetime.now(UTC))
    click.echo(
        f"Proposé : {len(made.curves)} questions, à accepter ou à refuser dans les pages de rédaction (Calibrations). "
        f"{effects['all']} suggestions changeraient dans {effects['touched']} dossiers non signés sur {effects['files']}."
    )
