"""Item files: one YAML file per criterion, in and out; every fault of every file is listed at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from assessment.errors import Faults
from assessment.interchange.rows import at_line
from assessment.interchange.safe_yaml import read_yaml
from assessment.items.fields import describe, fields
from assessment.items.item import Item, item_from_data, item_to_data
from assessment.messages import counted, joined, message

MOST_FILES = 2000
MOST_ITEMS = 99  # of one criterion: codes end with two digits
CERTIFICATE = re.compile(r"[a-z][a-z0-9-]{1,39}")


def load_items(path: Path) -> list[Item]:
    """The items of a file or of a folder; raises InvalidInput with all faults when there is any."""
    faults = Faults()
    items = read_items(path, faults)
    faults.raise_if_any(message("Les questions de %(path)s ont des défauts ; rien n'a été lu.", path=path))
    return items


def read_items(path: Path, faults: Faults) -> list[Item]:
    """The items without fault; the faults of the others go to `faults`."""
    files = item_files(path)
    if not files:
        faults.add(str(path), message("aucun fichier .yaml"), message("au moins un fichier de questions"))
    if len(files) > MOST_FILES:
        faults.add(
            str(path),
            counted("%(n)s fichier", "%(n)s fichiers", len(files)),
            message("au plus %(most)s", most=MOST_FILES),
        )
        return []
    items = [item for file in files for item in read_file(file, faults)]
    seen: dict[tuple[str, str], Item] = {}
    for item in items:
        if (item.certificate, item.code) in seen:
            faults.add(item.code, message("deux questions avec ce code"), message("un code par question"))
        seen[item.certificate, item.code] = item
    return list(seen.values())


def item_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def read_file(path: Path, faults: Faults) -> list[Item]:
    document = read_yaml(path, faults)
    head = None if document is None else fields(document.value, str(path), faults)
    if document is None or head is None:
        return []
    head.only(("criterion", "items"))
    criterion = head.text("criterion", 20)
    certificate = path.resolve().parent.name
    if not CERTIFICATE.fullmatch(certificate):
        faults.add(
            str(path),
            message("le dossier %(certificate)s", certificate=certificate),
            message("un dossier au nom du certificat, comme items/socle/"),
        )
    if criterion and path.stem != criterion:
        head.fault("criterion", describe(criterion), message("%(stem)s, comme le nom du fichier", stem=path.stem))
    items = []
    lines = document.lines.get("items", [])
    for number, data in enumerate(head.listing("items", 1, MOST_ITEMS)):
        code = data.get("code", f"question {number + 1}") if isinstance(data, dict) else f"question {number + 1}"
        place = joined(", ", (at_line(str(path), lines[number]), code))
        item = item_from_data(data, certificate, place, faults)
        if item is not None and item.criterion != criterion:
            faults.add(
                place,
                message("le critère %(criterion)s", criterion=item.criterion),
                message("le critère %(criterion)s, celui du fichier", criterion=criterion),
            )
        elif item is not None:
            items.append(item)
    return items


class Dumper(yaml.SafeDumper):
    """Lists are indented under their key, and a value met twice is written twice: we refuse to read aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def dump_items(criterion: str, items: Sequence[Item]) -> str:
    """The text of one item file; `read_file` gives back the same items."""
    data = {"criterion": criterion, "items": [item_to_data(item) for item in items]}
    return yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
