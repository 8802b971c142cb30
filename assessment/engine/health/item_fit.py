"""Item fit: does the share of right answers follow the curve, from people who know little to people who know a lot?

People are put in groups of about equal size by ability (this answer left out). In group g the residual is
    r_g = sum(earned - expected),   expected from the bank's curve, its difficulty alone measured again (`refit`)
and the statistic is r' V^- r, V being the covariance of r once what the measured difficulty takes up is projected out:
    V = diag(sum v) - C S^-1 C',   C = sum of the gradients in a group,   S = sum of gradient gradient' / v
Its null is simulated: scores drawn from the leave-one-out expectations, which hold how well each ability is known.
Effect size: root mean square difference between observed and expected shares over the groups (RMSD; Orlando and Thissen
2000 for observed against expected by groups; Köhler, Robitzsch and Hartig 2020 for RMSD).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.health.expected import Expected
from assessment.engine.health.refit import Refit, by_item
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Attention, Counts, missing, noticed, said, striking, upper_tail
from assessment.engine.models import Floats

LEAST = 100
"""Answers below which a curve cannot be told from another."""

GROUPS, PER_GROUP = 5, 25
"""Groups at most, and people wanted in each."""

COPIES = 499
"""Simulated sets of answers behind a p-value."""

LARGE, VISIBLE = 0.10, 0.06
"""RMSD from which a misfit is to look at, and to watch."""


@dataclass(frozen=True)
class Group:
    """One group of people, from those who know least: what was seen and what was expected."""

    answers: int
    theta: float
    observed: float
    se: float
    """Of the observed share, if the model holds."""
    expected: float
    """By the bank's own curve."""
    measured: float
    """By the curve measured again."""


@dataclass(frozen=True)
class ItemFit:
    """(items,) arrays."""

    answers: Counts
    missing: Counts
    statistic: Floats
    p: Floats
    rmsd: Floats
    groups: tuple[tuple[Group, ...], ...]
    attention: tuple[Attention, ...]


@dataclass(frozen=True)
class Curves:
    """The items' curves measured again: difficulty and slope (what is drawn), difficulty alone (what is tested)."""

    measured: Refit
    levelled: Refit


def item_fit(responses: Responses, expected: Expected, curves: Curves, rng: np.random.Generator) -> ItemFit:
    count = responses.items
    statistic, p, rmsd = np.full((3, count), np.nan)
    groups: list[tuple[Group, ...]] = [()] * count
    for item, rows in by_item(responses):
        group = grouped(expected.theta[rows])
        groups[item] = _seen(rows, group, expected, curves.measured)
        if len(rows) >= LEAST:
            statistic[item], p[item], rmsd[item] = _tested(rows, group, (expected, curves.levelled), rng)
    look, watch = striking(p) & (rmsd >= LARGE), noticed(p) & (rmsd >= VISIBLE)
    asked = responses.asked
    return ItemFit(
        asked,
        missing(asked, LEAST),
        statistic,
        p,
        rmsd,
        tuple(groups),
        said(look, watch, asked >= LEAST),
    )


def grouped(theta: Floats) -> Indices:
    """Group of each person, by rank of ability."""
    wanted = int(np.clip(len(theta) // PER_GROUP, 1, GROUPS))
    rank = np.argsort(np.argsort(theta, kind="stable"), kind="stable")
    return rank * wanted // len(theta)


def _tested(
    rows: Indices, group: Indices, known: tuple[Expected, Refit], rng: np.random.Generator
) -> tuple[float, float, float]:
    expected, measured = known
    mean, variance, gradient = measured.mean[rows], measured.variance[rows], measured.gradient[rows]
    member = (group == np.arange(group.max() + 1)[:, None]).astype(float)
    pull = gradient / variance[:, None]
    taken = member @ gradient @ np.linalg.pinv(pull.T @ gradient)
    spread = (member * variance) @ member.T - taken @ (member @ gradient).T
    inverse = np.linalg.pinv(spread, rcond=1e-6, hermitian=True)
    weigh = member - taken @ pull.T
    residual = expected.earned[rows] - mean
    drawn = _draws(expected.chances[rows], (mean, variance), rng) - mean
    found, null = weigh @ residual, drawn @ weigh.T
    statistic = float(found @ inverse @ found)
    p = upper_tail(np.einsum("cg,gh,ch->c", null, inverse, null), statistic)
    gaps = member @ residual / member.sum(axis=1)
    return statistic, p, float(np.sqrt((gaps**2 * member.sum(axis=1)).sum() / len(rows)))


def _draws(chances: Floats, curve: tuple[Floats, Floats], rng: np.random.Generator) -> Floats:
    """Shares drawn around the measured curve: right or wrong, or a graded share of the same mean and variance."""
    mean, variance = curve
    if chances.shape[1] == 2 or not chances[:, 2:].any():
        drawn: Floats = (rng.random((COPIES, len(mean))) < mean).astype(float)
        return drawn
    return mean + np.sqrt(variance) * rng.standard_normal((COPIES, len(mean)))


def _seen(rows: Indices, group: Indices, expected: Expected, measured: Refit) -> tuple[Group, ...]:
    found = []
    for number in range(int(group.max()) + 1):
        here = rows[group == number]
        found.append(
            Group(
                answers=len(here),
                theta=float(expected.theta[here].mean()),
                observed=float(expected.earned[here].mean()),
                se=float(np.sqrt(measured.variance[here].sum()) / len(here)),
                expected=float(expected.mean[here].mean()),
                measured=float(measured.mean[here].mean()),
            )
        )
    return tuple(found)
