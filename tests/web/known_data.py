"""What a page may show that is no sentence of the product: the bank, the referential, people, what people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import select

from assessment.items.item import TRADES, item_to_data
from assessment.services import referentials, samples
from assessment.storage.database import db
from assessment.storage.tables import bank, files, people, review
from tests.web.pseudo import LETTERS, plain

# Names of products, certificates and file formats: the same in every language.
NAMES = (
    "Repères",
    "CléA Socle",
    "CléA Numérique",
    "CléA Management",
    "socle",
    "numerique",
    "management",
    "CSV",
    "XLSX",
)
# A fingerprint, the end of an identifier, a password, a file of the bank.
CODE = re.compile(r"[0-9a-f]{6,64}|[a-z2-9]{4}(-[a-z2-9]{4}){3}|[\w-]+\.(?:svg|png|mp3|ogg|wav|m4a)")
WRITTEN = (
    files.CandidateFile.synthesis,
    review.ObservationRow.note,
    review.JudgementRow.reason,
    review.PlanObjective.objective,
    review.JurySession.members,
    review.JuryDecision.note,
    bank.ItemReview.comment,
    bank.BankRelease.note,
)
PEOPLE = (
    people.Body.name,
    people.Account.name,
    people.Account.email,
    files.CandidateFile.first_name,
    files.CandidateFile.last_name,
)
FIELD = re.compile(r"\{[^{}]*\}|\[\[[^\[\]]*\]\]")
CUTS = tuple(map(re.compile, (r" ; ", r" [:|/–·] ", r"\s*(?:[;:|/,–·•()\[\]«»‹›+±=]|→|\d+\.(?=\s))\s*|\.\s+(?=,)")))
NUMBER = re.compile(r"^(?:[A-H]\. |[\d .,−]+\s)")  # of an answer, of a zone


@dataclass
class Known:
    """Texts that are data, whole, and names that may stand inside other text."""

    texts: set[str] = field(default_factory=set)
    patterns: list[re.Pattern[str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # longest first

    def holds(self, text: str) -> bool:
        """Whether nothing but data is in this text."""
        if self._is_data(text):
            return True
        for name in self.names:
            if name in text:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", ",", text)
        return self._is_made_of_data(text, CUTS)

    def _is_made_of_data(self, text: str, cuts: tuple[re.Pattern[str], ...]) -> bool:
        """Whether a text is data, or may be cut into data: first between answers, then within one."""
        if self._is_data(text):
            return True
        return bool(cuts) and all(self._is_made_of_data(part, cuts[1:]) for part in cuts[0].split(text))

    def _is_data(self, text: str) -> bool:
        text = text.strip(" ,.:")
        if not LETTERS.search(text) or {text, NUMBER.sub("", text)} & self.texts or CODE.fullmatch(text):
            return True
        if text.endswith("...") and any(known.startswith(text[:-3].strip()) for known in self.texts):
            return True
        return any(pattern.fullmatch(text) for pattern in self.patterns)

    def add(self, text: str) -> None:
        """A text of data: the whole, each paragraph, and any filling of its fields."""
        for part in (text, *text.split("\n"), *FIELD.split(text)):
            self.texts.add(plain(part).strip(" ,.:"))
        if FIELD.search(text) and LETTERS.search(FIELD.sub("", text)):
            pieces = map(re.escape, FIELD.split(plain(text).strip(" ,.:")))
            self.patterns.append(re.compile(".{0,80}?".join(pieces)))


def leaves(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from leaves(value)
        case list() | tuple():
            for value in data:
                yield from leaves(value)


def said_aloud(data: Mapping[str, Any]) -> str:
    """What the listen button says of a question."""
    texts = [block["text"] for block in data.get("support", []) if block["type"] == "text"]
    return " ".join([*texts, data["question"], data.get("how", "")])


def everything_known() -> Known:
    """The data of the database of this test, and of the referentials that ship with the product."""
    known, session = Known(), db.session()
    names = {*NAMES, *TRADES, *(text for column in (*PEOPLE, *WRITTEN) for text in session.scalars(select(column)))}
    for title, data in session.execute(select(bank.ItemVersion.title, bank.ItemVersion.data)):
        names.add(title)
        known.add(said_aloud(data))
        for text in leaves(data):
            known.add(text)
    for sample in samples.ITEMS.values():
        for text in leaves(item_to_data(sample)):
            known.add(text)
    for certificate in referentials.CERTIFICATES:
        referential = referentials.shipped(certificate, current_app.config["BANK_FOLDER"])
        names |= {referential.title, referential.register, referential.version, referential.source}
        for domain in referential.domains:
            names |= {domain.title, *(part.title for part in domain.subdomains)}
            names |= {each.label for part in domain.subdomains for each in part.criteria}
    known.names = sorted({plain(name) for name in names if name}, key=len, reverse=True)
    return known


def signed_texts() -> set[str]:
    """The sentences of signed files, and of judgements about to be: kept in the words of the day they were said."""
    columns = (review.Signature.content, review.JudgementRow.suggestion)
    rows = [row for column in columns for row in db.session().scalars(select(column))]
    return {plain(text) for content in rows for text in leaves(content)}
