"""A family as lines: `n = 3..9`, `prix = 1,5..4,5 pas 0,5`, `objet = cahiers | classeurs`, `total = n * prix`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assessment.interchange.form_tables import cells_of, line_of, plain_cell
from assessment.interchange.form_values import is_number, number_or_text, written

RANGE = re.compile(r"(.+?)\s*\.\.\s*(.+?)(?:\s+pas\s+(.+))?")
QUOTED = re.compile(r'"(.*)"', re.DOTALL)


def parameter_lines(parameters: object) -> str:
    return "\n".join(f"{name} = {values_text(one)}" for name, one in pairs(parameters))


def values_text(one: object) -> str:
    if not isinstance(one, Mapping):
        return written(one)
    if "choices" in one:
        choices = one["choices"]
        return line_of([choice_text(each) for each in choices]) if isinstance(choices, list | tuple) else ""
    step = f" pas {written(one['step'])}" if "step" in one else ""
    return f"{written(one.get('from'))}..{written(one.get('to'))}{step}"


def choice_text(choice: object) -> str:
    """A text that looks like a number keeps quotes."""
    if isinstance(choice, str) and (is_number(choice) or QUOTED.fullmatch(choice)):
        return f'"{choice}"'
    return written(choice)


def parameters_from(lines: Sequence[str]) -> dict[str, object]:
    return {name: values_from(text) for name, text in named(lines)}


def values_from(text: str) -> object:
    if not text:
        return None
    found = RANGE.fullmatch(text)
    if found and "|" not in text:
        ends: dict[str, object] = {"from": number_or_text(found[1]), "to": number_or_text(found[2])}
        return ends | ({"step": number_or_text(found[3])} if found[3] else {})
    return {"choices": [choice_from(plain_cell(cell)) for cell in cells_of(text) if cell]}


def choice_from(text: str) -> object:
    quoted = QUOTED.fullmatch(text)
    return quoted[1] if quoted else number_or_text(text)


def derived_lines(derived: object) -> str:
    return "\n".join(f"{name} = {'' if text is None else text}" for name, text in pairs(derived))


def derived_from(lines: Sequence[str]) -> dict[str, object]:
    return {name: text or None for name, text in named(lines)}


def constraint_lines(constraints: object) -> str:
    return "\n".join(str(one) for one in constraints) if isinstance(constraints, list | tuple) else ""


def named(lines: Sequence[str]) -> list[tuple[str, str]]:
    """`name = rest` of each line; a name taken twice is made different, so that nothing typed is lost."""
    found: dict[str, str] = {}
    for line in lines:
        name, _, rest = (part.strip() for part in line.partition("="))
        while name in found:
            name += " bis"
        found[name] = rest
    return list(found.items())


def pairs(mapping: object) -> list[tuple[str, object]]:
    return list(mapping.items()) if isinstance(mapping, Mapping) else []
