"""Invented worlds for the engine's bench: persons, a bank, what each person would answer, who masters what in truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import MASTERED_SHARE, domain_score
from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters
from assessment.engine.rules import NOMINAL_SHARE, Rule, nominal_rules
from assessment.engine.structure import MEDIUM, NONE, STRONG, WEAK, VarianceComponents

Sizes = tuple[tuple[int, ...], ...]

SIZES: Sizes = ((2, 4, 4, 6, 2), (7, 2, 7, 1, 3), (3, 5, 8, 4), (4, 2, 3, 2), (3, 5, 3), (5, 2, 4), (3, 6, 3, 5))
"""Criteria of each sub-domain of each domain of the Socle: 7 domains, 28 sub-domains, 108 criteria."""

BALANCED: Sizes = ((4, 4, 4, 4),) * 3 + ((4, 4, 4, 3),) * 4
"""The same numbers of domains, sub-domains and criteria, shared out evenly."""

ITEMS_EACH = 12
SPREAD = 0.0
"""Standard deviation of the mean difficulty from one criterion to another."""

GUESS_SD = 0.45
"""Standard deviation of an author's error on a difficulty."""


@dataclass(frozen=True)
class World:
    """`known` are the parameters the engine is told; `scores` what everyone would answer; `mastered` the truth."""

    name: str
    codes: tuple[str, ...]
    known: ItemParameters
    scores: NDArray[np.int8]
    mastered: NDArray[np.bool_]
    structure: VarianceComponents | None
    rules: tuple[Rule, ...]


STRUCTURES = {
    "strong": STRONG,
    "medium": MEDIUM,
    "weak": WEAK,
    "none": NONE,
    "lines": MEDIUM,
    "guesses": MEDIUM,
    "balanced": MEDIUM,
}
"""`lines`: medium sharing along lines that are not the referential's; `guesses`: authors' difficulties; `balanced`: medium
sharing in sub-domains of three or four criteria, three quarters of them required everywhere."""


def codes(shared_out: Sizes = SIZES) -> tuple[str, ...]:
    """The 108 codes."""
    return tuple(
        f"{domain}.{subdomain}.{criterion}"
        for domain, sizes in enumerate(shared_out, start=1)
        for subdomain, size in enumerate(sizes, start=1)
        for criterion in range(1, size + 1)
    )


def world(name: str, persons: int, seed: int) -> World:
    """One world; the same name, persons and seed give the same one."""
    rng = np.random.default_rng([seed, *map(ord, name)])
    names = codes(BALANCED) if name == "balanced" else codes()
    truth = bank(len(names), ITEMS_EACH, rng)
    lines = list(names) if name != "lines" else list(rng.permutation(names))
    covariance = STRUCTURES[name].covariance(lines) + 1e-9 * np.eye(len(names))
    theta = rng.standard_normal((persons, len(names))) @ np.linalg.cholesky(covariance).T
    known = truth if name != "guesses" else guessed(truth, rng)
    rules = three_quarters(names) if name == "balanced" else nominal_rules(names)
    return World(name, names, known, answers(truth, theta, rng), mastered(truth, theta), STRUCTURES[name], rules)


def three_quarters(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Three quarters of the criteria of every sub-domain, rounded up."""
    return tuple(replace(rule, minimum=ceil(NOMINAL_SHARE * len(rule.members))) for rule in nominal_rules(names))


def bank(criteria: int, each: int, rng: np.random.Generator) -> ItemParameters:
    """Slopes around 1.25, 40 % of the items guessed right one time in five, about 43 % of the people mastering."""
    criterion = np.repeat(np.arange(criteria), each)
    n = len(criterion)
    table = {
        "criterion": criterion,
        "a": np.exp(rng.normal(np.log(1.25), 0.25, n)),
        "b": np.clip(rng.normal(0.0, SPREAD, criteria)[criterion] - 0.75 + rng.normal(0.0, 0.8, n), -4.0, 4.0),
        "c": np.where(rng.random(n) < 0.4, 0.2, 0.0),
        "seconds": np.full(n, 45.0),
    }
    return ItemParameters.of(table, criteria)


def guessed(truth: ItemParameters, rng: np.random.Generator) -> ItemParameters:
    """What authors would say of the same items: difficulties off by GUESS_SD, said to be so."""
    off = rng.normal(0.0, GUESS_SD, len(truth))
    return replace(truth, b=truth.b + off, se_b=np.full(len(truth), GUESS_SD))


def answers(items: ItemParameters, theta: Floats, rng: np.random.Generator) -> NDArray[np.int8]:
    """(persons, items) right-or-wrong answers drawn from the true parameters."""
    p = items.expected_score(np.arange(len(items)), theta.T[items.criterion])
    return (rng.random(p.shape) < p).T.astype(np.int8)


def mastered(items: ItemParameters, theta: Floats) -> NDArray[np.bool_]:
    """(persons, criteria): domain score at 75 % or more, with the true parameters."""
    truth: NDArray[np.bool_] = np.stack([domain_score(items, row) for row in theta]) >= MASTERED_SHARE
    return truth
