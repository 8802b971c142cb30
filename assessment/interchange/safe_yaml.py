"""Reads a YAML file that anyone may have written: bounded in size and depth, no aliases, no doubled keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assessment.errors import Faults
from assessment.interchange.rows import at_line, bytes_of
from assessment.messages import counted, message

DEEPEST = 16
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """What the file holds, and on which line each element of its top-level lists starts."""

    value: object
    lines: dict[str, list[int]]


@dataclass(frozen=True)
class Limits:
    """How much a file may hold."""

    bytes: int = 1_000_000
    events: int = 100_000


ORDINARY = Limits()


def read_yaml(path: Path, faults: Faults) -> Document | None:
    """The document, or None after a fault; nothing is built before the shape is known to be small."""
    raw = bytes_of(path, str(path), faults)
    return None if raw is None else parse_yaml(raw, str(path), faults)


def parse_yaml(raw: bytes, place: str, faults: Faults, limits: Limits = ORDINARY) -> Document | None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add(place, message("un fichier qui n'est pas en UTF-8"), message("un fichier texte en UTF-8"))
        return None
    if len(raw) > limits.bytes:
        faults.add(
            place,
            counted("%(n)s octet", "%(n)s octets", len(raw)),
            message("au plus %(most)s octets", most=limits.bytes),
        )
        return None
    try:
        return document(text, place, faults) if small_shape(text, place, faults, limits) else None
    except yaml.YAMLError as error:
        faults.add(line_of(error, place), problem_of(error), message("du YAML bien formé"))
        return None


def small_shape(text: str, place: str, faults: Faults, limits: Limits) -> bool:
    depth = 0

    def here() -> str:
        return at_line(place, event.start_mark.line + 1) if event.start_mark else place

    for count, event in enumerate(yaml.parse(text, Loader=Loader), 1):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            faults.add(
                here(),
                message("une ancre ou un alias YAML (& ou *)"),
                message("du YAML sans renvoi ; mettez le texte entre guillemets"),
            )
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or count > limits.events:
            faults.add(
                here(),
                message("un fichier trop profond ou trop long"),
                message("au plus %(deepest)s niveaux", deepest=DEEPEST),
            )
            return False
    return True


def document(text: str, place: str, faults: Faults) -> Document | None:
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            faults.add(place, message("un fichier vide"), message("un contenu"))
            return None
        before = len(faults.found)
        fault_doubled_keys(root, place, faults)
        value = loader.construct_document(root)
        return Document(value, starting_lines(root)) if len(faults.found) == before else None
    except ValueError as error:  # an impossible date, for one
        faults.add(place, str(error), message("des valeurs lisibles ; mettez les textes entre guillemets"))
        return None
    finally:
        loader.dispose()


def fault_doubled_keys(node: yaml.Node, place: str, faults: Faults) -> None:
    """YAML lets the second value of a key silently replace the first."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            fault_doubled_keys(child, place, faults)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            if str(key.value) in seen:
                line = at_line(place, key.start_mark.line + 1)
                faults.add(
                    line,
                    message("deux fois le champ %(value)s", value=key.value),
                    message("chaque champ une seule fois"),
                )
            seen.add(str(key.value))
            fault_doubled_keys(child, place, faults)


def starting_lines(root: yaml.Node) -> dict[str, list[int]]:
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {
        str(key.value): [child.start_mark.line + 1 for child in node.value]
        for key, node in root.value
        if isinstance(node, yaml.SequenceNode)
    }


def line_of(error: yaml.YAMLError, place: str) -> str:
    mark = getattr(error, "problem_mark", None)
    return at_line(place, mark.line + 1) if mark is not None else place


def problem_of(error: yaml.YAMLError) -> str:
    problem = str(getattr(error, "problem", None) or error).splitlines()[0]
    if "mapping values" not in problem and "expected" not in problem:
        return problem
    return message(
        "%(problem)s (un texte qui contient « : » ou qui commence par un signe se met entre guillemets)",
        problem=problem,
    )
