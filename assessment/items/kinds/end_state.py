"""What the fields of a mock-up must hold at the end: one rule per field, the fields without a rule being free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import InvalidInput
from assessment.items.fields import LABEL, Fields, alternatives, checked_text, describe, fields, quoted
from assessment.items.kinds.screen import LISTED, TYPED, Control, Screen, Value
from assessment.items.kinds.typed_key import (
    NumberKey,
    TextKey,
    key_to_data,
    number_key_from,
    read_typed,
    say_typed_key,
    score_typed,
    text_key_from,
    typed_for,
)
from assessment.items.wording import loose
from assessment.messages import joined, message

MOST_PARTS = 8
ELSE = "autre chose"  # what a person types who is wrong


@dataclass(frozen=True)
class Contains:
    """A typed text that holds every part, in any of its forms, wherever it is."""

    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Empty:
    """A typed text left or made empty."""


@dataclass(frozen=True)
class Chosen:
    choice: str


@dataclass(frozen=True)
class Ticked:
    ticked: bool


EndRule = NumberKey | TextKey | Contains | Empty | Chosen | Ticked


def rules_from(end: Fields, screen: Screen) -> tuple[tuple[str, EndRule], ...]:
    """The rules, in the order of the fields."""
    names = [control.id for control in screen.controls]
    end.only(names)
    if not end.data:
        end.faults.add(
            end.place, message("aucune règle"), message("une règle au moins : ce qu'un champ doit contenir à la fin")
        )
    found = ((control, fields(end.data[control.id], end.at(control.id), end.faults))
             for control in screen.controls if control.id in end.data)  # fmt: skip
    return tuple((control.id, rule_from(rule, control)) for control, rule in found if rule is not None)


def rule_from(rule: Fields, control: Control) -> EndRule:
    if control.type == "checkbox":
        rule.only(("ticked",))
        if "ticked" not in rule.data:
            rule.fault("ticked", message("rien"), message("true ou false"))
        return Ticked(rule.flag("ticked"))
    if control.type in LISTED:
        rule.only(("choice",))
        choice = rule.data.get("choice")
        if choice not in control.choices:
            rule.fault(
                "choice", describe(choice), message("un des choix : %(known)s", known=", ".join(control.choices))
            )
        return Chosen(str(choice))
    if "contains" in rule.data:
        rule.only(("contains",))
        return Contains(parts_from(rule))
    if "empty" in rule.data:
        rule.only(("empty",))
        if rule.data["empty"] is not True:
            rule.fault("empty", describe(rule.data["empty"]), "true")
        return Empty()
    return text_key_from(rule) if "accepted" in rule.data else number_key_from(rule)


def parts_from(rule: Fields) -> tuple[tuple[str, ...], ...]:
    parts = []
    for number, part in enumerate(rule.listing("contains", 1, MOST_PARTS), 1):
        forms = part if isinstance(part, list | tuple) else [part]
        place = f"{rule.at('contains')} {number}"
        if not forms:
            rule.faults.add(place, message("une liste vide"), message("un texte, ou une liste de formes"))
        parts.append(tuple(checked_text(form, place, rule.faults, LABEL) for form in forms))
    return tuple(parts)


def rule_to_data(rule: EndRule) -> dict[str, object]:
    match rule:
        case Contains(parts):
            return {"contains": [part[0] if len(part) == 1 else list(part) for part in parts]}
        case Empty():
            return {"empty": True}
        case Chosen(choice):
            return {"choice": choice}
        case Ticked(ticked):
            return {"ticked": ticked}
    return key_to_data(rule)


def is_met(rule: EndRule, value: Value) -> bool:
    match rule:
        case Chosen(choice):
            return value == choice
        case Ticked(ticked):
            return value is ticked
        case Empty():
            return not value
        case Contains(parts):
            text = loose(str(value or ""))
            return all(any(loose(form) in text for form in forms) for forms in parts)
    return is_typed(rule, str(value or ""))


def is_typed(key: NumberKey | TextKey, typed: str) -> bool:
    """A window takes any text: what is no number is simply not the one expected."""
    try:
        return bool(typed) and bool(score_typed(key, read_typed(key, typed)))
    except InvalidInput:
        return False


def say_rule(rule: EndRule) -> str:
    match rule:
        case Contains(parts):
            said = joined(message(" et "), map(alternatives, parts))
            return message("contient %(parts)s", parts=said)
        case Empty():
            return message("vide")
        case Chosen(choice):
            return quoted(choice)
        case Ticked(ticked):
            return message("coché") if ticked else message("non coché")
    return say_typed_key(rule)


def meeting(rule: EndRule, rng: Random) -> Value:
    """A value that meets a rule."""
    match rule:
        case Chosen(choice):
            return choice
        case Ticked(ticked):
            return ticked
        case Empty():
            return ""
        case Contains(parts):
            return " ".join(forms[0] for forms in parts)
    return typed_for(rule, True, rng)


def missing(rule: EndRule, control: Control, rng: Random) -> Value:
    """A value that does not meet a rule, as a person who slips would leave it."""
    match rule:
        case Chosen(choice):
            return rng.choice([each for each in control.choices if each != choice])
        case Ticked(ticked):
            return not ticked
        case Empty():
            return ELSE
        case Contains(parts):
            left = " ".join(forms[0] for forms in parts[1:])
            return ELSE if is_met(rule, left) or not left else left
    return typed_for(rule, False, rng)


def other_than(control: Control, value: Value) -> Value:
    """Any other value a field may be left with."""
    if control.type == "checkbox":
        return not value
    if control.type in TYPED:
        return f"{value or ''} {ELSE}".strip()
    return next(each for each in control.choices if each != value)


def chance(rules: Mapping[str, EndRule], screen: Screen) -> float:
    """How often someone who chooses at random meets every rule; never where something is to be typed."""
    found = 1.0
    for name, rule in rules.items():
        match rule:
            case Chosen():
                found /= len(screen.control(name).choices)
            case Ticked():
                found /= 2
            case _:
                return 0.0
    return found
