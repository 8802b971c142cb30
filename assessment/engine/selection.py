"""What each item would teach about all the undecided criteria at once.

For an item of criterion c and a mastery indicator M_j, what matters is their covariance under the belief,
    cov_ij = P(right, M_j) - P(right) P(M_j),
since the expected drop of Var(M_j) after the answer is cov_ij^2 / (q_i (1 - q_i)), q_i = P(right): exact for a binary
answer. Weighted by u_j it is the gain; u_j = 1 / (2 p_j (1 - p_j)) would make it the second-order expansion of
the mutual information, u_j = const the expected drop of the squared error of the announced probabilities.
Within structure k, theta_c and theta_j are bivariate normal with correlation r, and the tetrachoric (Hermite) series
    E[h(z_c) 1(z_j > t)] = sum_n r^n / n! E[h He_n] phi(t) He_{n-1}(t)          (Kendall and Stuart 1979, 26.27)
separates item from criterion: cov_ij = H_i . G_cj with short vectors, so all items cost one small quadratic form each,
    gain_i = H_i' (sum_j u_j G_cj G_cj') H_i / (q_i (1 - q_i)).
The item's own criterion (r = 1) is integrated on the grid instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assessment.engine.mastery import Cuts
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief
from assessment.engine.tables import Singles, Tables

TERMS = 2
"""Terms of the series kept; with the correlations of a posterior (< 0.8) the third is under 1 % of the gain."""

FORGOTTEN = 1e-3
"""Structures weighing less than this are left out of selection (never of the posterior)."""

LEAST_VARIANCE = 1e-4
"""Floor of q (1 - q): an answer known beforehand teaches nothing, and nothing is divided by zero."""

np.empty(3_000_000)
"""Allocated and freed once: glibc then keeps the memory of later arrays of this size instead of giving it back and
faulting it in again at every question, which took half of the time of a choice."""


@dataclass(frozen=True)
class View:
    """The belief about one person as selection needs it: kept structures only, single precision."""

    weights: Singles
    means: Singles
    spreads: Singles
    correlations: Singles
    """(structures, criteria, criteria): of theta_c with the distance of theta_j to its uncertain cut."""
    distance: Singles
    """(structures, criteria): standardized distance t from the mean up to the cut."""
    above: Singles
    """(structures, criteria): probability of mastery within each structure."""
    probability: Floats
    """(criteria,): probability of mastery."""


def look(belief: Belief, cut: Cuts) -> View:
    """The view of the only person of `belief`."""
    weights = belief.weights[0]
    kept = np.flatnonzero(weights >= min(FORGOTTEN, weights.max()))
    covariances = belief.covariances[0, kept]
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    spreads = np.sqrt(variances)
    wide = np.sqrt(variances + cut.se**2)
    distance = (cut.theta - belief.means[0, kept]) / wide
    above = ndtr(-distance)
    share = weights[kept] / weights[kept].sum()
    return View(
        weights=share.astype(np.float32),
        means=belief.means[0, kept].astype(np.float32),
        spreads=spreads.astype(np.float32),
        correlations=covariances.astype(np.float32)
        * ((1.0 / spreads).astype(np.float32)[:, :, None] * (1.0 / wide).astype(np.float32)[:, None, :]),
        distance=distance.astype(np.float32),
        above=above.astype(np.float32),
        probability=share @ above,
    )


def gains(view: View, tables: Tables, worth: Floats) -> Floats:
    """Gain of every item, `worth` being u_j of each criterion; shape (items,)."""
    features = _projections(view, tables)
    blocks = tables.block_criterion
    sides = _sides(view)
    forms = np.matmul(sides * worth.astype(np.float32), sides.transpose(0, 2, 1))
    projected = np.matmul(tables.curves, features[blocks])
    item_side, right, self_covariance = projected[..., :-2], projected[..., -2], projected[..., -1]
    joint = (np.matmul(item_side, forms[blocks]) * item_side).sum(axis=-1)
    joint += worth.astype(np.float32)[blocks][:, None] * self_covariance**2
    if not tables.graded:
        gain = joint / np.maximum(right * (1.0 - right), LEAST_VARIANCE)
        placed: Floats = gain.reshape(-1)[tables.slot].astype(np.float64)
        return placed
    return _graded_gain(joint.reshape(-1)[tables.slot], right.reshape(-1)[tables.slot], tables)


def _graded_gain(joint: Singles, probability: Singles, tables: Tables) -> Floats:
    """Sum over the scores of cov^2 / q; the two scores of a right-or-wrong item share one row."""
    rows = np.bincount(tables.row_item)[tables.row_item]
    single = joint / np.maximum(probability * (1.0 - probability), LEAST_VARIANCE)
    one_of_many = joint / np.maximum(probability, LEAST_VARIANCE)
    total = np.bincount(tables.row_item, weights=np.where(rows == 1, single, one_of_many))
    return total.astype(np.float64)


def covariances_with(view: View, tables: Tables, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """cov_ij (rows, criteria) and q_i (rows,) of a few rows of the tables: for the exact figures, and for reasons."""
    features = _projections(view, tables)
    sides = _sides(view)
    slots = tables.slot[rows]
    width = tables.curves.shape[1]
    criterion = tables.block_criterion[slots // width]
    curves = tables.curves.reshape(-1, tables.curves.shape[2])[slots]
    projected = np.einsum("rg,rgl->rl", curves, features[criterion])
    joint = np.einsum("rl,rlj->rj", projected[:, :-2], sides[criterion]).astype(float)
    joint[np.arange(len(rows)), criterion] = projected[:, -1]
    return joint, projected[:, -2].astype(float)


def _sides(view: View) -> Singles:
    """G: (criteria c, features, criteria j), 0 where j = c (done on the grid)."""
    density = np.exp(-0.5 * view.distance**2) / np.float32(np.sqrt(2 * np.pi))
    kept, criteria = view.above.shape
    sides = np.empty((criteria, (TERMS + 1) * kept, criteria), dtype=np.float32)
    sides[:, :kept] = view.weights[:, None] * view.above
    lead = (view.weights[:, None] * density)[:, None, :]
    first = view.correlations * lead
    sides[:, kept : 2 * kept] = first.transpose(1, 0, 2)
    second = first * view.correlations * (0.5 * view.distance[:, None, :])
    sides[:, 2 * kept : 3 * kept] = second.transpose(1, 0, 2)
    own = np.arange(criteria)
    sides[own, :, own] = 0.0
    return sides


def _projections(view: View, tables: Tables) -> Singles:
    """(criteria, nodes, features + 2): what turns a curve into H_i, q_i and its covariance with its own mastery."""
    z = (tables.grid - view.means[..., None]) / view.spreads[..., None]
    mass = np.exp(-0.5 * z**2)
    mass /= mass.sum(axis=-1, keepdims=True)
    mixed = np.einsum("k,kcg->cg", view.weights, mass)
    own = mixed * (tables.above - view.probability.astype(np.float32)[:, None])
    parts = [*(mass - mixed), *(mass * z), *(mass * (z * z - 1.0)), mixed, own]
    return np.stack(parts, axis=-1)
