"""`assessment referential`: checks the file of a referential, writes it as a table, imports an official grid."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from assessment.app import create_app
from assessment.errors import InvalidInput
from assessment.interchange.referential_files import read_referential
from assessment.interchange.referential_table import write_referential_csv, write_referential_xlsx
from assessment.items.referential import Referential, numbers_to_confirm, rule, say_rule
from assessment.messages import message
from assessment.services.bodies import acting_by_email
from assessment.services.referentials import store_referential

FAULTY = 2  # exit code
WRITERS = {".csv": write_referential_csv, ".xlsx": write_referential_xlsx}


@click.group("referential")
def referential() -> None:
    """The standards of the certificates."""


@referential.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check FILE (YAML, CSV or XLSX) and say what it holds; exit code 2 when it has faults."""
    click.echo("\n".join(lines_about(read_or_exit(file))))


@referential.command("table")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def table(file: Path, target: Path) -> None:
    """Write FILE as a table to fill in: TARGET ends in .csv or .xlsx."""
    found = read_or_exit(file)
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise click.BadParameter(message("le fichier à écrire se termine par .csv ou .xlsx"), param_hint="TARGET")
    target.write_bytes(writer(found))
    click.echo(f"{target} : {len(found.criteria)} critères.")


@referential.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="Address of an administrator of the body.")
def import_file(file: Path, email: str) -> None:
    """Import FILE, an official grid, for the body of this administrator; a faulty file changes nothing."""
    found = read_or_exit(file)
    with create_app().app_context():
        store_referential(found, acting_by_email(email), datetime.now(UTC))
    click.echo(f"{found.title}, version {found.version} : {len(found.criteria)} critères importés.")


def read_or_exit(file: Path) -> Referential:
    try:
        return read_referential(file)
    except InvalidInput as error:
        click.echo(str(error), err=True)
        raise SystemExit(FAULTY) from error


def lines_about(found: Referential) -> list[str]:
    """What a person compares with the official text."""
    counts = f"{len(found.domains)} domaines, {len(found.subdomains)} sous-domaines, {len(found.criteria)} critères"
    lines = [f"{found.title} ({found.register}), version {found.version} : {counts}."]
    if found.provisional:
        lines.append("Référentiel provisoire : il faudra importer la grille officielle.")
    for domain in found.domains:
        lines.append(f"{domain.code} {domain.title}")
        for subdomain in domain.subdomains:
            doubt = " Seuil à confirmer." if rule(subdomain).to_confirm else ""
            lines.append(f"  {subdomain.code} {subdomain.title} : {say_rule(rule(subdomain))}{doubt}")
    lines.append(f"{len(list(numbers_to_confirm(found)))} seuils à confirmer.")
    return lines


if __name__ == "__main__":
    referential()
