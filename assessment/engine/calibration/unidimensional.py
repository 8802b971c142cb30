"""One scale: marginal maximum likelihood by EM on a grid, priors learned from the data.

theta ~ N(0, 1), or N(mean, sd^2) estimated when anchors hold the scale (`given.py`); what was not asked counts for nothing,
so sparse and adaptive answers are fitted without bias (the choice of the next question depends on answers already seen
only: Mislevy and Wu 1996). Partial-credit items are fitted along (`graded.py`). Accelerated by SQUAREM.
Source: Bock and Aitkin 1981; Mislevy 1986 for the priors.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from assessment.engine.calibration import graded
from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.chain import common_scale
from assessment.engine.calibration.curves import Curves
from assessment.engine.calibration.given import STANDARD, Given, Population, first_guess
from assessment.engine.calibration.grid import (
    blocks,
    expect,
    grid_for,
    logs_of,
    scores_counted,
)
from assessment.engine.calibration.information import Fitted, complete, per_item
from assessment.engine.calibration.maximize import Bound, Model, at_counts, move
from assessment.engine.calibration.precision import standard_errors
from assessment.engine.calibration.priors import Prior, flat, learned, readable, usual, with_told
from assessment.engine.calibration.squarem import Limits, Progress, climb
from assessment.engine.models import Floats

NEWTON_STEPS = 2
"""Fisher scoring steps per M-step: the counts change at the next E-step anyway."""

LEARNING_ROUNDS = 3
"""Times the prior is learned again from the items, before the last fit."""

UNCERTAIN = 0.001
"""Mean variance of log a from which the common scale is looked for by a chain rather than left where the tops are."""

KNOWN_WELL = 1e4
"""Information of an anchor, as the learned prior sees it."""

ROUGH = Limits(tolerance=2e-2, steps=60)
"""How far the items are fitted before the prior is learned from them."""

FINE = Limits(tolerance=1e-4, steps=500)
"""How far the items are fitted in the end: a ten-thousandth, a hundred times less than their standard errors."""

Listening = tuple[Limits, Callable[[Progress], None] | None]


@dataclass(frozen=True)
class Options:
    """How to calibrate. Empirical priors by default; `priors=False` is plain maximum likelihood."""

    model: Model = Model.OWN_SLOPES
    priors: bool = True
    standard_errors: bool = True
    limits: Limits = FINE
    slopes_from: int = 0
    """Answers under which an item shares one slope with its like; 0 lets the learned prior steady every slope."""


@dataclass(frozen=True)
class Calibration:
    """Items on one scale; standard errors are NaN when they were not asked for."""

    a: Floats
    b: Floats
    se_a: Floats
    se_b: Floats
    log_likelihood: float
    iterations: int
    converged: bool
    seconds: float
    prior: Prior
    steps: Floats
    """(items, m): thresholds of partial-credit items."""
    population: Population


@dataclass(frozen=True)
class _Work:
    """What stays the same during a fit."""

    answers: Answers
    options: Options
    given: Given
    bound: Bound
    lean: Floats
    """(items, 2): mean gradient over an item's posterior minus the gradient at its place; 0 for plain likelihood."""

    @property
    def held(self) -> bool:
        return bool(self.given.held.any())


Spot = tuple[Curves, Population]


def calibrate(
    answers: Answers,
    options: Options | None = None,
    given: Given | None = None,
    told: Callable[[Progress], None] | None = None,
) -> Calibration:
    """Fit every item; `told` hears of each step (objective: log-likelihood plus log prior)."""
    began = time.perf_counter()
    options, given = options or Options(), given or Given.nothing(answers.items)
    bound = bound_of(answers, given, ENDLESS if options.model is Model.ONE_SLOPE else options.slopes_from)
    work = _Work(answers, options, given, bound, np.zeros((answers.items, 2)))
    prior = with_told(usual(answers.items) if options.priors else flat(answers.items), given.told)
    spot, done = (first_guess(answers, given), STANDARD), 0
    if options.priors:
        for _ in range(LEARNING_ROUNDS):
            spot, used, _ = _fit(work, prior, spot, (ROUGH, told))
            done += used
            fitted = _fitted(work, spot)
            known = per_item(fitted)
            place = np.column_stack([spot[0].alpha, spot[0].b])
            prior = learned(prior, place, seen_by_prior(bound, known, given))
            work = replace(work, lean=_lean(work, fitted, known, prior))
    spot, used, converged = _fit(work, prior, spot, (options.limits, told))
    spot = _settled(work, spot, prior)
    fitted, kept = _fitted(work, spot), spot[0]
    se = standard_errors(fitted, prior, bound, given) if options.standard_errors else None
    se_alpha, se_b = se if se is not None else (np.full(answers.items, np.nan),) * 2
    return Calibration(
        a=kept.a,
        b=kept.b,
        se_a=kept.a * se_alpha,
        se_b=se_b,
        log_likelihood=fitted.counts.log_likelihood,
        iterations=done + used,
        converged=converged,
        seconds=time.perf_counter() - began,
        prior=prior,
        steps=kept.steps,
        population=spot[1],
    )


ENDLESS = int(np.iinfo(np.intp).max)
"""More answers than there will ever be: every slope is tied."""


def bound_of(answers: Answers, given: Given, slopes_from: int) -> Bound:
    """Which items do not go their own way: too few answers for a slope, anchors, partial credit."""
    graded_ = answers.highest > 1
    return Bound(tied=(answers.asked < slopes_from) & ~given.held & ~graded_, still=given.held | graded_)


def seen_by_prior(bound: Bound, known: Floats, given: Given) -> Floats:
    """(items, 2, 2): what each item says of the common prior; right-or-wrong anchors are known well."""
    found = bound.told(known)
    anchors = given.held if given.anchors is None else given.held & ~np.isfinite(given.anchors.steps).any(axis=1)
    found[anchors] = KNOWN_WELL * np.eye(2)
    return found


def _fit(work: _Work, prior: Prior, start: Spot, listening: Listening) -> tuple[Spot, int, bool]:
    grid = grid_for(work.answers, start[0])
    parts = blocks(work.answers, len(grid.nodes))

    def step(place: Floats) -> tuple[Floats, float]:
        curves, population = _unpacked(place, start[0])
        counts = expect(parts, grid.believing(population), logs_of(curves, grid.nodes))
        where = np.column_stack([curves.alpha, curves.b])
        value = counts.log_likelihood + work.bound.log_density(prior, where) + float((work.lean * where).sum())
        if len(curves.graded):
            value += graded.log_prior(curves, prior)
        for _ in range(NEWTON_STEPS):
            slope = at_counts(curves, counts, grid.nodes)
            slope = replace(slope, alpha=slope.alpha + work.lean[:, 0], b=slope.b + work.lean[:, 1])
            curves = move(curves, slope, prior, work.bound)
            if len(curves.graded):
                pull = graded.at_counts(curves, scores_counted(curves, counts), grid.nodes)
                curves = graded.improved(curves, pull, prior, work.given.held)
        if work.held:
            population = _population(counts.people, grid.nodes)
        return _packed((curves, population)), value

    limits, told = listening
    fixed = climb(step, _packed(start), limits, told)
    return _unpacked(fixed.parameters, start[0]), fixed.steps, fixed.converged


def _packed(spot: Spot) -> Floats:
    curves, population = spot
    steps = curves.steps[np.isfinite(curves.steps)]
    return np.concatenate([curves.alpha, curves.b, steps, [population.mean, np.log(population.sd)]])


def _unpacked(place: Floats, like: Curves) -> Spot:
    items = len(like.b)
    curves = like.moved(place[:items], place[items : 2 * items])
    if len(curves.graded):
        steps = curves.steps.copy()
        steps[np.isfinite(steps)] = place[2 * items : -2]
        rows = curves.graded
        curves = graded.placed(
            replace(curves, steps=steps), np.column_stack([curves.alpha[rows], np.nan_to_num(steps[rows])])
        )
    return curves, Population(float(place[-2]), float(np.exp(place[-1])))


def _population(people: Floats, nodes: Floats) -> Population:
    """Mean and spread of everybody's posterior together: the M-step of the population."""
    share = people / people.sum()
    mean = float(share @ nodes)
    return Population(mean, float(np.sqrt(share @ (nodes - mean) ** 2)))


def _lean(work: _Work, fitted: Fitted, information: Floats, prior: Prior) -> Floats:
    """What moves an item from the top of its posterior to the mean: see `joint_moves.py`.

    Here from the expected counts, as if abilities were seen, so less the share of the information lost by not seeing them.
    """
    here, nodes, bound = fitted.curves, fitted.grid.nodes, work.bound
    precision = bound.precision(prior)[:, :, None] * np.eye(2)
    reach = np.sqrt(2.0) * np.linalg.cholesky(np.linalg.inv(bound.held(readable(information) + precision)))
    centre = at_counts(here, fitted.counts, nodes)
    total = np.zeros_like(prior.mean)
    for sign in (-1.0, 1.0):
        for way in range(2):
            there = here.moved(here.alpha + sign * reach[:, 0, way], here.b + sign * reach[:, 1, way])
            slope = at_counts(there, fitted.counts, nodes)
            total += np.column_stack([slope.alpha - centre.alpha, slope.b - centre.b])
    seen = np.linalg.det(readable(complete(here, fitted.counts, nodes)))
    kept = np.sqrt(np.clip(np.linalg.det(readable(information)) / seen, 0.0, 1.0))
    lean = np.where(bound.still[:, None], 0.0, total / 4.0 * kept[:, None])
    return lean if work.held else _across(lean, fitted, bound)


def _across(lean: Floats, fitted: Fitted, bound: Bound) -> Floats:
    """`lean` less its sum along "all slopes up, all difficulties in".

    That direction is shared by all items and settled by the persons: adding up what each item alone would lose counts the
    same thing many times. `chain.py` looks there.
    """
    way = np.where(bound.still[:, None], 0.0, np.column_stack([np.ones(len(lean)), -fitted.curves.b]))
    push = (complete(fitted.curves, fitted.counts, fitted.grid.nodes) @ way[:, :, None])[:, :, 0]
    along = float((way * push).sum())
    found: Floats = lean - push * float((way * lean).sum()) / along if along > 0.0 else lean
    return found


def _settled(work: _Work, spot: Spot, prior: Prior) -> Spot:
    """The items at the common scale a chain finds, where they are uncertain and nothing else holds the scale."""
    curves, population = spot
    if not work.options.priors or work.held:
        return spot
    fitted = _fitted(work, spot)
    free = ~work.bound.still
    whole = readable(per_item(fitted)) + prior.precision[:, :, None] * np.eye(2)
    if not free.any() or np.linalg.inv(whole)[free, 0, 0].mean() < UNCERTAIN:
        return spot
    return common_scale(fitted, work.answers, prior, work.bound).moved(curves), population


def _fitted(work: _Work, spot: Spot) -> Fitted:
    curves, population = spot
    grid = grid_for(work.answers, curves).believing(population)
    parts = blocks(work.answers, max(len(grid.nodes), work.answers.items))
    logs = logs_of(curves, grid.nodes)
    return Fitted(curves, grid, parts, expect(parts, grid, logs), logs)


def log_likelihood(answers: Answers, a: Floats, b: Floats) -> float:
    """Marginal log-likelihood of 2PL items found elsewhere."""
    curves = Curves(np.log(a), b, np.zeros(len(b)), np.ones(len(b)))
    grid = grid_for(answers, curves)
    parts = blocks(answers, len(grid.nodes))
    return expect(parts, grid, logs_of(curves, grid.nodes)).log_likelihood
