"""A pattern with parameters: draws their values from a seed, and fills the texts and keys that name them."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from assessment.errors import Faults, InvalidInput
from assessment.items.expressions import Value, evaluate, parsed
from assessment.items.fields import Fields, checked_text, describe, exact_number
from assessment.items.numbers_fr import format_duration, format_euro, format_number, format_time
from assessment.messages import counted, message

MOST_NAMES = 20
MOST_CHOICES = 60
MOST_STEPS = 10_000
MOST_TRIES = 500
NAME = re.compile(r"[a-z][a-z0-9_]{0,20}")
FIELD = re.compile(r"\{([^{}]*)\}")
PLAIN = frozenset({"code", "kind", "title", "trade", "needs", "enemies"})
KEPT = PLAIN | {"family", "difficulty", "slope", "guessing", "seconds"}
FORMATS = {"euro": format_euro, "heure": format_time, "duree": format_duration}


class NoVariant(InvalidInput):
    """No draw of the parameters met the constraints."""

    code = "no_variant"


@dataclass(frozen=True)
class Parameter:
    """The values a parameter may take, all equally likely."""

    name: str
    choices: tuple[Value, ...] = ()
    low: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    steps: int = 0  # values are low + 0..steps times step

    def draw(self, rng: Random) -> Value:
        if self.choices:
            return self.choices[rng.randrange(len(self.choices))]
        return self.low + self.step * rng.randrange(self.steps + 1)


@dataclass(frozen=True)
class Family:
    """How variants are drawn, and the item's mapping with its `{name}` fields."""

    parameters: tuple[Parameter, ...]
    derived: tuple[tuple[str, str], ...]
    constraints: tuple[str, ...]
    pattern: Mapping[str, object]

    def draw(self, seed: str) -> dict[str, Value]:
        """Values that meet every constraint, by rejection; the same seed always gives the same values."""
        rng = Random(f"{seed}:variant")
        for _ in range(MOST_TRIES):
            values: dict[str, Value] = {parameter.name: parameter.draw(rng) for parameter in self.parameters}
            for name, expression in self.derived:
                values[name] = evaluate(expression, values)
            if all(self.meets(constraint, values) for constraint in self.constraints):
                return values
        raise NoVariant(
            message(
                "Aucun tirage sur %(most)s ne respecte les contraintes : élargissez les paramètres.",
                most=MOST_TRIES,
            )
        )

    def meets(self, constraint: str, values: Mapping[str, Value]) -> bool:
        met = evaluate(constraint, values)
        if isinstance(met, bool):
            return met
        raise InvalidInput(
            message("La contrainte « %(constraint)s » n'est pas une comparaison.", constraint=constraint)
        )

    def filled(self, values: Mapping[str, Value]) -> dict[str, object]:
        """The mapping of one variant."""
        return {
            key: value if key in KEPT else filled(value, values, key)
            for key, value in self.pattern.items()
            if key != "family"
        }


def filled(value: object, values: Mapping[str, Value], key: str = "") -> object:
    """Texts have their fields written, the expressions under `value` and `tolerance` are computed."""
    if isinstance(value, str):
        if key in ("value", "tolerance"):
            return evaluate(value, values)
        return FIELD.sub(lambda found: written(found[1], values), value)
    if isinstance(value, Mapping):
        return {name: filled(one, values, str(name)) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [filled(one, values) for one in value]
    return value


def written(field: str, values: Mapping[str, Value]) -> str:
    """One `{name}` or `{name:format}` field in French."""
    name, _, style = field.strip().partition(":")
    if name not in values:
        raise InvalidInput(
            message("Le champ {%(field)s} n'est pas défini ; connus : %(known)s.", field=field, known=", ".join(values))
        )
    value = values[name]
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise InvalidInput(message("Le champ {%(field)s} est une comparaison, pas un nombre ni un texte.", field=field))
    if not style:
        return format_number(value)
    if style.isdigit() and len(style) == 1:
        return format_number(value, int(style))
    if style not in FORMATS:
        raise InvalidInput(
            message(
                "Le champ {%(field)s} demande une écriture inconnue ; connues : 0 à 9, %(known)s.",
                field=field,
                known=", ".join(FORMATS),
            )
        )
    return FORMATS[style](value)


def family_from_data(item: Fields) -> Family | None:
    """The family of an item's mapping; its own faults only, those of its variants come from filling them."""
    before = len(item.faults.found)
    family = item.within("family")
    if family is None:
        return None
    family.only(("parameters", "derived", "constraints"))
    parameters = family.within("parameters")
    derived = family.within("derived") if "derived" in family.data else None
    drawn = parameters_from(parameters) if parameters else ()
    computed = derived_from(derived) if derived else ()
    constraints = family.listing("constraints", 0, MOST_NAMES) if "constraints" in family.data else []
    expressions = tuple(expression_from(one, family.at("constraints"), family.faults) for one in constraints)
    names = [parameter.name for parameter in drawn] + [name for name, _ in computed]
    if len(names) != len(set(names)):
        family.fault("derived", message("un nom déjà pris par un paramètre"), message("un nom différent pour chacun"))
    if len(item.faults.found) > before:
        return None
    return Family(drawn, computed, expressions, copy.deepcopy(dict(item.data)))


def named(values: Fields) -> list[str]:
    if not 1 <= len(values.data) <= MOST_NAMES:
        values.faults.add(
            values.place,
            counted("%(n)s nom", "%(n)s noms", len(values.data)),
            message("de 1 à %(most)s noms", most=MOST_NAMES),
        )
    for name in values.data:
        if not NAME.fullmatch(name):
            values.fault(name, describe(name), message("un nom en minuscules sans accent : n, prix, total_2"))
    return list(values.data)[:MOST_NAMES]


def parameters_from(values: Fields) -> tuple[Parameter, ...]:
    found = (parameter_from(name, values) for name in named(values))
    return tuple(parameter for parameter in found if parameter is not None)


def parameter_from(name: str, values: Fields) -> Parameter | None:
    one = values.within(name)
    if one is None:
        return None
    if "choices" in one.data:
        one.only(("choices",))
        return Parameter(name, tuple(choice_from(each, one) for each in one.listing("choices", 1, MOST_CHOICES)))
    one.only(("from", "to", "step"))
    low, high = one.number("from", -1e6, 1e6), one.number("to", -1e6, 1e6)
    step = one.number("step", 1e-4, 1e6) if "step" in one.data else Fraction(1)
    if step <= 0 or high < low or (high - low) / step > MOST_STEPS:
        one.faults.add(
            one.place,
            message("de %(low)s à %(high)s par %(step)s", low=low, high=high, step=step),
            message("de 1 à %(most)s valeurs, de la plus petite", most=MOST_STEPS),
        )
        return None
    return Parameter(name, (), low, step, int((high - low) / step))


def choice_from(value: object, one: Fields) -> Value:
    exact = exact_number(value)
    return exact if exact is not None else checked_text(value, one.at("choices"), one.faults, 200)


def derived_from(values: Fields) -> tuple[tuple[str, str], ...]:
    return tuple((name, expression_from(values.data[name], values.at(name), values.faults)) for name in named(values))


def expression_from(value: object, place: str, faults: Faults) -> str:
    """An expression that can be read; whether its names exist is seen when it is computed."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        faults.add(place, describe(value), message('un calcul entre guillemets, comme "n * prix"'))
        return "0"
    try:
        parsed(value)
    except InvalidInput as error:
        faults.add(place, describe(value), error.message)
    return value
