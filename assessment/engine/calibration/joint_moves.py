"""One step of the joint calibration: items and shares of variance, each moved by what a sweep found.

Both maximize the likelihood with the items integrated out, not the likelihood at their best place. With 50 to 250 answers
an item the difference decides: the best place has slopes a third too high (an uncertain difficulty flattens the curve,
which the best place ignores), and a share that few answers see (a criterion's own) loses half its size, because
estimating 1,300 items eats what little the answers say of it.
- Items: the gradient is averaged over four points around each (cubature of its posterior, exact to the third degree).
- Shares: their gradient is averaged over the items' posterior, which is the gradient of the likelihood with the items
  integrated out (Fisher's identity). Minus half the derivative of the items' log det information, as REML has it, says the
  same to the second order only: with it the criterion's own share came out .02 to .05 high, and slopes 3 to 7 %.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assessment.engine.calibration.curves import Curves
from assessment.engine.calibration.given import Population, held_with
from assessment.engine.calibration.graded import improved as improved_steps
from assessment.engine.calibration.joint_sweep import DAMPING, Sample, State, Sweep, look_at
from assessment.engine.calibration.maximize import Slope, move
from assessment.engine.calibration.priors import Prior, readable
from assessment.engine.calibration.shares import Pull, gradient, information, moved
from assessment.engine.calibration.sites import Evidence, feel, gradient_elsewhere, nodes_of, renewed, tilt
from assessment.engine.calibration.tree import LEVELS
from assessment.engine.models import Floats

WEIGHED = 100
"""Persons from whom the information about the shares is computed."""

SEED = 20_262
"""Of the draws of the items: the same ones at every step, so that the steps come to rest."""

ROUNDS = 2
"""Passes of expectation propagation before drawn items are looked at."""

CAUTION = 0.5
"""Share of the way the population moves in a step when anchors hold the scale: free items follow it at the same time, and
going all the way makes the two swing around each other."""

UNKNOWN = Pull(np.zeros((LEVELS, LEVELS)), np.zeros(LEVELS))
"""Before the first look: the variances do not move."""


def improved(sample: Sample, state: State, swept: Sweep) -> State:
    """Items, shares and population one step on."""
    slope = replace(swept.slope, alpha=swept.slope.alpha + state.lean[:, 0], b=swept.slope.b + state.lean[:, 1])
    components, total = state.components, 1.0
    if state.pull is not UNKNOWN:
        pull = state.pull if sample.held else _told(sample, state, swept)
        components, total = moved(state.components, swept.parts, pull)
    root, shift = np.sqrt(total), 0.0
    if sample.held:
        total **= CAUTION
        root, shift = np.sqrt(total), CAUTION * swept.drift
    curves = move(state.curves, slope, state.prior, sample.bound)
    if len(curves.graded):
        curves = improved_steps(curves, swept.graded, state.prior, sample.given.held)
    population = state.population
    if sample.held:
        population = Population(population.mean + population.sd * shift, population.sd * root)
        curves = held_with(population, curves, sample.given)
    else:
        curves = _without_scaling(state.curves, curves, slope).rescaled(root)
    return replace(
        state,
        curves=curves,
        components=components,
        prior=state.prior.rescaled(root, shift, told_too=sample.held),
        sites=tuple(Evidence(each.tau * total, (each.nu - each.tau * shift) * root) for each in swept.sites),
        population=population,
    )


def _told(sample: Sample, state: State, swept: Sweep) -> Pull:
    """The pull on the variances with what authors say of it: their difficulties are on a scale too.

    A variance grown by v divides difficulties by 1 + v / 2, which -1/2 sum of sure (b - told)^2 feels, b being as
    uncertain as it is.
    """
    b, prior = state.curves.b, state.prior
    spread = np.linalg.inv(sample.bound.held(_whole(sample, swept, prior)))[:, 1, 1]
    gradient = 0.5 * float((prior.sure * ((b - prior.told) * b + spread)).sum())
    return Pull(state.pull.weight + 0.25 * float((prior.sure * b**2).sum()), state.pull.lean + gradient)


def _without_scaling(before: Curves, after: Curves, slope: Slope) -> Curves:
    """The move of the items less its share along "all slopes up, all difficulties in", which the variances settle."""
    by_alpha, by_b = after.alpha - before.alpha, after.b - before.b
    way_b = -before.b
    towards = slope.alpha_alpha * by_alpha + slope.alpha_b * (by_b + way_b * by_alpha) + slope.b_b * way_b * by_b
    along = slope.alpha_alpha + 2.0 * slope.alpha_b * way_b + slope.b_b * way_b**2
    share = float(towards.sum() / along.sum()) if along.sum() > 0.0 else 0.0
    free = np.ones(len(way_b), dtype=bool)
    free[before.graded] = False
    return after.moved(after.alpha - share * free, after.b - share * way_b * free)


def lean_of(sample: Sample, state: State, swept: Sweep) -> Floats:
    """Average of the gradients around each item, minus the gradient at its place."""
    posterior = np.linalg.inv(sample.bound.held(_whole(sample, swept, state.prior)))
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
    lean = total / len(around) - np.column_stack([swept.slope.alpha, swept.slope.b])
    found: Floats = np.where(sample.bound.still[:, None], 0.0, lean)
    return found


def pull_of(sample: Sample, state: State, swept: Sweep) -> Pull:
    """Information about the variances, and what their gradient is on average over the items, beside that at their place.

    Two opposite draws are enough: what is odd in them cancels, and the rest is a sum over all items.
    """
    tau, _ = state.sites[0].spread(sample.groups[0], len(sample.tree.up[0]))
    weight = sample.persons * information(sample.tree, state.components, tau[:WEIGHED])
    bell = np.linalg.cholesky(np.linalg.inv(sample.bound.held(_whole(sample, swept, state.prior))))
    draw = (bell @ np.random.default_rng(SEED).standard_normal((len(bell), 2, 1)))[:, :, 0]
    draw = np.where(sample.bound.still[:, None], 0.0, draw)
    draw[sample.bound.tied, 0] = 0.0
    here = state.curves
    drawn = [here.moved(here.alpha + sign * draw[:, 0], here.b + sign * draw[:, 1]) for sign in (-1.0, 1.0)]
    around = sum(_gradient(sample, replace(state, curves=curves)) for curves in drawn) / len(drawn)
    return Pull(weight, around - _gradient(sample, state))


def _gradient(sample: Sample, state: State) -> Floats:
    """(4,): of the likelihood in the variances, evidence following the items."""
    found: list[Floats] = []
    for asked, before in zip(sample.groups, state.sites, strict=True):
        sites = before
        for _ in range(ROUNDS):
            _, cavity = look_at(sample.tree, state, (asked, sites))
            felt = feel(asked, state.curves, nodes_of(cavity))
            sites = renewed(sites, tilt(asked, felt, cavity), cavity, DAMPING)
        seen, _ = look_at(sample.tree, state, (asked, sites))
        found.append(gradient(state.components, seen.parts))
    total: Floats = np.sum(found, axis=0)
    return total


def _whole(sample: Sample, swept: Sweep, prior: Prior) -> Floats:
    found: Floats = readable(swept.information) + sample.bound.precision(prior)[:, :, None] * np.eye(2)
    return found
