"""Person fit: answers that do not go together (easy ones missed, hard ones passed), by lz with a simulated null.

lz = sum(log P(x_i) - E_i) / sqrt(sum V_i),   E_i = sum_k P_k log P_k,   V_i its variance (Drasgow, Levine and Williams
1985), each P expected from the person's other answers. In an adaptive sitting lz is not normal, so its null is simulated
for the very questions this person got: abilities drawn from their own posterior (an exact draw on the tree; Papandreou
and Yuille 2010), answers drawn from them, and everything estimated again. Only those with a low lz are simulated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.shares import values
from assessment.engine.calibration.tree import look
from assessment.engine.health.expected import Expected, Layout, beliefs, expect
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Attention, Counts, lower_tail, missing, noticed, said, striking
from assessment.engine.models import Floats

LEAST = 20
"""Answers below which a person's answers are not judged together."""

SUSPECT = -1.0
"""lz above which nobody looks strange: the null is not simulated, p stays unknown."""

COPIES = 199
MOST = 300
"""People simulated at most, the lowest lz first: 300 x 199 sittings take half a minute."""


@dataclass(frozen=True)
class PersonFit:
    """(persons,) arrays."""

    answers: Counts
    missing: Counts
    lz: Floats
    p: Floats
    """1 for those who are not suspect."""
    attention: tuple[Attention, ...]


def person_fit(responses: Responses, expected: Expected, layout: Layout, rng: np.random.Generator) -> PersonFit:
    answers = np.bincount(responses.person, minlength=responses.persons)
    found = np.where(answers >= LEAST, lz(responses, expected), np.nan)
    p = np.where(np.isfinite(found), 1.0, np.nan)
    suspects = np.flatnonzero(np.nan_to_num(found, nan=9.0) <= SUSPECT)
    for person in suspects[np.argsort(found[suspects], kind="stable")][:MOST]:
        null = simulated(responses.where(responses.person == person), layout, rng)
        p[person] = lower_tail(null, float(found[person]))
    return PersonFit(answers, missing(answers, LEAST), found, p, said(striking(p), noticed(p), answers >= LEAST))


def lz(responses: Responses, expected: Expected) -> Floats:
    """(persons,); 0 where nothing is uncertain."""
    log_p = np.log(np.maximum(expected.chances, 1e-12))
    own = np.take_along_axis(log_p, responses.score[:, None], axis=1)[:, 0]
    mean = (expected.chances * log_p).sum(axis=1)
    variance = (expected.chances * log_p**2).sum(axis=1) - mean**2
    total = np.bincount(responses.person, weights=own - mean, minlength=responses.persons)
    spread = np.sqrt(np.bincount(responses.person, weights=variance, minlength=responses.persons))
    found: Floats = np.divide(total, spread, out=np.zeros(responses.persons), where=spread > 1e-9)
    return found


def simulated(own: Responses, layout: Layout, rng: np.random.Generator) -> Floats:
    """lz of COPIES people of this person's ability, on the same questions."""
    one = Responses(np.zeros(len(own), dtype=np.intp), own.item, own.score, own.seconds, own.counted, 1, own.items)
    theta = abilities(one, layout, rng)[:, layout.items.criterion[own.item]]
    person = np.repeat(np.arange(COPIES), len(own))
    item = np.tile(own.item, COPIES)
    score = _answered(item, theta.reshape(-1), layout, rng)
    unknown, counted = np.full(len(item), np.nan), np.tile(own.counted, COPIES)
    copies = Responses(person, item, score, unknown, counted, COPIES, own.items)
    return lz(copies, expect(copies, layout))


def abilities(one: Responses, layout: Layout, rng: np.random.Generator) -> Floats:
    """(COPIES, criteria) draws from a person's posterior: prior draws, moved as noisy evidence of them would ask."""
    tau, nu = beliefs(one, layout)
    leaves, middle, _ = layout.tree.up
    general, domain, subdomain, criterion = np.sqrt(values(layout.components))
    shape = (COPIES, len(leaves))
    start = general * rng.standard_normal((COPIES, 1)) + criterion * rng.standard_normal(shape)
    start = start + (domain * rng.standard_normal((COPIES, middle.shape[1]))) @ (leaves @ middle).T
    start = start + (subdomain * rng.standard_normal((COPIES, leaves.shape[1]))) @ leaves.T
    heard = tau[0] * start + np.sqrt(tau[0]) * rng.standard_normal(shape)
    drawn: Floats = (
        start + _posterior_mean(layout, tau, nu) - _posterior_mean(layout, tau.repeat(COPIES, axis=0), heard)
    )
    return drawn


def _posterior_mean(layout: Layout, tau: Floats, nu: Floats) -> Floats:
    seen = look(layout.tree, layout.components, tau, nu)
    mean: Floats = (seen.mean + seen.variance * nu) / (1.0 + seen.variance * tau)
    return mean


def _answered(item: Indices, theta: Floats, layout: Layout, rng: np.random.Generator) -> Indices:
    """One answer each, from the item's own curve."""
    top = int(layout.items.highest[item].max(initial=1))
    chance, score = rng.random(len(item)), np.zeros(len(item), dtype=np.intp)
    below = np.zeros(len(item))
    for k in range(top):
        known = layout.items.highest[item] > k
        below[known] += layout.items.score_probability(item[known], np.full(int(known.sum()), k), theta[known])
        score += known & (chance > below)
    return score
