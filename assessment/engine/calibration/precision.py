"""Standard errors of a fit on one scale, from the observed information and the prior."""

from __future__ import annotations

import numpy as np

from assessment.engine.calibration import graded
from assessment.engine.calibration.answers import Indices
from assessment.engine.calibration.given import Given
from assessment.engine.calibration.grid import Matrix, columns_of, highest_of, posteriors
from assessment.engine.calibration.information import Fitted, of_all, per_item
from assessment.engine.calibration.maximize import Bound
from assessment.engine.calibration.priors import Prior
from assessment.engine.models import Floats

LARGEST_FULL = 3e11
"""persons x parameters^2 up to which standard errors take every pair of items into account (some 10 s)."""


def standard_errors(fitted: Fitted, prior: Prior, bound: Bound, given: Given) -> tuple[Floats, Floats]:
    """Of log a and of b; anchors keep those they came with."""
    items = len(fitted.curves.b)
    persons = sum(part.right.shape[0] for part in fitted.parts)
    if persons * (2 * items) ** 2 > LARGEST_FULL and not bound.tied.any():
        apart = per_item(fitted) + bound.precision(prior)[:, :, None] * np.eye(2)
        variances = np.diagonal(np.linalg.inv(bound.held(apart)), axis1=1, axis2=2)
        se_alpha, se_b = _root(variances[:, 0]), _root(variances[:, 1])
    else:
        se_alpha, se_b = _together(fitted, bound.precision(prior), bound)
    if len(fitted.curves.graded):
        rows = fitted.curves.graded
        se_alpha[rows], se_b[rows] = _of_graded(fitted, prior)
    if given.anchors is not None:
        held = given.held
        se_alpha[held], se_b[held] = given.anchors.se_a[held] / given.anchors.a[held], given.anchors.se_b[held]
    return se_alpha, se_b


def _together(fitted: Fitted, precision: Floats, bound: Bound) -> tuple[Floats, Floats]:
    """Every right-or-wrong item that moves, together; tied slopes are one parameter."""
    items = len(precision)
    own, common = np.flatnonzero(~bound.still & ~bound.tied), np.flatnonzero(bound.tied & ~bound.still)
    moving = np.flatnonzero(~bound.still)
    whole = of_all(fitted) + np.diag(np.concatenate([precision[:, 0], precision[:, 1]]))
    several = 1 if len(common) else 0
    join = np.zeros((2 * items, len(own) + several + len(moving)))
    join[own, np.arange(len(own))] = 1.0
    join[common, len(own) : len(own) + several] = 1.0
    join[items + moving, len(own) + several + np.arange(len(moving))] = 1.0
    variance = np.diagonal(np.linalg.inv(join.T @ whole @ join))
    se_alpha, se_b = np.full(items, np.nan), np.full(items, np.nan)
    se_alpha[own] = _root(variance[: len(own)])
    se_alpha[common] = _root(variance[len(own) : len(own) + several])
    se_b[moving] = _root(variance[len(own) + several :])
    return se_alpha, se_b


def _of_graded(fitted: Fitted, prior: Prior) -> tuple[Floats, Floats]:
    """Partial-credit items, each by itself (Louis 1982 over the persons who answered it)."""
    curves, nodes = fitted.curves, fitted.grid.nodes
    rows, steps = curves.graded, curves.steps[curves.graded]
    known = np.zeros((len(rows), 1 + steps.shape[1], 1 + steps.shape[1]))
    for part, (posterior, _) in zip(fitted.parts, posteriors(fitted.parts, fitted.grid, fitted.logs), strict=True):
        asked = np.ones((len(posterior), len(curves.b))) if part.asked is None else _plain(part.asked)
        for at, item in enumerate(rows):
            person = np.flatnonzero(asked[:, item])
            score = _scores(part.right, fitted, int(item))[person]
            said = graded.Weighed(np.full(len(person), at), score, nodes[None, :], posterior[person])
            pull, lost = graded.at_answers(curves, said)
            known += pull.information - lost
    _, precision = graded.prior_of(curves, prior)
    return graded.standard_errors(known, precision, np.isfinite(steps))


def _scores(right: Matrix, fitted: Fitted, item: int) -> Indices:
    """(persons,) the score of each on one graded item, 0 where it was not asked."""
    columns = columns_of(highest_of(fitted.curves))[item]
    found = np.zeros(right.shape[0], dtype=np.intp)
    for score, column in enumerate(columns):
        if column >= 0:
            found += score * _plain(right[:, [column]])[:, 0].astype(np.intp)
    return found


def _plain(matrix: Matrix) -> Floats:
    found: Floats = matrix if isinstance(matrix, np.ndarray) else matrix.toarray()
    return found


def _root(variance: Floats) -> Floats:
    """Standard deviations; NaN where the likelihood is not peaked, which is said rather than hidden."""
    return np.sqrt(np.where(variance > 0, variance, np.nan))
