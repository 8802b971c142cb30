"""What each item would teach about all the criteria at once.

For an item of criterion c and a mastery indicator M_j, what matters is their covariance under the belief,
    cov_ij = P(right, M_j) - P(right) P(M_j):
a right answer moves p_j by cov_ij / q_i, a wrong one by -cov_ij / (1 - q_i), q_i = P(right).
Within structure k, theta_c and theta_j are bivariate normal with correlation r, and the tetrachoric (Hermite) series
    E[h(z_c) 1(z_j > t)] = sum_n r^n / n! E[h He_n] phi(t) He_{n-1}(t)          (Kendall and Stuart 1979, 26.27)
separates item from criterion, cov_ij = H_i . G_cj with short vectors; the terms n = 0 (between structures) and n = 1
are kept (after forty answers the second changes the gain of a good item by 2 % at most). Gains come from it:
- `approximate_gains`, of all items: the utility of `worth`, exactly for the item's own criterion, by its curvature u_j for
  the others, which an answer moves little: sum_j u_j cov_ij^2 / (q_i (1 - q_i)) is one small quadratic form per item,
  H_i' (sum_j u_j G_cj G_cj') H_i. It ranks tens of thousands of items (how well: docs/engine.md).
- `decision_gains`, of the few best of those: the expected utility after the answer, less that of now.
The item's own criterion (r = 1) is integrated on the grid instead of by the series.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from assessment.engine.mastery import Cuts
from assessment.engine.models import Floats
from assessment.engine.needs import Standing
from assessment.engine.posterior import Belief
from assessment.engine.tables import Singles, Tables
from assessment.engine.worth import Aims, bend, passed, rounded

FORGOTTEN = 0.02
"""Structures weighing less than this are left out of selection (never of the posterior)."""

LEAST_PROBABLE = 1e-4
"""Floor of q and 1 - q: an answer known beforehand teaches nothing, and nothing is divided by zero."""

np.empty(3_000_000)
"""Allocated and freed once: glibc then keeps the memory of later arrays of this size instead of giving it back and
faulting it in again at every question, which took half of the time of a choice."""


@dataclass(frozen=True)
class View:
    """The belief about one person as selection needs it: kept structures only, single precision."""

    weights: Singles
    means: Singles
    spreads: Singles
    covariances: Singles
    """(structures, criteria, criteria)"""
    wide: Singles
    """(structures, criteria): standard deviation of the distance of theta to its uncertain cut."""
    distance: Singles
    """(structures, criteria): standardized distance t from the mean up to the cut."""
    above: Singles
    """(structures, criteria): probability of mastery within each structure."""
    probability: Floats
    """(criteria,): probability of mastery."""

    def sides(self) -> Singles:
        """G: (criteria c, features, criteria j), 0 where j = c (done on the grid); r less 1 / spread_c, which H has."""
        density = np.exp(-0.5 * self.distance**2) / np.float32(np.sqrt(2 * np.pi))
        kept, criteria = self.above.shape
        sides = np.empty((criteria, 2 * kept, criteria), dtype=np.float32)
        sides[:, :kept] = self.weights[:, None] * self.above
        lead = (self.weights[:, None] * density / self.wide)[:, None, :]
        np.multiply(self.covariances, lead, out=sides[:, kept:].transpose(1, 0, 2))
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
        np.multiply(mass, z / self.spreads[..., None], out=laid[..., kept:-2].transpose(2, 0, 1))
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
        covariances=covariances.astype(np.float32),
        wide=wide.astype(np.float32),
        distance=distance.astype(np.float32),
        above=above.astype(np.float32),
        probability=share @ above,
    )


@dataclass(frozen=True)
class Moves:
    """What the answers to each row of the tables move; (rows,) each."""

    squared: Floats
    """sum_j u_j cov_ij^2"""
    right: Floats
    """q_i"""
    own: Floats
    """Covariance with the mastery of the row's own criterion."""
    alone: NDArray[np.bool_]
    """Rows that stand for both answers of their item; the others are one score of several."""

    def variance(self, squared: Floats) -> Floats:
        """Sum of cov^2 / q over the answers that each row stands for."""
        both: Floats = squared / np.where(self.alone, self.right * (1.0 - self.right), self.right)
        return both


def moves(weighing: Weighing, worth: Floats) -> Moves:
    """Moves of every row, `worth` being u_j of each criterion."""
    tables, blocks = weighing.tables, weighing.tables.block_criterion
    single = worth.astype(np.float32)
    forms = np.matmul(weighing.sides * single, weighing.sides.transpose(0, 2, 1))
    projected = np.matmul(tables.curves, weighing.projections[blocks])
    item_side, right, own = projected[..., :-2], projected[..., -2], projected[..., -1]
    joint = np.einsum("bwl,bwl->bw", np.matmul(item_side, forms[blocks]), item_side)
    joint += single[blocks][:, None] * own**2
    squared, q, at_own = (part.reshape(-1)[tables.slot].astype(np.float64) for part in (joint, right, own))
    return Moves(squared, np.clip(q, LEAST_PROBABLE, 1.0 - LEAST_PROBABLE), at_own, tables.alone)


def approximate_gains(weighing: Weighing, aims: Aims, rules: Standing) -> Floats:
    """Utility gained by each item, its neighbours' by their curvature; (items,)."""
    tables, p = weighing.tables, weighing.view.probability
    single = aims.right * bend(p)
    for_rules = rules.pivot**2 @ (aims.rules * bend(rules.chance))
    found = moves(weighing, single + for_rules)
    c, q = tables.row_criterion, found.right

    def after(moved: Floats) -> Floats:
        return aims.right[c] * rounded(moved) + aims.once_asked[c] * passed(moved, aims.settings)

    now = aims.right * rounded(p) + aims.decided * passed(p, aims.settings)
    own = q * (after(p[c] + found.own / q) - now[c])
    own += np.where(found.alone, (1.0 - q) * (after(p[c] - found.own / (1.0 - q)) - now[c]), 0.0)
    gain: Floats = own + found.variance(found.squared - single[c] * found.own**2)
    return np.bincount(tables.row_item, gain).astype(np.float64) if tables.graded else gain


def decision_gains(weighing: Weighing, items: NDArray[np.intp], aims: Aims, rules: Standing) -> Floats:
    """Utility gained by each of a few items, all criteria and sub-domains moved by each answer."""
    tables, p = weighing.tables, weighing.view.probability
    rows = np.flatnonzero(np.isin(tables.row_item, items)) if tables.graded else items
    covariance, q = _covariances(weighing, rows)
    at_rules = covariance @ rules.pivot
    owner, c = tables.row_item[rows], tables.row_criterion[rows]
    now = rounded(p) @ aims.right + passed(p, aims.settings) @ aims.decided + rounded(rules.chance) @ aims.rules

    def gain(answered: NDArray[np.intp], signed: Floats) -> Floats:
        """Of the answers by which the rows `answered` move everything by their covariances over `signed`."""
        moved = p + covariance[answered] / signed[:, None]
        utility = (
            rounded(moved) @ aims.right + rounded(rules.chance + at_rules[answered] / signed[:, None]) @ aims.rules
        )
        if aims.once_asked.any():
            asked = c[answered]
            utility += passed(moved, aims.settings) @ aims.decided
            own = moved[np.arange(len(asked)), asked]
            utility += (aims.once_asked - aims.decided)[asked] * passed(own, aims.settings)
        value: Floats = np.abs(signed) * (utility - now)
        return value

    total = gain(np.arange(len(rows)), q)
    alone = np.flatnonzero(tables.alone[rows])
    total[alone] += gain(alone, q[alone] - 1.0)
    gained = np.bincount(owner, weights=total, minlength=1).astype(np.float64)[items]
    return np.maximum(gained, 0.0)


def _covariances(weighing: Weighing, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """cov_ij (rows, criteria) and q_i (rows,) of a few rows of the tables."""
    tables = weighing.tables
    slots = tables.slot[rows]
    criterion = tables.block_criterion[slots // tables.curves.shape[1]]
    curves = tables.curves.reshape(-1, tables.curves.shape[2])[slots]
    projected = np.matmul(curves[:, None, :], weighing.projections[criterion])[:, 0]
    joint = np.matmul(projected[:, None, :-2], weighing.sides[criterion])[:, 0].astype(np.float64)
    joint[np.arange(len(rows)), criterion] = projected[:, -1]
    return joint, np.clip(projected[:, -2].astype(np.float64), LEAST_PROBABLE, 1.0 - LEAST_PROBABLE)
