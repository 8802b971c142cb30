"""What the model expected of each answer, from the same person's other answers only.

Expectation propagation on the tree of the criteria (calibration/tree.py) gives the belief about theta_c from everything
but the answers on c; the person's other answers on c multiply it at quadrature nodes. Each answer is then set against
    P(x_i = k | all other answers) = integral of P_i(k | theta) over that belief,
so an answer never helps to predict itself, and how well the ability is known is integrated out. If the model holds, a
draw from these probabilities is a draw from the truth: that is the null of the guards (`draw`), without estimating
anybody again. Source: leave-one-out predictive probabilities (Vehtari and others 2016, EP-LOO).
Limit: a question chosen after an answer may betray that answer; docs/calibration.md gives the false alarms measured so.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.calibration.tree import Tree, look
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters
from assessment.engine.structure import VarianceComponents

NODES = 15
ROOTS, _RAW = np.polynomial.hermite_e.hermegauss(NODES)
WEIGHTS = _RAW / _RAW.sum()
_LOG_WEIGHTS = np.log(WEIGHTS)

PERSONS_AT_ONCE = 400
"""Persons computed together: their arrays stay in the processor's cache."""

LEAST, MOST = 1e-4, 1e4
"""Bounds of a site's precision: guessing can bend evidence where Gaussians cannot follow."""

DAMPING, SWEEPS, STILL = 0.9, 40, 1e-3
"""Share of the way each sweep moves the sites; sweeps at most; largest move at which to stop."""


@dataclass(frozen=True)
class Layout:
    """The items with the tree of their criteria, and how much abilities share (`people.py` learns it from the answers)."""

    items: ItemParameters
    tree: Tree
    components: VarianceComponents


@dataclass(frozen=True)
class Expected:
    """One row per answer, in the order of the answers."""

    chances: Floats
    """(answers, highest + 1): probability of each score given the other answers."""
    mean: Floats
    """Expected share of the item's credit."""
    variance: Floats
    """Of that share."""
    earned: Floats
    """Share really earned."""
    theta: Floats
    """Mean of the ability on the item's criterion, this answer left out."""
    nodes: Floats
    """(answers, NODES) abilities, and the weight of each: the belief without this answer."""
    weights: Floats

    @property
    def residual(self) -> Floats:
        return self.earned - self.mean


@dataclass(frozen=True)
class Pairs:
    """Some persons' answers grouped into (person, criterion) pairs; `rows` are places among all answers."""

    rows: Indices
    pair: Indices
    first: Indices
    person: Indices
    criterion: Indices
    persons: int


@dataclass(frozen=True)
class Crowd:
    """The answers, where each person's population lies, and which answers tell something of abilities."""

    responses: Responses
    middle: Floats
    counted: NDArray[np.bool_]


def expect(
    responses: Responses, layout: Layout, centre: Floats | None = None, counted: NDArray[np.bool_] | None = None
) -> Expected:
    """`centre` (persons,): where each person's population lies on the scale, 0 by default.

    `counted` (answers,): what tells something of abilities, besides what the answers themselves say of it.
    """
    told = responses.counted if counted is None else responses.counted & counted
    crowd = Crowd(responses, np.zeros(responses.persons) if centre is None else centre, told)
    nodes, weights = np.empty((2, len(responses), NODES))
    for part in parts_of(responses, layout.items):
        _, log_like, cavity = _felt(part, crowd, layout, _settled(part, crowd, layout))
        mass = np.add.reduceat(log_like, part.first, axis=0)[part.pair] - log_like + _LOG_WEIGHTS
        mass = np.exp(mass - mass.max(axis=1, keepdims=True))
        weights[part.rows] = mass / mass.sum(axis=1, keepdims=True)
        nodes[part.rows] = cavity[part.pair]
    return confronted(responses, layout.items, nodes, weights)


def confronted(responses: Responses, items: ItemParameters, nodes: Floats, weights: Floats) -> Expected:
    """Answers beside what a belief about each person's ability (nodes and their weights) led one to expect."""
    highest = items.highest[responses.item]
    top = int(highest.max(initial=1))
    chances = np.zeros((len(responses), top + 1))
    for score in range(top + 1):
        here = highest >= score
        which = responses.item[here]
        given = items.score_probability(which, np.full(len(which), score), nodes[here])
        chances[here, score] = (given * weights[here]).sum(axis=1)
    share = np.arange(top + 1) / highest[:, None]
    mean = (chances * share).sum(axis=1)
    variance = np.maximum((chances * share**2).sum(axis=1) - mean**2, 1e-9)
    earned = responses.score / highest
    return Expected(chances, mean, variance, earned, (nodes * weights).sum(axis=1), nodes, weights)


def parts_of(responses: Responses, items: ItemParameters) -> list[Pairs]:
    """The answers in groups of persons computed together."""
    own = items.criterion[responses.item]
    order = np.lexsort((own, responses.person))
    starts = np.searchsorted(
        responses.person[order], np.arange(0, responses.persons + PERSONS_AT_ONCE, PERSONS_AT_ONCE)
    )
    found = []
    for block, (low, high) in enumerate(itertools.pairwise(starts)):
        rows = order[low:high]
        if not len(rows):
            continue
        person, criterion = responses.person[rows] - block * PERSONS_AT_ONCE, own[rows]
        first = np.flatnonzero(np.r_[True, (np.diff(person) != 0) | (np.diff(criterion) != 0)])
        pair = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(rows)]))
        count = min(PERSONS_AT_ONCE, responses.persons - block * PERSONS_AT_ONCE)
        found.append(Pairs(rows, pair, first, person[first], criterion[first], count))
    return found


def spread_over(part: Pairs, layout: Layout, tau: Floats, nu: Floats) -> tuple[Floats, Floats]:
    """(persons, criteria) each: sites of the pairs, 0 where nothing was asked."""
    wide_tau, wide_nu = np.zeros((2, part.persons, len(layout.tree.up[0])))
    wide_tau[part.person, part.criterion], wide_nu[part.person, part.criterion] = tau, nu
    return wide_tau, wide_nu


def _felt(
    part: Pairs, crowd: Crowd, layout: Layout, sites: tuple[Floats, Floats]
) -> tuple[tuple[Floats, Floats], Floats, Floats]:
    """Cavity (mean, variance) of each pair, log P(answer) at its nodes, and the nodes of the pairs."""
    responses = crowd.responses
    seen = look(layout.tree, layout.components, *spread_over(part, layout, *sites))
    mean, variance = seen.mean[part.person, part.criterion], seen.variance[part.person, part.criterion]
    shift = crowd.middle[responses.person[part.rows[part.first]]]
    nodes = mean[:, None] + np.sqrt(variance)[:, None] * ROOTS + shift[:, None]
    item, score = responses.item[part.rows], responses.score[part.rows]
    like = layout.items.score_probability(item, score, nodes[part.pair])
    heard = np.log(np.maximum(like, 1e-300)) * crowd.counted[part.rows][:, None]
    return (mean, variance), heard, nodes


def unknown(part: Pairs) -> tuple[Floats, Floats]:
    """Sites before the first sweep."""
    return np.full(len(part.first), 0.1), np.zeros(len(part.first))


def _settled(part: Pairs, crowd: Crowd, layout: Layout) -> tuple[Floats, Floats]:
    """Sites (precision, precision x mean) of the pairs at the fixed point."""
    tau, nu = unknown(part)
    for _ in range(SWEEPS):
        before = tau, nu
        tau, nu = swept(part, crowd, layout, (tau, nu))
        if max(float(np.abs(tau - before[0]).max()), float(np.abs(nu - before[1]).max())) < STILL:
            break
    return tau, nu


def swept(part: Pairs, crowd: Crowd, layout: Layout, sites: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """One sweep: sites that give the moments of cavity x answers, mixed with those before."""
    tau, nu = sites
    (mean, variance), log_like, _ = _felt(part, crowd, layout, sites)
    mass = np.add.reduceat(log_like, part.first, axis=0) + _LOG_WEIGHTS
    weights = np.exp(mass - mass.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    offset = weights @ ROOTS
    shrink = np.maximum(weights @ ROOTS**2 - offset**2, 1e-8)
    fresh = np.clip((1.0 / shrink - 1.0) / variance, LEAST, MOST)
    shift = (mean + np.sqrt(variance) * offset) * (fresh + 1.0 / variance) - mean / variance
    return tau + DAMPING * (fresh - tau), nu + DAMPING * (shift - nu)


def draw(chances: Floats, copies: int, rng: np.random.Generator) -> Floats:
    """(copies, answers) scores drawn from the expected probabilities: what the model alone would give."""
    ladder = np.cumsum(chances[:, :-1], axis=1)
    chance = rng.random((copies, len(chances)))
    scores: Floats = (chance[..., None] > ladder).sum(axis=-1).astype(float)
    return scores


def beliefs(responses: Responses, layout: Layout) -> tuple[Floats, Floats]:
    """(persons, criteria) what each person's answers say of each criterion: precision, and precision x mean."""
    crowd = Crowd(responses, np.zeros(responses.persons), responses.counted)
    found = [spread_over(part, layout, *_settled(part, crowd, layout)) for part in parts_of(responses, layout.items)]
    return np.concatenate([tau for tau, _ in found]), np.concatenate([nu for _, nu in found])
