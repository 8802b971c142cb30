"""Where the people who answered lie on the items' scale and how far apart, learnt from the same answers.

A guard that foresees early answers from the population alone needs to know which population: a bank is measured on adults
of one year and answered by those of another. Items are taken as known, so nothing is left to a choice of scale:
    variances of the four parts   Fisher scoring on E[part^2] (calibration/shares.py), their sum left free
    centre of each group          Newton steps: sum(E[general part]) / general variance is the gradient
Empirical Bayes (Efron and Morris 1973).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assessment.engine.calibration.shares import Pull, information, moved, values
from assessment.engine.calibration.tree import Part, Seen, look
from assessment.engine.health.expected import Crowd, Layout, parts_of, spread_over, swept, unknown
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

LEARNING_STEPS, LEARNING_FROM = 30, 4
"""Sweeps of the shares of variance, which move from the second number on."""

LEARNERS, STEERERS = 1000, 60
"""People the shares are learnt from; those whose information steers the steps."""

GROUPS_APART = 0.3
"""Standard deviation of groups' centres around their common one, before any answer."""


@dataclass(frozen=True)
class People:
    """The people who answered: where each one's population lies, and how abilities spread around it."""

    centre: Floats
    """(persons,)"""
    components: VarianceComponents
    """Variances of the parts; they add up to 1 among the people of reference only."""


def learnt(responses: Responses, layout: Layout, group: Indices | None = None) -> People:
    """Where the people who answered lie and how their abilities spread, items taken as known.

    `group` (persons,): people who may lie elsewhere than others, a period for instance; -1 unknown. Variances move by
    Fisher scoring (calibration/shares.py) and centres by Newton steps, from what `layout` says.
    """
    everyone = np.zeros(responses.persons, dtype=np.intp) if group is None else group + 1
    some, whose = _sampled(responses)
    own, parts = everyone[whose], parts_of(some, layout.items)
    centres, components = np.zeros(int(everyone.max(initial=0)) + 1), layout.components
    sites = [unknown(part) for part in parts]
    for step in range(LEARNING_STEPS):
        around, crowd = replace(layout, components=components), Crowd(some, centres[own], some.counted)
        sites = [swept(part, crowd, around, at) for part, at in zip(parts, sites, strict=True)]
        if step < LEARNING_FROM:
            continue
        wide = [spread_over(part, around, *at) for part, at in zip(parts, sites, strict=True)]
        found = [look(layout.tree, components, *each) for each in wide]
        taus = np.concatenate([tau for tau, _ in wide])
        centres = _centred(centres, own, components.general, found)
        known = information(layout.tree, components, taus[:: max(len(taus) // STEERERS, 1)]) * len(taus)
        pull = Pull(known, np.zeros(len(known)))
        shares, total = moved(components, _added([seen.parts for seen in found]), pull)
        components = VarianceComponents(*(values(shares) * total))
    return People(centres[everyone], components)


def _sampled(responses: Responses) -> tuple[Responses, Indices]:
    """Some of the people who answered, from all periods alike and numbered anew; and who they are."""
    who, number = np.unique(responses.person, return_inverse=True)
    every = max(-(-len(who) // LEARNERS), 1)
    kept = number % every == 0
    some = replace(responses.where(kept), person=number[kept] // every, persons=-(-len(who) // every))
    return some, who[::every]


def _centred(centres: Floats, own: Indices, general: float, found: Sequence[Seen]) -> Floats:
    """Each group's centre one Newton step on, a group of few people staying near the others."""
    mean, variance = (np.concatenate([seen.general[at] for seen in found]) for at in range(2))
    score = np.bincount(own, weights=mean, minlength=len(centres)) / general
    known = np.bincount(own, weights=general - variance, minlength=len(centres)) / general**2
    alone = centres + score / np.maximum(known, 1e-9)
    middle = float((known * alone).sum() / np.maximum(known.sum(), 1e-9))
    near = 1.0 / GROUPS_APART**2
    moved_to: Floats = (known * alone + near * middle) / (known + near)
    return moved_to


def _added(found: Sequence[tuple[Part, ...]]) -> list[Part]:
    levels = zip(*found, strict=True)
    return [
        Part(sum(p.squares for p in level), sum(p.learned for p in level), sum(p.count for p in level))
        for level in levels
    ]
