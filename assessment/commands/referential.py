"""`assessment referential`: checks the file of a referential."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.errors import InvalidInput
from assessment.interchange.referential_files import read_referential
from assessment.items.referential import Referential, numbers_to_confirm, rule, say_rule

FAULTY = 2  # exit code


@click.group("referential")
def referential() -> None:
    """The standards of the certificates."""


@referential.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check FILE (YAML, CSV or XLSX) and say what it holds; exit code 2 when it has faults."""
    click.echo("\n".join(lines_about(read_or_exit(file))))


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
