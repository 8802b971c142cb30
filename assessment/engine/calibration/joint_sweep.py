"""One pass of expectation propagation over everybody: what the answers say of items and of shares of variance.

Persons are computed in groups whose arrays stay in the processor's cache. The sites of the pass before are where this one
starts, so that E-steps converge along with the parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.curves import Curves
from assessment.engine.calibration.given import STANDARD, Given, Population
from assessment.engine.calibration.graded import Pull as PartlyPull
from assessment.engine.calibration.graded import at_answers
from assessment.engine.calibration.maximize import Bound, Slope
from assessment.engine.calibration.priors import Prior
from assessment.engine.calibration.shares import Pull
from assessment.engine.calibration.sites import (
    Asked,
    Evidence,
    feel,
    group,
    log_evidence,
    nodes_of,
    observed,
    renewed,
    slopes,
    tilt,
    weighed,
)
from assessment.engine.calibration.tree import LEVELS, Part, Seen, Tree, look
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

PERSONS_AT_ONCE = 400
"""Persons computed together: 60 answers each make arrays of 2.5 MB, which stay in the processor's cache."""

DAMPING = 0.9
"""Share of the way each sweep moves the sites."""


@dataclass(frozen=True)
class Sample:
    """The referential's tree, everybody's answers by groups of persons, and what is known of the items."""

    tree: Tree
    groups: tuple[Asked, ...]
    given: Given
    bound: Bound

    @classmethod
    def of(cls, answers: Answers, layout: tuple[Sequence[str], Indices], known: tuple[Given, Bound]) -> Sample:
        codes, criterion = layout
        starts = range(0, answers.persons, PERSONS_AT_ONCE)
        parts = (answers.part(start, min(start + PERSONS_AT_ONCE, answers.persons)) for start in starts)
        return cls(Tree.of(codes), tuple(group(part, criterion) for part in parts), *known)

    @property
    def held(self) -> bool:
        """Whether anchors hold the scale."""
        return bool(self.given.held.any())

    @property
    def persons(self) -> int:
        return sum(asked.persons for asked in self.groups)


@dataclass(frozen=True)
class State:
    """Where a fit is. Abilities are standard; `population` says where they lie on the anchors' scale."""

    curves: Curves
    components: VarianceComponents
    prior: Prior
    sites: tuple[Evidence, ...]
    lean: Floats
    """(items, 2): mean gradient over an item's posterior minus the gradient at its place."""
    pull: Pull
    population: Population = STANDARD


@dataclass(frozen=True)
class Sweep:
    """What one pass over everybody found."""

    sites: tuple[Evidence, ...]
    slope: Slope
    information: Floats
    """(items, 2, 2): observed."""
    parts: tuple[Part, ...]
    log_likelihood: float
    graded: PartlyPull
    """What the answers say of partial-credit items."""
    graded_lost: Floats
    """(graded items, 1 + m, 1 + m): of it, what is lost by not seeing abilities."""
    drift: float
    """Mean of the general part over persons: where the population lies, seen from where it is taken to be."""


def sweep(sample: Sample, state: State) -> Sweep:
    """One pass over everybody at the state's parameters."""
    sites: list[Evidence] = []
    gathered: list[Slope] = []
    known = np.zeros((len(state.curves.b), 2, 2))
    parts: list[tuple[Part, ...]] = []
    value, drift = 0.0, 0.0
    partly = PartlyPull.none(len(state.curves.graded), state.curves.steps.shape[1])
    lost = np.zeros_like(partly.information)
    for asked, before in zip(sample.groups, state.sites, strict=True):
        seen, cavity = look_at(sample.tree, state, (asked, before))
        felt = feel(asked, state.curves, nodes_of(cavity))
        tilted = tilt(asked, felt, cavity)
        sites.append(renewed(before, tilted, cavity, DAMPING))
        gathered.append(slopes(asked, felt, tilted, state.curves))
        known += observed(asked, felt, tilted, state.curves)
        parts.append(seen.parts)
        value += float(seen.log_integral.sum()) + log_evidence(before, tilted, cavity)
        drift += float(seen.general[0].sum())
        if len(asked.graded):
            more, unseen = at_answers(state.curves, weighed(asked, tilted, state.curves))
            partly, lost = partly.plus(more), lost + unseen
    drift /= sample.persons
    return Sweep(tuple(sites), _total(gathered), known, tuple(_sum_parts(parts)), value, partly, lost, drift)


def look_at(tree: Tree, state: State, told: tuple[Asked, Evidence]) -> tuple[Seen, tuple[Floats, Floats]]:
    """Beliefs of some persons, and the cavity (mean, variance) of each of their pairs."""
    asked, sites = told
    seen = look(tree, state.components, *sites.spread(asked, len(tree.up[0])))
    return seen, (seen.mean[asked.person, asked.criterion], seen.variance[asked.person, asked.criterion])


def _total(gathered: Sequence[Slope]) -> Slope:
    names = ("alpha", "b", "alpha_alpha", "alpha_b", "b_b")
    return Slope(**{name: np.sum([getattr(slope, name) for slope in gathered], axis=0) for name in names})


def _sum_parts(parts: Sequence[tuple[Part, ...]]) -> list[Part]:
    return [
        Part(
            sum(each[level].squares for each in parts),
            sum(each[level].learned for each in parts),
            sum(each[level].count for each in parts),
        )
        for level in range(LEVELS)
    ]
