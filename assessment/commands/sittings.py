"""`assessment sittings`: checks that the rows of sittings agree with each other."""

from __future__ import annotations

import click

from assessment.app import create_app
from assessment.services.checking import check_all

FAULTY = 1  # exit code: the rows contradict each other


@click.group("sittings")
def sittings() -> None:
    """The sittings of candidates."""


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
