"""Texts a person who reads with difficulty can follow: short sentences, no double negation, no word of an exam."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.texts import read_by_candidate
from assessment.messages import joined, message

NAME = message("langage simple")
LONGEST_SENTENCE = 20  # words
TOO_LONG_SENTENCE = 30
LONGEST_OPTION = 140  # characters
LONGEST_CHOICE = 45  # characters of a choice in a drop-down list, which a phone cuts
SENTENCE = re.compile(r"[.!?…](?:\s|$)|\n|:\s")
WORD = re.compile(r"[\w'’-]*\w")
FORBIDDEN = re.compile(
    r"\b(tests?|scores?|échecs?|échoué\w*|fautes?|examens?|(?:bonne|mauvaise|votre|meilleure) note)\b", re.IGNORECASE
)
SHUFFLED = re.compile(
    r"(la (?:réponse|proposition) [A-Ea-e1-5]\b|(?:toutes les|aucune des) (?:réponses|propositions)|ci-dessus|"
    r"(?:réponse|proposition)s? précédentes?)",
    re.IGNORECASE,
)
DOUBLE_NEGATION = re.compile(
    r"\b(ne|n['’])\s?[^.!?;:,]{0,40}\bpas\b[^.!?;:,]{0,30}\b(ne|n['’])[^.!?;:,]{0,30}\bpas\b|"
    r"\b(ne|n['’])\s?\w+\s+pas\s+(?:\w+\s+)?(?:sans|in\w+able|impossible|inutile|interdit|incorrecte?)\b",
    re.IGNORECASE,
)
ASKED_BY_NEGATION = re.compile(
    r"\b(?:ne|n['’])\s?\w+[^.!?]*\b(?:pas|jamais|aucune?|rien)\b[^.!?]*\?\s*$", re.IGNORECASE
)
FAMILIAR = re.compile(r"\b(tu|ton|tes|toi)\b", re.IGNORECASE)


def check(items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        for place, text in read_by_candidate(item):
            for severity, said in faults_of(place, text):
                yield Finding(NAME, severity, item.code, joined(" : ", (place, said)))


def faults_of(place: str, text: str) -> Iterator[tuple[Severity, str]]:
    if found := FORBIDDEN.search(text):
        yield Severity.ERROR, message("le mot « %(word)s » n'est jamais montré à un candidat", word=found[0])
    if place in ("option", "choice", "element", "question") and (found := SHUFFLED.search(text)):
        yield Severity.ERROR, message("« %(words)s » : les réponses sont mélangées", words=found[0])
    if found := DOUBLE_NEGATION.search(text):
        yield Severity.WARNING, message("double négation : « %(words)s »", words=found[0])
    if place == "question" and (found := ASKED_BY_NEGATION.search(text)):
        yield Severity.WARNING, message("une question posée par une négation : « %(words)s »", words=found[0].strip())
    if place == "question" and (found := FAMILIAR.search(text)):
        yield Severity.WARNING, message("« %(word)s » : on dit « vous »", word=found[0])
    if place == "option" and len(text) > LONGEST_OPTION:
        said = message("une option de %(n)s caractères, au plus %(most)s", n=len(text), most=LONGEST_OPTION)
        yield Severity.WARNING, said
    if place == "choice" and len(text) > LONGEST_CHOICE:
        said = message("un choix de liste de %(n)s caractères, au plus %(most)s", n=len(text), most=LONGEST_CHOICE)
        yield Severity.WARNING, said
    for sentence in SENTENCE.split(text):
        words = len(WORD.findall(sentence))
        if words > LONGEST_SENTENCE:
            severity = Severity.ERROR if words > TOO_LONG_SENTENCE else Severity.WARNING
            yield (
                severity,
                message(
                    "une phrase de %(n)s mots (au plus %(most)s) : « %(start)s… »",
                    n=words,
                    most=LONGEST_SENTENCE,
                    start=sentence.strip()[:60],
                ),
            )
