"""Expectation propagation: each person's answers on a criterion become a Gaussian piece of evidence.

All answers of a person on one criterion share theta_c, so their product is one function of one variable: its moments
under the cavity (what everything else says) are taken by Gauss-Hermite quadrature, and the site (tau, nu) is what makes a
Gaussian with the same moments (Minka 2001; Rasmussen and Williams 2006, 3.6). The same nodes and weights give the
expected counts of the M-step. Answers are sorted by person, then criterion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.curves import Curves
from assessment.engine.calibration.graded import Weighed, log_scores
from assessment.engine.calibration.maximize import Slope
from assessment.engine.models import Floats

NODES = 13
_ROOTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(NODES)
_LOG_WEIGHTS = np.log(_WEIGHTS / _WEIGHTS.sum())

LEAST, MOST = 1e-4, 1e4
"""Bounds of a site's precision: guessing can make evidence bend the wrong way, where Gaussians cannot follow."""


@dataclass(frozen=True)
class Asked:
    """Some persons' answers and how they group into (person, criterion) pairs."""

    item: Indices
    right: Floats
    pair: Indices
    """(answers,) the pair of each answer, increasing."""
    first: Indices
    """(pairs,) its first answer."""
    person: Indices
    criterion: Indices
    persons: int
    graded: Indices
    """Answers to partial-credit items, and their scores."""
    score: Indices


@dataclass(frozen=True)
class Evidence:
    """Sites of the pairs."""

    tau: Floats
    nu: Floats

    @classmethod
    def none(cls, asked: Asked) -> Evidence:
        return cls(np.full(len(asked.first), 0.1), np.zeros(len(asked.first)))

    def spread(self, asked: Asked, criteria: int) -> tuple[Floats, Floats]:
        """Over all (persons, criteria), 0 where nothing was asked."""
        tau, nu = np.zeros((2, asked.persons, criteria))
        tau[asked.person, asked.criterion], nu[asked.person, asked.criterion] = self.tau, self.nu
        return tau, nu


@dataclass(frozen=True)
class Tilted:
    """Moments of cavity x answers per pair, and the weights on the nodes that gave them."""

    log_z: Floats
    mean: Floats
    variance: Floats
    nodes: Floats
    weights: Floats
    """(pairs, nodes), summing to 1."""


def group(answers: Answers, criterion: Indices) -> Asked:
    """Sort by person and criterion; `criterion` (items,) is each item's."""
    of_answer = criterion[answers.item]
    order = np.lexsort((of_answer, answers.person))
    person, own, item = answers.person[order], of_answer[order], answers.item[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(person) != 0) | (np.diff(own) != 0)])
    pair = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(person)]))
    right, partly = answers.right[order].astype(float), np.flatnonzero(answers.highest[item] > 1)
    right[partly] = 1.0  # whatever was earned has the probability `feel` gives it
    score = answers.score[order][partly].astype(np.intp)
    return Asked(item, right, pair, starts, person[starts], own[starts], answers.persons, partly, score)


@dataclass(frozen=True)
class Felt:
    """At every answer's nodes, (answers, nodes): eta, dP/deta, P and 1 - P."""

    eta: Floats
    g: Floats
    p: Floats
    q: Floats


def feel(asked: Asked, curves: Curves, nodes: Floats) -> Felt:
    """Curves of the answered items at the nodes of their pair.

    An answer with partial credit has the probability of its own score and no slope here: `weighed` says the rest.
    """
    item = asked.item
    c, d = curves.c[item][:, None], curves.d[item][:, None]
    eta = curves.a[item][:, None] * (nodes[asked.pair] - curves.b[item][:, None])
    up, down = expit(eta), expit(-eta)
    felt = Felt(eta, (d - c) * up * down, c + (d - c) * up, (1.0 - d) + (d - c) * down)
    if len(asked.graded):
        own = item[asked.graded]
        said = log_scores(curves.alpha[own], curves.steps[own], nodes[asked.pair[asked.graded]])
        felt.g[asked.graded], felt.q[asked.graded] = 0.0, 1.0
        felt.p[asked.graded] = np.exp(np.take_along_axis(said, asked.score[:, None, None], axis=2)[:, :, 0])
    return felt


def weighed(asked: Asked, tilted: Tilted, curves: Curves) -> Weighed:
    """The answers with partial credit, for the steps of their items."""
    place = np.searchsorted(curves.graded, asked.item[asked.graded])
    pair = asked.pair[asked.graded]
    return Weighed(place, asked.score, tilted.nodes[pair], tilted.weights[pair])


def tilt(asked: Asked, felt: Felt, cavity: tuple[Floats, Floats]) -> Tilted:
    """Moments of each pair's ability given the cavity and its own answers."""
    mean, variance = cavity
    log_p = np.log(np.maximum(np.where(asked.right[:, None] > 0, felt.p, felt.q), 1e-300))
    mass = np.add.reduceat(log_p, asked.first, axis=0) + _LOG_WEIGHTS
    top = mass.max(axis=1, keepdims=True)
    weights = np.exp(mass - top)
    total: Floats = weights.sum(axis=1, keepdims=True)
    weights /= total
    offset = weights @ _ROOTS
    second = np.maximum(weights @ _ROOTS**2 - offset**2, 1e-8)
    spread = np.sqrt(variance)
    nodes = nodes_of(cavity)
    return Tilted((np.log(total) + top)[:, 0], mean + spread * offset, variance * second, nodes, weights)


def nodes_of(cavity: tuple[Floats, Floats]) -> Floats:
    """(pairs, nodes)"""
    nodes: Floats = cavity[0][:, None] + np.sqrt(cavity[1])[:, None] * _ROOTS
    return nodes


def renewed(before: Evidence, tilted: Tilted, cavity: tuple[Floats, Floats], damping: float) -> Evidence:
    """Sites that give the tilted moments, mixed with those before."""
    tau = np.clip(1.0 / tilted.variance - 1.0 / cavity[1], LEAST, MOST)
    nu = tilted.mean * (tau + 1.0 / cavity[1]) - cavity[0] / cavity[1]
    return replace(before, tau=before.tau + damping * (tau - before.tau), nu=before.nu + damping * (nu - before.nu))


def log_evidence(sites: Evidence, tilted: Tilted, cavity: tuple[Floats, Floats]) -> float:
    """Sum over pairs of log Z of the answers minus log of the site's own integral under the cavity."""
    mean, variance = cavity
    wide = 1.0 + sites.tau * variance
    own = (sites.nu * mean + 0.5 * variance * sites.nu**2 - 0.5 * sites.tau * mean**2) / wide - 0.5 * np.log(wide)
    return float((tilted.log_z - own).sum())


def slopes(asked: Asked, felt: Felt, tilted: Tilted, curves: Curves) -> Slope:
    """Gradient and expected information of each item, from the weights on the nodes."""
    weights = tilted.weights[asked.pair]
    pull = weights * felt.g * np.where(asked.right[:, None] > 0, 1.0 / felt.p, -1.0 / felt.q)
    bend = weights * felt.g**2 / (felt.p * felt.q)
    a = curves.a

    def add(values: Floats) -> Floats:
        return by_item(asked, values, len(a))

    bend_eta = bend * felt.eta
    return Slope(
        alpha=add(np.einsum("aq,aq->a", pull, felt.eta)),
        b=-a * add(pull.sum(axis=1)),
        alpha_alpha=add(np.einsum("aq,aq->a", bend_eta, felt.eta)),
        alpha_b=-a * add(bend_eta.sum(axis=1)),
        b_b=a**2 * add(bend.sum(axis=1)),
    )


def by_item(asked: Asked, values: Floats, items: int) -> Floats:
    """(items,) sums of one value per answer."""
    total: Floats = np.bincount(asked.item, weights=values, minlength=items).astype(float)
    return total


def gradient_elsewhere(asked: Asked, felt: Felt, tilted: Tilted, elsewhere: Curves) -> Floats:
    """(items, 2): gradient in (log a, b) if one item were `elsewhere` and all the others where they are.

    The weights on the nodes are those of the person's other answers, times the answer's own curve in its new place.
    """
    right = asked.right[:, None] > 0
    there = feel(asked, elsewhere, tilted.nodes)
    own, fresh = np.where(right, felt.p, felt.q), np.where(right, there.p, there.q)
    weights = tilted.weights[asked.pair] * fresh / own
    weights /= weights.sum(axis=1, keepdims=True)
    pull = weights * there.g * np.where(right, 1.0, -1.0) / fresh
    items = len(elsewhere.b)
    by_alpha = by_item(asked, np.einsum("aq,aq->a", pull, there.eta), items)
    return np.column_stack([by_alpha, -elsewhere.a * by_item(asked, pull.sum(axis=1), items)])


def observed(asked: Asked, felt: Felt, tilted: Tilted, curves: Curves) -> Floats:
    """(items, 2, 2): expected information minus what is lost because abilities are not seen (Louis 1982)."""
    weights = tilted.weights[asked.pair]
    pull = felt.g * np.where(asked.right[:, None] > 0, 1.0 / felt.p, -1.0 / felt.q)
    bend = weights * felt.g**2 / (felt.p * felt.q)
    a = curves.a[asked.item]
    ways = (felt.eta, np.broadcast_to(-a[:, None], felt.eta.shape))
    means = [(weights * pull * way).sum(axis=1) for way in ways]
    found = np.zeros((len(curves.b), 2, 2))
    for i in range(2):
        for j in range(2):
            lost = (weights * pull**2 * ways[i] * ways[j]).sum(axis=1) - means[i] * means[j]
            kept = (bend * ways[i] * ways[j]).sum(axis=1)
            found[:, i, j] = by_item(asked, kept - lost, len(curves.b))
    return found
