"""What each item would teach about all the criteria at once.

For an item of criterion c and a mastery indicator M_j, what matters is their covariance under the belief,
    cov_ij = P(right, M_j) - P(right) P(M_j):
a right answer moves p_j by cov_ij / q_i, a wrong one by -cov_ij / (1 - q_i), q_i = P(right).
Within structure k, theta_c and theta_j are bivariate normal with correlation r, and the tetrachoric (Hermite) series
    E[h(z_c) 1(z_j > t)] = sum_n r^n / n! E[h He_n] phi(t) He_{n-1}(t)          (Kendall and Stuart 1979, 26.27)
separates item from criterion, cov_ij = H_i . G_cj with short vectors; the terms n = 0 (between structures) and n = 1
are kept (after forty answers the second changes the gain of a good item by 2 % at most). Two gains come from it:
- `variance_gains`, of all items: the expected drop of sum_j u_j Var(M_j), exactly sum_j u_j cov_ij^2 / (q_i (1 - q_i)),
  one small quadratic form per item since it is H_i' (sum_j u_j G_cj G_cj') H_i. It ranks tens of thousands of items.
- `decision_gains`, of the few best of those: the expected gain in right decisions, sum_j E[V(p_j')] - V(p_j), where
  V(p) = sqrt((p - 1/2)^2 + S^2) is max(p, 1 - p) - 1/2 rounded off by S, so that an answer that brings a decision
  nearer counts before it turns it (without rounding the gain is flat, which engine after engine has stumbled on).
The item's own criterion (r = 1) is integrated on the grid instead of by the series.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assessment.engine.mastery import Cuts
from assessment.engine.models import Floats
from assessment.engine.needs import Layout, onto_rules, pivots
from assessment.engine.posterior import Belief
from assessment.engine.tables import Singles, Tables

FORGOTTEN = 0.02
"""Structures weighing less than this are left out of selection (never of the posterior)."""

ROUNDING = 0.05
"""S: about what the next few answers may still move a probability by (figures: docs/engine.md)."""

RULE_WORTH = 1.0
"""What a right decision on a sub-domain is worth beside one on a criterion."""

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

    def sides(self) -> Singles:
        """G: (criteria c, features, criteria j), 0 where j = c (done on the grid)."""
        density = np.exp(-0.5 * self.distance**2) / np.float32(np.sqrt(2 * np.pi))
        kept, criteria = self.above.shape
        sides = np.empty((criteria, 2 * kept, criteria), dtype=np.float32)
        sides[:, :kept] = self.weights[:, None] * self.above
        lead = (self.weights[:, None] * density)[:, None, :]
        np.multiply(self.correlations, lead, out=sides[:, kept:].transpose(1, 0, 2))
        own = np.arange(criteria)
        sides[own, :, own] = 0.0
        return sides

    def projections(self, tables: Tables) -> Singles:
        """(criteria, nodes, features + 2): turns a curve into H_i, q_i and its covariance with its own mastery."""
        z = (tables.grid - self.means[..., None]) / self.spreads[..., None]
        mass = np.exp(-0.5 * z**2)
        mass /= mass.sum(axis=-1, keepdims=True)
        mixed = np.einsum("k,kcg->cg", self.weights, mass)
        own = mixed * (tables.above - (mixed * tables.above).sum(axis=-1, keepdims=True))
        kept, criteria, nodes = mass.shape
        laid = np.empty((criteria, nodes, 2 * kept + 2), dtype=np.float32)
        np.subtract(mass, mixed, out=laid[..., :kept].transpose(2, 0, 1))
        np.multiply(mass, z, out=laid[..., kept:-2].transpose(2, 0, 1))
        laid[..., -2], laid[..., -1] = mixed, own
        return laid


@dataclass(frozen=True)
class Weighing:
    """A view laid over the tables of a pool, ready to weigh its items."""

    view: View
    tables: Tables
    sides: Singles
    projections: Singles

    @classmethod
    def of(cls, belief: Belief, cut: Cuts, tables: Tables) -> Weighing:
        view = look(belief, cut)
        return cls(view, tables, view.sides(), view.projections(tables))


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


def variance_gains(weighing: Weighing, worth: Floats) -> Floats:
    """Expected drop of the variance of the mastery indicators, `worth` being u_j of each criterion; (items,)."""
    tables, blocks = weighing.tables, weighing.tables.block_criterion
    single = worth.astype(np.float32)
    forms = np.matmul(weighing.sides * single, weighing.sides.transpose(0, 2, 1))
    projected = np.matmul(tables.curves, weighing.projections[blocks])
    item_side, right, own = projected[..., :-2], projected[..., -2], projected[..., -1]
    joint = np.einsum("bwl,bwl->bw", np.matmul(item_side, forms[blocks]), item_side)
    joint += single[blocks][:, None] * own**2
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


def decision_gains(weighing: Weighing, items: NDArray[np.intp], needs: Layout) -> Floats:
    """Expected gain in right decisions of each of a few items: all criteria, and sub-domains (worth RULE_WORTH each)."""
    tables, p = weighing.tables, weighing.view.probability
    rows = np.flatnonzero(np.isin(tables.row_item, items)) if tables.graded else items
    covariance, q = _covariances(weighing, rows)
    chance, pivot = pivots(needs, p)
    at_rules = covariance @ onto_rules(needs, len(p), pivot)
    owner = tables.row_item[rows]
    alone = np.bincount(owner)[owner] == 1
    gain = _moved(p, covariance, q, alone) + RULE_WORTH * _moved(chance, at_rules, q, alone)
    total = np.bincount(owner, weights=gain)[items]
    return np.maximum(total.astype(np.float64), 0.0)


def _moved(p: Floats, covariance: Floats, q: Floats, alone: NDArray[np.bool_]) -> Floats:
    """Expected rise of V over decisions of probability p (decisions,); `alone`: rows that stand for both answers."""
    gain: Floats = q * (rounded(p + covariance / q[:, None]) - rounded(p)).sum(axis=1)
    wrong = 1.0 - q[alone]
    gain[alone] += wrong * (rounded(p - covariance[alone] / wrong[:, None]) - rounded(p)).sum(axis=1)
    return gain


def rounded(probability: Floats) -> Floats:
    """V: how much better than a coin the decision is, rounded off around one half."""
    value: Floats = np.sqrt((probability - 0.5) ** 2 + ROUNDING**2)
    return value


def _covariances(weighing: Weighing, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """cov_ij (rows, criteria) and q_i (rows,) of a few rows of the tables."""
    tables = weighing.tables
    slots = tables.slot[rows]
    criterion = tables.block_criterion[slots // tables.curves.shape[1]]
    curves = tables.curves.reshape(-1, tables.curves.shape[2])[slots]
    projected = np.matmul(curves[:, None, :], weighing.projections[criterion])[:, 0]
    joint = np.matmul(projected[:, None, :-2], weighing.sides[criterion])[:, 0].astype(np.float64)
    joint[np.arange(len(rows)), criterion] = projected[:, -1]
    return joint, np.clip(projected[:, -2].astype(np.float64), LEAST_VARIANCE, 1.0 - LEAST_VARIANCE)
