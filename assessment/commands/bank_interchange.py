"""`assessment bank import|export|template`: questions from the files of other tools, and to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import click

from assessment.config import bank_folder
from assessment.errors import InvalidInput
from assessment.interchange.formats.arrivals import CHANGED, NEW, SAME, Arrival, Wanted
from assessment.interchange.formats.bringing import Brought, There, bring
from assessment.interchange.formats.registry import FORMATS
from assessment.interchange.formats.xlsx_format import template as empty_workbook
from assessment.interchange.media_folder import MediaFolder
from assessment.interchange.referential_files import read_referential
from assessment.interchange.yaml_items import dump_items, load_items
from assessment.items.bank import code_order
from assessment.items.item import Item, item_to_data
from assessment.items.referential import Referential
from assessment.messages import counted, message

FAULTY = 2  # exit code
MOST_BYTES = 40_000_000
ITEMS, MEDIA = "items", "media"
FROM = click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of items there are; pictures are in `media` beside it. By default the shipped bank.",
)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--criterion", default="", help="The criterion of questions that do not say theirs, as 2.1.1.")
@click.option("--certificate", default="socle", show_default=True, help="Of questions that do not say theirs.")
@click.option("--good-part", is_flag=True, help="Take the questions without fault when others have some.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder of items to write into.")
@FROM
def import_file(
    file: Path, criterion: str, certificate: str, good_part: bool, out: Path | None, source: Path | None
) -> None:
    """Say what FILE would change; with --out, write it. Exit code 2, and nothing written, when it has faults."""
    folder = source or bank_folder() / ITEMS
    existing = loaded(folder)
    there = There({(one.certificate, one.code): item_to_data(one) for one in existing}, media_of(folder))
    wanted = Wanted(certificate, criterion, {one.certificate: codes_of(one) for one in referentials()})
    brought = bring(file.name, content_of(file), wanted, there)
    for line in said(brought):
        click.echo(line)
    if brought.faults and not good_part:
        click.echo(message("Rien n'a été importé."), err=True)
        raise SystemExit(FAULTY)
    if out is not None:
        write(brought, existing, out)


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("items", nargs=-1)
@click.option("--format", "name", type=click.Choice(list(FORMATS)), help="By default, what the name of FILE says.")
@click.option("--certificate", help="Only this certificate.")
@FROM
def export(file: Path, items: tuple[str, ...], name: str | None, certificate: str | None, source: Path | None) -> None:
    """Write FILE with the questions ITEMS: codes (2.1.1-01), criteria (2.1.1) or domains (2); all by default."""
    suffix = file.suffix.lower()
    found = FORMATS[name] if name else next((each for each in FORMATS.values() if suffix in each.suffixes), None)
    if found is None:
        raise click.BadParameter(message("un suffixe connu, ou --format"), param_hint="FILE")
    folder = source or bank_folder() / ITEMS
    chosen = [one for one in loaded(folder) if certificate in (None, one.certificate) and asked(one, items)]
    if not chosen:
        raise click.BadParameter(message("au moins une question"), param_hint="ITEMS")
    written = found.write(chosen, media_of(folder))
    file.write_bytes(written.content)
    for note in written.notes:
        click.echo(f"  {note}")
    count = counted("%(n)s question", "%(n)s questions", len(chosen))
    click.echo(f"{file} : {count} ({found.label}).")


@click.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(file: Path) -> None:
    """Write FILE, an empty workbook (.xlsx) to fill in with questions."""
    labels = {one.certificate: {each.code: each.label for each in one.criteria} for one in referentials()}
    file.write_bytes(empty_workbook(labels))
    click.echo(f"{file} : un modèle à remplir.")


def asked(item: Item, names: Sequence[str]) -> bool:
    return not names or any(
        name in (item.code, item.criterion) or item.criterion.startswith(f"{name}.") for name in names
    )


def media_of(items: Path) -> MediaFolder:
    return MediaFolder(items.parent / MEDIA)


def content_of(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise click.BadParameter(message("au plus %(most)s octets", most=MOST_BYTES), param_hint="FILE")
    return file.read_bytes()


def loaded(folder: Path) -> list[Item]:
    try:
        return load_items(folder) if any(folder.rglob("*.yaml")) else []
    except InvalidInput as error:
        click.echo(str(error), err=True)
        raise SystemExit(FAULTY) from error


def referentials() -> list[Referential]:
    return [read_referential(path) for path in sorted((bank_folder() / "referentials").glob("*.yaml"))]


def codes_of(referential: Referential) -> frozenset[str]:
    return frozenset(each.code for each in referential.criteria)


def said(brought: Brought) -> Iterable[str]:
    """What would come in, then what was left out, then what is wrong."""
    for one in brought.arrivals:
        if one.state != SAME:
            yield line_of(one)
    states = [one.state for one in brought.arrivals]
    yield message(
        "%(new)s, %(changed)s, %(same)s.",
        new=counted("%(n)s nouvelle", "%(n)s nouvelles", states.count(NEW)),
        changed=counted("%(n)s changée", "%(n)s changées", states.count(CHANGED)),
        same=counted("%(n)s inchangée", "%(n)s inchangées", states.count(SAME)),
    )
    yield from titled("À savoir", brought.notes)
    yield from titled("À corriger", brought.faults)


def line_of(one: Arrival) -> str:
    name = f"{one.item.certificate} {one.item.code}"
    if one.state == NEW:
        return f"  {name} : nouvelle, « {one.item.title} »"
    return f"  {name} : changée ({', '.join(change.label for change in one.changes)})"


def titled(title: str, lines: Sequence[object]) -> Iterable[str]:
    if lines:
        yield "\n".join([title, *(f"  {line}" for line in lines)])


def write(brought: Brought, existing: Sequence[Item], out: Path) -> None:
    """The files of the criteria that change, whole; pictures and recordings beside, none overwritten."""
    coming = {one.key: one.item for one in brought.arrivals if one.state != SAME}
    touched = {(item.certificate, item.criterion) for item in coming.values()}
    merged = {(one.certificate, one.code): one for one in existing} | coming
    kept = [item for item in merged.values() if (item.certificate, item.criterion) in touched]
    kept.sort(key=lambda item: (item.certificate, code_order(item.criterion), item.code))
    for (certificate, criterion), items in groupby(kept, key=lambda item: (item.certificate, item.criterion)):
        path = out / certificate / f"{criterion}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump_items(criterion, list(items)), encoding="utf-8")
    for name, content in (brought.media or {}).items():
        (out.parent / MEDIA).mkdir(parents=True, exist_ok=True)
        (out.parent / MEDIA / name).write_bytes(content)
    count = counted("%(n)s question écrite", "%(n)s questions écrites", len(coming))
    click.echo(f"{out} : {count}.")
