"""All the guards at once, on what was gathered of a bank and of the answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assessment.engine.calibration.shares import values
from assessment.engine.calibration.tree import Tree
from assessment.engine.health.dependence import Dependence, dependence
from assessment.engine.health.difficulty import Difficulty, difficulty
from assessment.engine.health.discrimination import Discrimination, discrimination
from assessment.engine.health.drift import Drift, drift, of_persons
from assessment.engine.health.expected import Expected, Layout, expect
from assessment.engine.health.exposure import Exposure, exposure
from assessment.engine.health.fairness import Fairness, fairness
from assessment.engine.health.foreseen import foresee
from assessment.engine.health.item_fit import Curves, ItemFit, item_fit
from assessment.engine.health.options import OptionTable, options
from assessment.engine.health.people import People, learnt
from assessment.engine.health.person_fit import PersonFit, person_fit
from assessment.engine.health.rapid import Rapid, rapid
from assessment.engine.health.reach import Aim, Reach, reach
from assessment.engine.health.refit import Free, refit
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Mask
from assessment.engine.mastery import Cuts
from assessment.engine.parameters import ItemParameters
from assessment.engine.structure import MEDIUM, VarianceComponents, domain_of, subdomain_of

PEOPLE_TO_LEARN = 100
"""People below whom how much abilities share is not learnt from their answers, but taken as medium."""

Listener = Callable[[str], None]


@dataclass(frozen=True)
class Bank:
    """Questions and criteria; items may go beyond the questions in use (earlier versions that were answered)."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    """Of the items."""
    items: ItemParameters
    cut: Cuts
    usable: Mask
    """Questions that a sitting may ask today."""
    filters: Mapping[str, Mask]
    """Accessibility filters: name -> questions that remain."""


@dataclass(frozen=True)
class Gathered:
    """Answers of some people, and what is known beside them."""

    bank: Bank
    responses: Responses
    sitting: Indices
    """Of each answer."""
    period: Indices
    """Of each answer, -1 unknown."""
    periods: tuple[str, ...]
    groups: Mapping[str, Indices]
    """Name -> (persons,) 1 in the group, 0 outside, -1 unknown."""
    takers: Mapping[int, Mapping[str, Indices]]
    """Item -> option -> rows of the answers that took it."""
    keys: Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class Health:
    """What the guards say of a bank; no answer and no name of a person is in it."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    criterion: Indices
    usable: Mask
    persons: int
    answers: int
    shares: tuple[float, float, float, float]
    """Of variance: general, domain, sub-domain, criterion."""
    learnt: bool
    fit: ItemFit
    difficulty: Difficulty
    discrimination: Discrimination
    options: Mapping[int, OptionTable]
    fairness: tuple[Fairness, ...]
    silent_groups: tuple[str, ...]
    """Groups too small to be shown."""
    drift: Drift
    periods: tuple[str, ...]
    dependence: Dependence
    exposure: Exposure
    people: PersonFit
    rapid: Rapid


@dataclass(frozen=True)
class Reachable:
    """How far the questions in use can reach, and what each accessibility filter leaves of it."""

    codes: tuple[str, ...]
    reach: tuple[Reach, ...]
    filters: Mapping[str, tuple[Reach, ...]]


def examine(gathered: Gathered, seed: int, told: Listener = lambda guard: None) -> Health:
    """`told` hears the name of each guard before it starts."""
    bank, responses = gathered.bank, gathered.responses
    layout, people = peopled(gathered)
    told("expected")
    ahead, around = foresee(responses, layout, bank.codes, people.centre), expect(responses, layout)
    told("item_fit")
    curves = Curves(refit(responses, ahead, bank.items), refit(responses, ahead, bank.items, Free.DIFFICULTY))
    fit = item_fit(responses, ahead, curves, np.random.default_rng([seed, 1]))
    weak = discrimination(responses, ahead, bank.items, np.random.default_rng([seed, 2]))
    told("fairness")
    compared = {name: fairness(responses, layout, group, name) for name, group in gathered.groups.items()}
    told("drift")
    moved = drift(responses, layout, gathered.period)
    told("person_fit")
    unlike = person_fit(responses, around, layout, np.random.default_rng([seed, 3]))
    return Health(
        codes=bank.codes,
        names=bank.names,
        criterion=bank.items.criterion,
        usable=bank.usable,
        persons=len(np.unique(responses.person)),
        answers=len(responses),
        shares=_shares(people.components),
        learnt=people.components is not MEDIUM,
        fit=fit,
        difficulty=difficulty(responses, curves.measured, bank.items),
        discrimination=weak,
        options=_options(gathered, around),
        fairness=tuple(found for found in compared.values() if found is not None),
        silent_groups=tuple(name for name, found in compared.items() if found is None),
        drift=moved,
        periods=gathered.periods,
        dependence=dependence(responses, ahead, nearness(bank), bank.items.highest, np.random.default_rng([seed, 4])),
        exposure=exposure(gathered.sitting, responses.item, responses.items),
        people=unlike,
        rapid=rapid(responses, bank.items.highest),
    )


def reachable(bank: Bank, components: VarianceComponents, aim: Aim) -> Reachable:
    """Needs no answer: only the questions in use and how much abilities share."""
    layout = Layout(bank.items, Tree.of(bank.codes), components)
    whole = reach(layout, bank.cut, bank.usable, aim)
    filters = {}
    for name, left in bank.filters.items():
        touched = np.unique(bank.items.criterion[bank.usable & ~left])
        found = dict(zip(touched.tolist(), reach(layout, bank.cut, bank.usable & left, aim, touched), strict=True))
        filters[name] = tuple(found.get(at, before) for at, before in enumerate(whole))
    return Reachable(bank.codes, whole, filters)


def shares_of(health: Health) -> VarianceComponents:
    """How much abilities share among the people of a health."""
    return VarianceComponents(*health.shares)


def peopled(gathered: Gathered) -> tuple[Layout, People]:
    """The items on the tree of their criteria, and who answered: where people lie at each period, how abilities spread."""
    bank, responses = gathered.bank, gathered.responses
    layout = Layout(bank.items, Tree.of(bank.codes), MEDIUM)
    if len(np.unique(responses.person)) < PEOPLE_TO_LEARN:
        return layout, People(np.zeros(responses.persons), MEDIUM)
    people = learnt(responses, layout, of_persons(responses, gathered.period))
    return replace(layout, components=people.components), people


def _shares(components: VarianceComponents) -> tuple[float, float, float, float]:
    """Of the variance people have, whatever it is."""
    parts = values(components)
    general, domain, subdomain, criterion = (parts / parts.sum()).tolist()
    return general, domain, subdomain, criterion


def nearness(bank: Bank) -> Indices:
    """(items, items): 3 on the same criterion, 2 in the same sub-domain, 1 in the same domain, 0 otherwise."""
    criterion = bank.items.criterion
    subdomain = np.array([subdomain_of(code) for code in bank.codes])[criterion]
    domain = np.array([domain_of(code) for code in bank.codes])[criterion]
    same = [each[:, None] == each for each in (criterion, subdomain, domain)]
    near: Indices = np.sum(same, axis=0).astype(np.intp)
    return near


def _options(gathered: Gathered, seen: Expected) -> dict[int, OptionTable]:
    asked = gathered.responses.asked
    return {
        item: options(takers, gathered.keys.get(item, ()), seen.theta, int(asked[item]))
        for item, takers in gathered.takers.items()
        if asked[item]
    }
