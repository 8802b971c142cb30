"""Drift: has a question become easier or harder over time, on a scale that stays fixed?

Each period has its own place on the scale (`centres`: people of another year may know more), all questions together
anchoring it; then logit P(right) = logit(expected) + beta_period (`regression`). The statistic is Wald's for "all beta
equal"; the effect is the change from the first period to the last, in logits and in units of ability (divided by a).
Source: item parameter drift (Goldstein 1983; Donoghue and Isham 1998).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from assessment.engine.health.centres import centred
from assessment.engine.health.expected import Expected, Layout
from assessment.engine.health.refit import by_item
from assessment.engine.health.regression import fitted
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Attention, Counts, missing, noticed, said, striking
from assessment.engine.models import Floats

LEAST = 30
"""Answers of a period below which it is left out for a question; two periods are needed."""

LARGE, VISIBLE = 0.64, 0.43
"""Change in logits, to look at and to watch: the sizes that separate the classes of differential functioning."""


@dataclass(frozen=True)
class Drift:
    """(items,) arrays; `harder` and `se` (items, periods): difficulty of each period against all, in units of ability."""

    answers: Counts
    """Of the second best filled period: what is missing is missing there."""
    missing: Counts
    change: Floats
    """Logits from the first to the last period compared; positive is easier."""
    p: Floats
    harder: Floats
    se: Floats
    attention: tuple[Attention, ...]


def drift(responses: Responses, layout: Layout, period: Indices) -> Drift:
    """`period` (answers,): 0, 1, 2... in order of time, -1 unknown."""
    periods = int(period.max(initial=0)) + 1
    shape = (responses.items, periods)
    pairs = responses.item[period >= 0] * periods + period[period >= 0]
    counts = np.bincount(pairs, minlength=shape[0] * periods).reshape(shape)
    second = np.sort(counts, axis=1)[:, -2] if periods > 1 else np.zeros(responses.items, dtype=np.int64)
    change, p = np.full((2, responses.items), np.nan)
    harder, se = np.full((2, *shape), np.nan)
    if (second >= LEAST).any():
        anchors = np.ones(responses.items, dtype=bool)
        expected, _ = centred(responses, layout, of_persons(responses, period), anchors)
        for item, rows in by_item(responses):
            kept = np.flatnonzero(counts[item] >= LEAST)
            if len(kept) > 1:
                found = _compared(rows[np.isin(period[rows], kept)], kept, expected, period)
                change[item], p[item] = found.change, found.p
                harder[item, kept] = -found.effects / layout.items.a[item]
                se[item, kept] = found.errors / layout.items.a[item]
    look, watch = striking(p) & (np.abs(change) >= LARGE), noticed(p) & (np.abs(change) >= VISIBLE)
    words = said(look, watch, second >= LEAST)
    return Drift(second, missing(second, LEAST), change, p, harder, se, words)


def of_persons(responses: Responses, period: Indices) -> Indices:
    """(persons,) the period in which each person began; -1 for those without a dated answer."""
    found = np.full(responses.persons, np.iinfo(np.intp).max)
    dated = period >= 0
    np.minimum.at(found, responses.person[dated], period[dated])
    return np.where(found == np.iinfo(np.intp).max, -1, found)


@dataclass(frozen=True)
class _Compared:
    """One question over the periods kept: effects around their mean, in logits."""

    change: float
    p: float
    effects: Floats
    errors: Floats


def _compared(rows: Indices, kept: Indices, expected: Expected, period: Indices) -> _Compared:
    design = (period[rows][:, None] == kept).astype(float)
    beta, covariance = fitted(expected.earned[rows], expected.mean[rows], design)
    middle = np.eye(len(kept)) - 1.0 / len(kept)
    effects, spread = middle @ beta, middle @ covariance @ middle.T
    wald = float(effects @ np.linalg.pinv(spread, hermitian=True) @ effects)
    errors = np.sqrt(np.diagonal(spread))
    return _Compared(float(beta[-1] - beta[0]), float(chi2.sf(wald, len(kept) - 1)), effects, errors)
