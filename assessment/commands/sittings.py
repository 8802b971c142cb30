"""`assessment sittings`: sittings listed, checked, played again, scored again otherwise. Nothing stored is ever changed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import click

from assessment.app import create_app
from assessment.errors import Faults
from assessment.messages import counted, message
from assessment.review.words import LABELS, State
from assessment.services.checking import check_all
from assessment.services.replaying import Replay, ReplayLine
from assessment.services.replaying import replay as play
from assessment.services.rescoring import Line, Wanted
from assessment.services.rescoring import rescore as score_again
from assessment.services.sitting_list import listed
from assessment.sittings.suggestion import Suggestion

FAULTY = 1  # exit code: the rows contradict each other


@click.group("sittings")
def sittings() -> None:
    """The sittings of candidates."""


@sittings.command("list")
@click.option("--body", default="", help="Of this accredited body; of all by default.")
def list_sittings(body: str) -> None:
    """List the sittings, oldest first, nobody named: what SITTING is in the other commands."""
    with create_app().app_context():
        found = listed(body)
    for one in found:
        answers = counted("%(n)s réponse", "%(n)s réponses", one.answers)
        words = (one.id, f"{one.opened_at:%Y-%m-%d}", one.certificate, one.phase, f"n° {one.number}", one.status)
        click.echo("  ".join((*words, answers, one.body)))
    click.echo(counted("%(n)s positionnement.", "%(n)s positionnements.", len(found)))


@sittings.command("check")
def check() -> None:
    """Play every sitting again from its rows; exit code 1 when anything contradicts anything."""
    with create_app().app_context():
        found = check_all()
    for discrepancy in found:
        click.echo(str(discrepancy))
    click.echo("Tout concorde." if not found else f"{len(found)} contradictions.")
    if found:
        raise SystemExit(FAULTY)


@sittings.command("replay")
@click.argument("sitting")
def replay(sitting: str) -> None:
    """Play SITTING again, question by question with its reason; exit code 1 when the rows say otherwise."""
    with create_app().app_context():
        found = play(sitting)
        lines = _replayed(found)
    for line in lines:
        click.echo(line)
    if found.discrepancies:
        raise SystemExit(FAULTY)


@sittings.command("rescore")
@click.argument("sitting")
@click.option(
    "--without", multiple=True, metavar="ITEM", help="Leave the answers to this question out; may be repeated."
)
@click.option("--threshold", type=float, help="Share of a criterion to master, instead of the referential's (0.75).")
@click.option("--parameters", type=click.Path(path_type=Path), help="parameters.csv of a calibration.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write every criterion to this CSV file.")
def rescore(
    sitting: str, without: tuple[str, ...], threshold: float | None, parameters: Path | None, out: Path | None
) -> None:
    """Say what the suggestions of SITTING's file would be otherwise; nothing stored changes."""
    _refuse_unwritable(out)
    with create_app().app_context():
        lines = score_again(sitting, Wanted(without, threshold, parameters))
    changed = [line for line in lines if line.changed]
    for line in changed:
        click.echo(f"{line.before.criterion} : {_said(line.before)} -> {_said(line.after)}")
    click.echo(f"{len(lines)} critères, {len(changed)} suggestions changées. Rien n'est modifié dans la base.")
    if out is not None:
        _write(out, lines)
        click.echo(f"{out} : {len(lines)} lignes.")


def _replayed(found: Replay) -> list[str]:
    lines = [f"Séance {found.sitting_id}, graine {found.seed}, version de la banque {found.release_id}"]
    lines += [_question(line) for line in found.lines]
    if found.end_again is not None:
        lines.append(f"Fin : {found.end_reason}, le calcul donne {found.end_again}")
    lines += [str(one) for one in found.discrepancies]
    lines.append("Tout concorde." if not found.discrepancies else f"{len(found.discrepancies)} contradictions.")
    return lines


def _question(line: ReplayLine) -> str:
    mark = "=" if not line.differences else "≠"
    return f"{line.position + 1:3d} {mark} {line.code:12s} {line.result} | {line.why}"


def _said(one: Suggestion) -> str:
    words = LABELS[State(one.state)]
    return words if one.probability is None else f"{words} ({100 * one.probability:.0f} %)"


def _refuse_unwritable(out: Path | None) -> None:
    faults = Faults()
    if out is not None and not out.parent.is_dir():
        faults.add("--out", str(out.parent), message("un dossier qui existe"))
    faults.raise_if_any(message("Le résultat ne peut pas être écrit."))


def _write(out: Path, lines: Sequence[Line]) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("criterion", "before", "before_probability", "after", "after_probability"))
        for line in lines:
            before, after = line.before, line.after
            writer.writerow((before.criterion, before.state, before.probability, after.state, after.probability))
