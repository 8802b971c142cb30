"""A task in a window as a list of fields: QTI draws no window, but it can check what the fields hold at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from assessment.interchange.formats.qti_names import node
from assessment.interchange.formats.qti_scoring import (
    Expected,
    all_met,
    correct,
    expected_of,
    met,
    variable,
    word_name,
)
from assessment.items.kinds.end_state import Chosen, Contains, Empty, EndRule, Ticked
from assessment.items.kinds.screen import LISTED, Control
from assessment.items.kinds.task import TaskContent

TICK = "on"
DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,12})?")


def task(content: TaskContent) -> tuple[dict[str, Expected], Sequence[Element], Element]:
    """The responses, the fields and the processing of a window."""
    rules = dict(content.rules)
    expected = {name_of(one): expected_in(one, rules.get(one.id)) for one in content.screen.controls}
    conditions = [holds(name_of(content.screen.control(name)), rule) for name, rule in content.rules]
    address = [node("p", {}, content.screen.address)] if content.screen.address else []
    lines = [line(one) for one in content.screen.lines]
    shown = node("div", {}, node("h4", {}, content.screen.title), *address, *lines)
    return expected, [shown], all_met(conditions)


def name_of(control: Control) -> str:
    return f"RESPONSE_{control.id}"


def line(control: Control) -> Element:
    name = {"response-identifier": name_of(control)}
    label = f"{control.label}\u00a0: "
    if not control.id:
        return node("p", {}, control.label)
    if control.type in LISTED:
        words = (
            node("qti-inline-choice", {"identifier": word_name(at)}, text) for at, text in enumerate(control.choices)
        )
        listed = node("qti-inline-choice-interaction", {**name, "shuffle": "false"}, *words)
        return node("p", {}, label, listed)
    if control.type == "checkbox":
        ticked = node("qti-simple-choice", {"identifier": TICK}, control.label)
        given = {**name, "shuffle": "false", "max-choices": "1", "min-choices": "0"}
        return node("qti-choice-interaction", given, ticked)
    if control.type == "long_text":
        prompt = node("qti-prompt", {}, control.label)
        return node("qti-extended-text-interaction", {**name, "expected-lines": "5"}, prompt)
    return node("p", {}, label, node("qti-text-entry-interaction", name))


def expected_in(control: Control, rule: EndRule | None) -> Expected:
    """What a field expects, and what it holds at first."""
    start = control.start
    if control.choices:
        start = word_name(control.choices.index(start)) if start else ""
        right = [word_name(control.choices.index(rule.choice))] if isinstance(rule, Chosen) else []
        return Expected("single", "identifier", right, start=start)
    if control.type == "checkbox":
        right = [TICK] if isinstance(rule, Ticked) and rule.ticked else []
        return Expected("multiple", "identifier", right, start=TICK if control.ticked else "")
    if rule is None or isinstance(rule, Contains | Empty | Chosen | Ticked):
        return Expected("single", "string", start=start)
    made = expected_of(rule)
    kept = start if made.base_type == "string" or DECIMAL.fullmatch(start) else ""
    return replace(made, start=kept)


def holds(name: str, rule: EndRule) -> Element:
    """The condition under which a field is as it should be at the end."""
    match rule:
        case Chosen() | Ticked(ticked=True):
            return node("qti-match", {}, variable(name), correct(name))
        case Ticked() | Empty():
            return node("qti-is-null", {}, variable(name))
        case Contains(parts=parts):
            return node("qti-and", {}, *(node("qti-or", {}, *(within(name, form) for form in one)) for one in parts))
    return met(name, rule)


def within(name: str, form: str) -> Element:
    """Whether a text holds these words, whatever their capitals."""
    words = node("qti-base-value", {"base-type": "string"}, form)
    return node("qti-substring", {"case-sensitive": "false"}, words, variable(name))
