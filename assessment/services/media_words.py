"""What is said of a picture or a sound in place of it, and whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import Faults
from assessment.items.checks.pictures import SHORTEST_ALT
from assessment.items.checks.sounds import SHORTEST_TRANSCRIPT
from assessment.items.support import ALT, MOST_TRANSCRIPT
from assessment.messages import counted, message

LONGEST_SOURCE, LONGEST_LICENCE = 300, 200


@dataclass(frozen=True)
class Description:
    """What an author writes beside a medium."""

    alt: str = ""
    decorative: bool = False
    transcript: str = ""
    source: str = ""
    licence: str = ""


def check_description(said: Description, kind: str, place: str, faults: Faults) -> None:
    """A picture needs a text or the word « décorative », a sound its transcript; fields are `<place>-<field>`."""
    if kind == "picture" and said.decorative and said.alt:
        expected = message("pas de texte pour une image décorative, ou décochez « décorative »")
        faults.add(f"{place}-alt", message("un texte"), expected)
    if kind == "picture" and not said.decorative and len(said.alt) < SHORTEST_ALT:
        expected = message("un texte qui remplace l'image, ou cochez « décorative »")
        faults.add(f"{place}-alt", _found(said.alt), expected)
    if kind == "sound" and len(said.transcript) < SHORTEST_TRANSCRIPT:
        faults.add(f"{place}-transcript", _found(said.transcript), message("ce qui est dit, mot pour mot"))
    limits = {
        "alt": (said.alt, ALT),
        "transcript": (said.transcript, MOST_TRANSCRIPT),
        "source": (said.source, LONGEST_SOURCE),
        "licence": (said.licence, LONGEST_LICENCE),
    }
    for field, (text, most) in limits.items():
        if len(text) > most:
            faults.add(f"{place}-{field}", _found(text), message("au plus %(most)s caractères", most=most))


def _found(text: str) -> str:
    return counted("%(n)s caractère", "%(n)s caractères", len(text)) if text else message("rien")
