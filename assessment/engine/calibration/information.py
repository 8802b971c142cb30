"""Observed information of the items' parameters: how sure the answers make us (Louis 1982).

I = sum over persons of  E[complete information | answers] - Cov[complete score | answers],  in (log a, b) of all items.
The covariance is over a person's posterior on the grid; it is expanded in polynomials orthonormal under that posterior
(constant left out), Cov(s_i, s_j) = sum_k E[s_i h_k] E[s_j h_k], of which the first three carry all but 1e-4 of it. That
costs a few matrix products, where differences of the gradient would cost one whole E-step per parameter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assessment.engine.calibration.curves import Curves, derivatives, second_derivatives
from assessment.engine.calibration.grid import Block, Counts, Grid, Logs, Matrix, posteriors
from assessment.engine.models import Floats

DEGREES = 3
"""Polynomials kept per person."""


@dataclass(frozen=True)
class Fitted:
    """Items with the answers and counts they were fitted to."""

    curves: Curves
    grid: Grid
    parts: list[Block]
    counts: Counts
    logs: Logs


def complete(curves: Curves, counts: Counts, nodes: Floats) -> Floats:
    """(items, 2, 2) information if abilities were seen: minus the second derivatives of the expected log-likelihood."""
    bends = derivatives(curves, nodes[None, :])
    d_right, d_wrong = second_derivatives(curves, nodes[None, :])
    right = counts.right[: len(curves.b)]
    pull = right * bends.right - counts.asked * bends.wrong
    bend = right * d_right - counts.asked * d_wrong
    a, line = curves.a, bends.eta
    found = np.empty((len(a), 2, 2))
    found[:, 0, 0] = -(bend * line**2 + pull * line).sum(axis=1)
    found[:, 0, 1] = found[:, 1, 0] = a * (bend * line + pull).sum(axis=1)
    found[:, 1, 1] = -(a**2) * bend.sum(axis=1)
    return found


def per_item(fitted: Fitted) -> Floats:
    """(items, 2, 2): observed information of each item, the others' parameters taken as known."""
    found = complete(fitted.curves, fitted.counts, fitted.grid.nodes)
    for score in _scores(fitted):
        for i in range(2):
            for j in range(2):
                found[:, i, j] -= (score[i] * score[j]).sum(axis=0)
    return found


def of_all(fitted: Fitted) -> Floats:
    """(2 items, 2 items): of all parameters at once, every log a first, then every b."""
    blocks = complete(fitted.curves, fitted.counts, fitted.grid.nodes)
    found = np.block([[np.diag(blocks[:, i, j]) for j in range(2)] for i in range(2)])
    for score in _scores(fitted):
        both = np.hstack(score)
        found -= both.T @ both
    return found


def _scores(fitted: Fitted) -> Iterator[tuple[Floats, Floats]]:
    """E[s h_k | answers] for log a and for b, (persons, items) each, one pair per block and polynomial."""
    nodes, curves = fitted.grid.nodes, fitted.curves
    bends = derivatives(curves, nodes[None, :])
    per = (bends.eta, np.broadcast_to(-curves.a[:, None], bends.eta.shape))
    right = [np.ascontiguousarray((bends.right * way).T) for way in per]
    wrong = [np.ascontiguousarray((bends.wrong * way).T) for way in per]
    for part, (posterior, _) in zip(fitted.parts, posteriors(fitted.parts, fitted.grid, fitted.logs), strict=True):
        x = _plain(part.right)[:, : len(curves.b)]
        m = None if part.asked is None else _plain(part.asked)
        for weighted in _polynomials(posterior, nodes):
            of_alpha, of_b = (
                x * (weighted @ up) - (weighted @ down if m is None else m * (weighted @ down))
                for up, down in zip(right, wrong, strict=True)
            )
            yield of_alpha, of_b


def _plain(matrix: Matrix) -> Floats:
    found: Floats = matrix if isinstance(matrix, np.ndarray) else matrix.toarray()
    return found


def _polynomials(posterior: Floats, nodes: Floats) -> list[Floats]:
    """posterior x h_k (persons, nodes), h_k orthonormal under each person's posterior, by Gram-Schmidt."""
    basis = [np.ones_like(posterior)]
    mean = posterior @ nodes
    gap = nodes[None, :] - mean[:, None]
    gap /= np.sqrt(np.maximum((posterior * gap**2).sum(axis=1, keepdims=True), 1e-12))
    for degree in range(1, DEGREES + 1):
        power = gap**degree
        for known in basis:
            power = power - known * (posterior * power * known).sum(axis=1, keepdims=True)
        length = np.sqrt((posterior * power**2).sum(axis=1, keepdims=True))
        basis.append(np.where(length > 1e-9, power / np.maximum(length, 1e-9), 0.0))
    return [posterior * one for one in basis[1:]]
