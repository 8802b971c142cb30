"""`assessment bank`: checks the files of questions; its other commands stand beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from assessment.commands.bank_health import health
from assessment.commands.bank_interchange import export, import_file, template
from assessment.commands.bank_parameters import answers, calibrate_bank, propose
from assessment.config import bank_folder
from assessment.errors import Faults
from assessment.interchange.yaml_items import read_items
from assessment.items.bank import Coverage, coverage
from assessment.items.checks import QUICK_DRAWS, THOROUGH_DRAWS, run_checks
from assessment.items.checks.finding import Finding, Severity
from assessment.items.checks.key_ranks import ranks
from assessment.items.kinds import KINDS

FAULTY = 2  # exit code


@click.group("bank")
def bank() -> None:
    """The bank of questions."""


for command in (health, answers, calibrate_bank, propose, import_file, export, template):
    bank.add_command(command)


@bank.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default=bank_folder() / "items")
@click.option("--quick", is_flag=True, help=f"Draw {QUICK_DRAWS} variants of each family instead of {THOROUGH_DRAWS}.")
@click.option(
    "--media", type=click.Path(path_type=Path), default=bank_folder() / "media", help="The folder of pictures."
)
def check(path: Path, quick: bool, media: Path) -> None:
    """Check a file or a folder of questions; exit code 2 when something must be mended."""
    faults = Faults()
    items = read_items(path, faults)
    findings = run_checks(items, media, QUICK_DRAWS if quick else THOROUGH_DRAWS)
    errors = [str(fault) for fault in faults] + said(findings, Severity.ERROR)
    print_section("Questions par critère", [line_of(line) for line in coverage(items)])
    print_section("Rang de la clé (1 : la plus longue option, ou la première du fichier)", list(map(str, ranks(items))))
    hints = said(findings, Severity.HINT)
    print_section("À titre indicatif : mots peu courants, tournures passives", hints)
    print_section("À regarder", said(findings, Severity.WARNING))
    print_section("À corriger", errors)
    click.echo(
        f"{len(items)} questions lues, {len(errors)} erreurs, {len(said(findings, Severity.WARNING))} remarques, "
        f"{len(hints)} lignes à titre indicatif."
    )
    if errors:
        raise SystemExit(FAULTY)


def said(findings: Sequence[Finding], severity: Severity) -> list[str]:
    return [
        f"{finding.item or 'banque'} ({finding.check}) : {finding.message}"
        for finding in findings
        if finding.severity is severity
    ]


def line_of(line: Coverage) -> str:
    kinds = ", ".join(f"{count} {KINDS[kind].label.lower()}" for kind, count in line.kinds)
    families = f", dont {line.families} à variantes" if line.families else ""
    spread = f"difficulté de {line.easiest:+.1f} à {line.hardest:+.1f}"
    return f"{line.certificate} {line.criterion} : {line.items} questions{families} ; {spread} ; {kinds}"


def print_section(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(f"{title}\n" + "\n".join(f"  {line}" for line in lines) + "\n")


if __name__ == "__main__":
    bank()
