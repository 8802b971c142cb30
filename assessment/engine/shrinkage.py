"""Difficulties with a standard error, read as estimates: pulled towards their criterion's mean (empirical Bayes).

An estimate b_hat = b + error spreads more than the truth does: taken at face value, the hardest items are too hard, the
easiest too easy, and every mastery cut comes out too high (0.06 on average with errors of 0.45, which cost 3 points of
calibration). With the spread of the true difficulties estimated from the bank itself (method of moments, Efron and
Morris 1975), within criteria and between them:
    b = m_c + r_i (b_hat - m_c),   r_i = V / (V + se_i^2),   se = se_i sqrt(r_i)
An item whose parameters are known (se = 0) does not move, nor one that was calibrated: its estimate is the mean of what
its answers and its bank say together, so pulling it in again would count the bank twice.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assessment.engine.models import Floats
from assessment.engine.parameters import ItemParameters

USUAL_VARIANCE = 0.64
"""Variance of difficulties within a criterion expected before seeing the bank (docs/item-format.md: SD about 0.8)."""

USUAL_WEIGHT = 10.0
"""Degrees of freedom that expectation is worth."""


def shrunk(items: ItemParameters) -> ItemParameters:
    """The same items with their uncertain difficulties pulled in, thresholds of partial-credit items moved along."""
    young = (items.se_b > 0) & ~items.measured
    if not young.any():
        return items
    criteria, group = np.unique(items.criterion, return_inverse=True)
    count = np.bincount(group)
    mean = np.bincount(group, weights=items.b) / count
    within = _true_variance(items.b - mean[group], items.se_b**2, len(items) - len(criteria))
    share = within / (within + items.se_b**2)
    centre = _centres(mean, np.bincount(group, weights=items.se_b**2) / count**2, within / count)
    settled = np.where(young, centre[group] + share * (items.b - mean[group]), items.b)
    moved = (settled - items.b)[:, None]
    se_b = np.where(young, items.se_b * np.sqrt(share), items.se_b)
    return replace(items, b=settled, se_b=se_b, thresholds=items.thresholds + moved)


def _true_variance(deviations: Floats, error: Floats, freedom: int) -> float:
    """Variance of the true values around their criterion's mean: what remains once the errors are taken out."""
    spread = float((deviations**2).sum()) - freedom * float(error.mean())
    estimate = (spread + USUAL_WEIGHT * USUAL_VARIANCE) / (freedom + USUAL_WEIGHT)
    return max(estimate, 0.1 * USUAL_VARIANCE)


def _centres(mean: Floats, error: Floats, sampling: Floats) -> Floats:
    """Means of the criteria pulled towards the bank's, as far as errors of estimation explain their spread."""
    if len(mean) < 2:
        return mean
    between = max(float(mean.var(ddof=1)) - float((error + sampling).mean()), 0.0)
    share = (between + sampling) / (between + sampling + error)
    centre: Floats = mean.mean() + share * (mean - mean.mean())
    return centre
