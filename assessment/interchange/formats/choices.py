"""Weighted answers of another tool as one of our kinds: which one, with which key, and what had to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from assessment.interchange.formats.foreign_words import PICK
from assessment.interchange.formats.port import Data, Reading
from assessment.items.fields import LABEL
from assessment.items.kinds.situational import BEST
from assessment.messages import counted, message

WHOLE, HALF, NEAR = 1.0, 0.5, 0.001


@dataclass(frozen=True)
class Choice:
    """A proposed answer, the share of the credit it earns, and what is said to who chose it."""

    text: str
    weight: float = 0.0
    feedback: str = ""

    @property
    def right(self) -> bool:
        return self.weight >= WHOLE - NEAR


def names(count: int) -> list[str]:
    return [ascii_lowercase[at] if at < 26 else f"z{at}" for at in range(count)]


def chosen(choices: Sequence[Choice], several: bool, place: str, reading: Reading) -> Data | None:
    """The fields of the kind these choices make; None after a fault."""
    positive = [each for each in choices if each.weight > NEAR]
    right = [each for each in choices if each.right]
    if several and len(positive) > 1:
        rows = options(choices, positive, place, reading)
        kept = [str(row["id"]) for row, each in zip(rows, choices, strict=True) if each in positive]
        return {"kind": "several_choices", "options": rows, "key": kept}
    if several:
        right = positive
    if len(right) != 1:
        found = counted("%(n)s bonne réponse", "%(n)s bonnes réponses", len(right))
        reading.fault(place, found, message("une bonne réponse, et une seule"))
        return None
    partly = [each for each in positive if each not in right]
    if partly and all(abs(each.weight - HALF) < NEAR for each in partly) and len(positive) < len(choices):
        return situation(choices, place, reading)
    if partly:
        reading.note(place, message("les réponses qui valaient une partie des points sont comptées comme les autres"))
    if len(choices) == 2:
        return pick(PICK, [each.text for each in choices], right[0].text)
    rows = options(choices, right, place, reading)
    return {"kind": "single_choice", "options": rows, "key": rows[choices.index(right[0])]["id"]}


def situation(choices: Sequence[Choice], place: str, reading: Reading) -> Data:
    rows = options(choices, [each for each in choices if each.weight > NEAR], place, reading)
    credits = [BEST if each.right else 1 if each.weight > NEAR else 0 for each in choices]
    return {"kind": "situational", "options": [{**row, "credit": one} for row, one in zip(rows, credits, strict=True)]}


def pick(text: str, words: Sequence[str], right: str) -> Data:
    """Two answers are too few for a choice of ours: a list of two words in a sentence."""
    return {"kind": "fill_blanks", "text": text, "lists": {"x1": list(words)}, "key": {"x1": right}}


def options(choices: Sequence[Choice], right: Sequence[Choice], place: str, reading: Reading) -> list[Data]:
    """What is said to who chose a wrong answer names a mistake; what is said of a right one has no place."""
    rows: list[Data] = []
    for name, each in zip(names(len(choices)), choices, strict=True):
        named = each not in right and 0 < len(each.feedback) <= LABEL
        mistake: Data = {"mistake": each.feedback} if named else {}
        rows.append({"id": name, "text": each.text, **mistake})
        if each.feedback and not named:
            reading.note(place, message("le commentaire de la réponse « %(text)s » est laissé", text=each.text[:60]))
    return rows


def accepted(choices: Sequence[Choice], place: str, reading: Reading) -> list[str] | None:
    """The forms of a typed answer that earn everything; None after a fault."""
    forms: list[str] = []
    for each in choices:
        starred = "*" in each.text.replace("\\*", "")
        if not each.right and each.text.strip() != "*":
            reading.note(place, message("la réponse « %(text)s », en partie juste, est laissée", text=each.text[:60]))
        elif each.right and starred:
            found = message("la forme « %(text)s », avec une étoile", text=each.text[:60])
            reading.fault(place, found, message("des formes écrites en entier"))
            return None
        elif each.right:
            forms.append(each.text.replace("\\*", "*"))
    if not forms:
        reading.fault(place, message("aucune bonne réponse"), message("au moins une forme qui vaut tous les points"))
        return None
    return list(dict.fromkeys(forms))


def pairs(found: Sequence[tuple[str, str]]) -> Data:
    """Elements with what goes with them; an empty element gives a choice that goes with none."""
    elements = [left for left, _ in found if left]
    texts = list(dict.fromkeys(right for _, right in found if right))
    ids = names(len(elements) + len(texts))
    by_text = dict(zip(texts, ids[len(elements) :], strict=True))
    lists = {
        "elements": [{"id": name, "text": text} for name, text in zip(ids, elements, strict=False)],
        "choices": [{"id": name, "text": text} for text, name in by_text.items()],
    }
    rights = [right for left, right in found if left]
    key = {name: by_text[right] for name, right in zip(ids, rights, strict=False) if right}
    return {"kind": "matching", **lists, "key": key}
