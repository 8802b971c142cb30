"""One step of the joint calibration: items and shares of variance, each moved by what a sweep found.

Both maximize Laplace's approximation of the likelihood with the items integrated out, not the likelihood at their best
place. With 50 to 250 answers an item the difference decides: the best place has slopes a third too high (an uncertain
difficulty flattens the curve, which the best place ignores), and a share that few answers see (a criterion's own) loses
half its size, because estimating 1,300 items eats what little the answers say of it.
- Items: the gradient is averaged over four points around each (cubature of its posterior, exact to the third degree).
- Shares: minus half the derivative of the items' log det information is added to the gradient, as REML does.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assessment.engine.calibration.curves import Curves
from assessment.engine.calibration.joint_sweep import Sample, State, Sweep, look_at, sweep
from assessment.engine.calibration.maximize import Model, Slope, move
from assessment.engine.calibration.priors import Prior, readable
from assessment.engine.calibration.shares import Pull, information, moved, values
from assessment.engine.calibration.sites import Evidence, feel, gradient_elsewhere, nodes_of, tilt
from assessment.engine.calibration.tree import LEVELS
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

WEIGHED = 100
"""Persons from whom the information about the shares is computed."""

NUDGE = 0.04
"""Change of a variance by which the change of the items' information is seen."""

UNKNOWN = Pull(np.zeros((LEVELS, LEVELS)), np.zeros(LEVELS))
"""Before the first look: the variances do not move."""


def improved(state: State, swept: Sweep) -> State:
    """Items and shares one step on."""
    slope = replace(swept.slope, alpha=swept.slope.alpha + state.lean[:, 0], b=swept.slope.b + state.lean[:, 1])
    components, total = state.components, 1.0
    if state.pull is not UNKNOWN:
        components, total = moved(state.components, swept.parts, state.pull)
    curves = _without_scaling(state.curves, move(state.curves, slope, state.prior, Model.OWN_SLOPES), slope)
    root = np.sqrt(total)
    return replace(
        state,
        curves=curves.moved(curves.alpha + np.log(root), curves.b / root),
        components=components,
        prior=_rescaled(state.prior, root),
        sites=tuple(Evidence(each.tau * total, each.nu * root) for each in swept.sites),
    )


def _rescaled(prior: Prior, root: float) -> Prior:
    """The prior after abilities were divided by `root`; what authors said stays as they said it."""
    mean, sd = prior.mean.copy(), prior.sd.copy()
    mean[:, 0] += np.log(root)
    mean[~prior.told, 1] /= root
    sd[~prior.told, 1] /= root
    return replace(prior, mean=mean, sd=sd)


def _without_scaling(before: Curves, after: Curves, slope: Slope) -> Curves:
    """The move of the items less its share along "all slopes up, all difficulties in", which the variances settle."""
    by_alpha, by_b = after.alpha - before.alpha, after.b - before.b
    way_b = -before.b
    towards = slope.alpha_alpha * by_alpha + slope.alpha_b * (by_b + way_b * by_alpha) + slope.b_b * way_b * by_b
    along = slope.alpha_alpha + 2.0 * slope.alpha_b * way_b + slope.b_b * way_b**2
    share = float(towards.sum() / along.sum())
    return after.moved(after.alpha - share, after.b - share * way_b)


def lean_of(sample: Sample, state: State, swept: Sweep) -> Floats:
    """Average of the gradients around each item, minus the gradient at its place."""
    posterior = np.linalg.inv(readable(swept.information) + state.prior.precision[:, :, None] * np.eye(2))
    reach = np.sqrt(2.0) * np.linalg.cholesky(posterior)
    here = state.curves
    around = [
        here.moved(here.alpha + sign * reach[:, 0, way], here.b + sign * reach[:, 1, way])
        for sign in (-1.0, 1.0)
        for way in range(2)
    ]
    total = np.zeros((len(here.b), 2))
    for asked, sites in zip(sample.groups, state.sites, strict=True):
        _, cavity = look_at(sample.tree, state, (asked, sites))
        felt = feel(asked, here, nodes_of(cavity))
        tilted = tilt(asked, felt, cavity)
        total += sum(gradient_elsewhere(asked, felt, tilted, place) for place in around)
    found: Floats = total / len(around) - np.column_stack([swept.slope.alpha, swept.slope.b])
    return found


def pull_of(sample: Sample, state: State, swept: Sweep) -> Pull:
    """Information about the variances, and what estimating 1,300 items costs them (Laplace's marginal likelihood)."""
    tau, _ = state.sites[0].spread(sample.groups[0], len(sample.tree.up[0]))
    weight = sample.persons * information(sample.tree, state.components, tau[:WEIGHED])
    lean = np.empty(LEVELS)
    for level in range(LEVELS):
        raised = values(state.components) + NUDGE * (np.arange(LEVELS) == level)
        elsewhere = sweep(sample, replace(state, components=VarianceComponents(*raised)))
        lean[level] = -0.5 * (_log_volume(elsewhere, state.prior) - _log_volume(swept, state.prior)) / NUDGE
    return Pull(weight, lean)


def _log_volume(swept: Sweep, prior: Prior) -> float:
    """Sum over items of log det(information + prior precision)."""
    whole = readable(swept.information) + prior.precision[:, :, None] * np.eye(2)
    return float(np.linalg.slogdet(whole)[1].sum())
