"""Moodle XML: questions with their files, categories, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from assessment.errors import Faults
from assessment.interchange.formats.moodle_read import SEAL, labelled, question, text_in
from assessment.interchange.formats.moodle_write import category, notes_of, whole
from assessment.interchange.formats.moodle_write import question as written
from assessment.interchange.formats.port import Incoming, Media, Note, Reading, Written
from assessment.interchange.formats.safe_xml import read_xml
from assessment.interchange.formats.seal import opened, sealed
from assessment.interchange.formats.tags import criterion_in
from assessment.interchange.rows import at_line
from assessment.items.item import Item
from assessment.messages import joined, message

START = b"<quiz"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


class MoodleFormat:
    name = "moodle_xml"
    label: str = message("Moodle XML")
    suffixes: tuple[str, ...] = (".xml",)
    media_type = "application/xml"

    def recognises(self, content: bytes) -> bool:
        return START in content[:4000]

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        reading = Reading(faults)
        tree = read_xml(content, name, faults)
        if tree is None:
            return reading
        if tree.root.tag != "quiz":
            found = message("l'élément <%(tag)s>", tag=str(tree.root.tag)[:80])
            faults.add(name, found, message("un fichier Moodle XML, qui commence par <quiz>"))
            return reading
        criterion = ""
        for node in tree.root.iterfind("question"):
            if node.get("type") == "category":
                criterion = criterion_in(text_in(node.find("category")))
                continue
            title = text_in(node.find("name"))[:60]
            line = at_line(name, tree.lines.get(node, 0))
            found_one = read_one(node, joined(", ", (line, title)) if title else line, reading)
            if found_one is not None:
                reading.questions.append(replace(found_one, criterion=found_one.criterion or criterion))
        if not reading.questions and not faults:
            faults.add(name, message("aucune question"), message("au moins une question"))
        return reading

    def write(self, items: Sequence[Item], media: Media) -> Written:
        parts, notes, path = [HEAD], [], ""
        for item in items:
            wanted = f"$course$/{item.certificate}/{item.criterion}"
            if wanted != path:
                path = wanted
                parts.append(category(path) + "\n")
            said, more = one(item, media)
            parts.append(said + "\n")
            notes += more
        return Written("".join([*parts, "</quiz>\n"]).encode(), tuple(notes))


def read_one(node: Element, place: str, reading: Reading) -> Incoming | None:
    shown = Reading(reading.faults, media=reading.media)
    found = question(node, place, shown)
    seal = node.findtext(SEAL)
    if found is None or seal is None:
        reading.notes += shown.notes
        return None if found is None else labelled(found, node)
    return opened(seal, found, reading, shown.notes)


def one(item: Item, media: Media) -> tuple[str, list[Note]]:
    """A question and its notes; its text alone when what Moodle would show could not be read back."""
    for asks in (True, False):
        parts = written(item, media, asks)
        content = whole(parts, item, "{}").encode()
        tree = read_xml(content, item.code, Faults())
        found = question(tree.root, item.code, Reading(Faults())) if tree else None
        if found is not None:
            return whole(parts, item, sealed(item, found.data)), notes_of(item, media, asks)
    return "", [Note(item.code, message("cette question n'a pas pu être écrite"))]
