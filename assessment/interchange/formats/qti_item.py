"""One QTI item as a question of ours, or the reasons why it cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from assessment.errors import Faults
from assessment.interchange.form_values import mapping
from assessment.interchange.formats.html_text import Statement
from assessment.interchange.formats.port import Data, Incoming, Reading
from assessment.interchange.formats.qti_answers import ANSWERS
from assessment.interchange.formats.qti_asked import Asked, Files
from assessment.interchange.formats.qti_blanks import ENTRY, GAPS, INLINE, blanks
from assessment.interchange.formats.qti_html import LEFT, interactions
from assessment.interchange.formats.qti_names import camel
from assessment.interchange.formats.qti_responses import responses_of, spaced, unusual
from assessment.interchange.formats.seal import opened, seal_from
from assessment.interchange.formats.tags import tagged
from assessment.messages import joined, message

CODED = re.compile(r"(?:^|[-_ ])([A-Z0-9]{1,3}(?:\.[0-9]{1,2}){1,3}-[0-9]{2})$")
WITHIN = (ENTRY, INLINE)
SEVERAL = message("une question à la fois, ou un texte à compléter")
ONE_KIND = message("une question dont la réponse peut être vérifiée")
FIXED = message("une question toujours la même")
KEYED = message("la bonne réponse dans correctResponse, ou ce que vaut chacune dans mapping")
MOST_ELEMENTS = 1500  # of one item: a long one of ours has a tenth of them
DEVELOPED = ("qti-extended-text-interaction", "qti-upload-interaction", "qti-drawing-interaction")


@dataclass(frozen=True)
class Source:
    """An item of a file, under its QTI 3 names, with what came beside it."""

    root: Element
    place: str
    entry: str = ""
    files: Files | None = None
    stimuli: Sequence[tuple[Element, str]] = ()  # texts that several items share, and where they are in the package
    seal: str = ""
    tags: Sequence[str] = ()


def read_item(source: Source, reading: Reading) -> Incoming | None:
    """The question; None after a fault."""
    if source.seal:
        return sealed_item(source, reading)
    found = shown_item(source, reading)
    number = CODED.search(source.root.get("identifier", ""))
    return None if found is None else tagged(found, source.tags, number[1] if number else "")


def sealed_item(source: Source, reading: Reading) -> Incoming | None:
    """One of ours; what QTI cannot ask is shown by its text alone."""
    seal = seal_from(source.seal)
    shown = Reading(Faults(), media=reading.media)
    found = shown_item(source, shown)
    if found is None and seal is not None and "kind" not in mapping(seal["shown"]):
        shown = Reading(Faults(), media=reading.media)
        found = text_only(source, shown)
    reading.faults.found += shown.faults.found
    if found is None:
        reading.notes += shown.notes
        return None
    return opened(source.seal, found, reading, shown.notes)


def shown_data(source: Source) -> Data:
    """What is read of an item of ours without its seal, for the seal to remember."""
    found = shown_item(source, Reading(Faults()))
    return found.data if found is not None else text_only(source, Reading(Faults())).data


def shown_item(source: Source, reading: Reading) -> Incoming | None:
    asked = asked_of(source, reading)
    for found, expected in refusals(source.root):
        asked.fault(found, expected)
        return None
    before = len(reading.faults.found)
    told = answered(asked)
    if told is None or len(reading.faults.found) > before:
        return None
    said, answer = told
    language = source.root.get("lang", "fr")
    if not language.lower().startswith("fr"):
        asked.note(message("une question qui se dit en « %(language)s » : à traduire", language=language[:20]))
    processed = list(unusual(source.root))
    if processed:
        names = ", ".join(camel(tag.removeprefix("qti-")) for tag in processed)
        asked.note(message("un calcul des points qui n'est pas repris : %(names)s", names=names[:200]))
    asked.left(dict.fromkeys(LEFT[str(each.tag)] for each in source.root if LEFT.get(str(each.tag))))
    return incoming(source, said, answer, reading)


def text_only(source: Source, reading: Reading) -> Incoming:
    asked = asked_of(source, reading)
    return incoming(source, asked.statement(asked.body), {}, reading)


def asked_of(source: Source, reading: Reading) -> Asked:
    body = source.root.find("qti-item-body")
    kept = Element("qti-item-body") if body is None else body
    ours = bool(source.seal)
    return Asked(kept, responses_of(source.root), source.place, reading, source.entry, source.files, ours)


def refusals(root: Element) -> Iterator[tuple[str, str]]:
    """What is found of an item that no question of ours can be, and what is expected."""
    if root.get("adaptive", "false") == "true":
        yield message("une question qui change avec la réponse (adaptive)"), FIXED
    if root.find("qti-template-declaration") is not None:
        yield message("une question dont les valeurs sont tirées (templateDeclaration)"), FIXED
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        yield message("une question trop longue"), message("au plus %(most)s éléments XML", most=MOST_ELEMENTS)
    if root.find("qti-item-body") is None:
        yield message("une question sans texte (itemBody)"), ONE_KIND


def answered(asked: Asked) -> tuple[Statement, Data] | None:
    """What is asked, and the fields of the answer; None after a fault."""
    found = interactions(asked.body)
    kinds = {str(each.tag) for each in found}
    unknown = [tag for tag in kinds if tag not in ANSWERS and tag not in (*WITHIN, GAPS)]
    if unknown or not found:
        asked.fault(refused(unknown), ONE_KIND)
        return None
    if not all(asked.response(each).weights for each in found):
        asked.fault(message("une question sans réponse attendue"), KEYED)
        return None
    if kinds <= set(WITHIN) or (len(found) == 1 and kinds == {GAPS}):
        return blanks(asked, found)
    if len(found) > 1:
        names = ", ".join(camel(str(each.tag).removeprefix("qti-")) for each in found)
        asked.fault(message("plusieurs questions en une : %(names)s", names=names[:200]), SEVERAL)
        return None
    answer = ANSWERS[str(found[0].tag)](asked, found[0])
    return None if answer is None else (asked.statement(asked.body), answer)


def refused(unknown: Sequence[str]) -> str:
    """How interactions that no kind of ours has are called."""
    names = ", ".join(sorted(camel(tag.removeprefix("qti-")) for tag in unknown))
    if not names:
        return message("un texte sans question")
    if set(unknown) & set(DEVELOPED):
        return message("une réponse à développer ou à fournir : %(names)s", names=names)
    return message("une sorte d'interaction que nous n'avons pas : %(names)s", names=names)


def incoming(source: Source, said: Statement, answer: Data, reading: Reading) -> Incoming:
    """The question, its documents, how to answer and the unit, as far as they are said."""
    title = spaced(source.root.get("title"))
    shared = [block for body, entry in source.stimuli for block in shared_text(source, body, entry, reading)]
    support = [*shared, *said.support]
    data: Data = {"title": title[:120]} if title else {}
    data |= {"question": said.text} | ({"support": support} if support else {})
    data |= {"how": said.how} if said.how else {}
    unit: Data = {"unit": said.unit} if said.unit and answer.get("kind") == "number" else {}
    return Incoming(data | answer | unit, source.place, foreign=True)


def shared_text(source: Source, body: Element, entry: str, reading: Reading) -> list[Data]:
    """A text that several items share, as documents above the question."""
    asked = replace(asked_of(source, reading), entry=entry)
    said = asked.statement(body)
    text: list[Data] = [{"type": "text", "text": said.text}] if said.text else []
    return [*text, *said.support]


def placed(name: str, entry: str, root: Element) -> str:
    """Where an item is, for people."""
    title = spaced(root.get("title"))[:60]
    return joined(", ", filter(None, (joined(" › ", filter(None, (name, entry))), title)))
