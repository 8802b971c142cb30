"""One scale: marginal maximum likelihood of 1PL and 2PL items by EM on a grid, priors learned from the data.

theta ~ N(0, 1); what was not asked counts for nothing, so sparse and adaptive answers are fitted without bias (the choice
of the next question depends on answers already seen only: Mislevy and Wu 1996). Accelerated by SQUAREM.
Source: Bock and Aitkin 1981; Mislevy 1986 for the priors.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.curves import Curves, log_curves
from assessment.engine.calibration.grid import Grid, blocks, expect, spacing_for
from assessment.engine.calibration.information import Fitted, complete, of_all, per_item
from assessment.engine.calibration.maximize import Model, at_counts, move
from assessment.engine.calibration.priors import Prior, Told, flat, learned, readable, usual, with_told
from assessment.engine.calibration.squarem import Limits, Progress, climb
from assessment.engine.models import Floats

NEWTON_STEPS = 2
"""Fisher scoring steps per M-step: the counts change at the next E-step anyway."""

LEARNING_ROUNDS = 3
"""Times the prior is learned again from the items, before the last fit."""

NUDGE = 0.05
"""Change of the common scale (in logarithm) by which the change of the items' information is seen."""

ROUGH = Limits(tolerance=2e-2, steps=60)
"""How far the items are fitted before the prior is learned from them."""

FINE = Limits(tolerance=1e-4, steps=500)
"""How far the items are fitted in the end: a ten-thousandth, a hundred times less than their standard errors."""

LARGEST_FULL = 3e11
"""persons x parameters^2 up to which standard errors take every pair of items into account (some 10 s)."""


@dataclass(frozen=True)
class Options:
    """How to calibrate. Empirical priors by default; `priors=False` is plain maximum likelihood."""

    model: Model = Model.OWN_SLOPES
    priors: bool = True
    standard_errors: bool = True
    limits: Limits = FINE


@dataclass(frozen=True)
class Given:
    """What is known beforehand of the items, (items,) each: asymptotes, and authors' difficulties (NaN: none)."""

    c: Floats
    d: Floats
    told: Told

    @classmethod
    def nothing(cls, items: int) -> Given:
        none = np.full(items, np.nan)
        return cls(np.zeros(items), np.ones(items), Told(none, none))


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


@dataclass(frozen=True)
class _Work:
    """What stays the same during a fit."""

    answers: Answers
    options: Options
    start: Curves
    lean: Floats
    """(items, 2): mean gradient over an item's posterior minus the gradient at its place; 0 for plain likelihood."""


def calibrate(
    answers: Answers,
    options: Options | None = None,
    given: Given | None = None,
    told: Callable[[Progress], None] | None = None,
) -> Calibration:
    """Fit every item; `told` hears of each step (objective: log-likelihood plus log prior)."""
    began = time.perf_counter()
    options, given = options or Options(), given or Given.nothing(answers.items)
    work = _Work(answers, options, first_guess(answers, given), np.zeros((answers.items, 2)))
    prior = flat(answers.items)
    if options.priors:
        prior = usual(answers.items, options.model is Model.OWN_SLOPES)
    prior = with_told(prior, given.told)
    curves, steps = work.start, 0
    if options.priors:
        for _ in range(LEARNING_ROUNDS):
            curves, used, _ = _fit(work, prior, curves, (ROUGH, told))
            steps += used
            fitted = _fitted(work, curves)
            known = per_item(fitted)
            prior = learned(prior, np.column_stack([curves.alpha, curves.b]), known)
            work = replace(work, lean=_with_scale(work, fitted, prior, _lean(fitted, known, prior)))
    curves, used, converged = _fit(work, prior, curves, (options.limits, told))
    fitted = _fitted(work, curves)
    se = _standard_errors(fitted, prior, options, answers.persons) if options.standard_errors else None
    se_alpha, se_b = se if se is not None else (np.full(answers.items, np.nan),) * 2
    return Calibration(
        a=curves.a,
        b=curves.b,
        se_a=curves.a * se_alpha,
        se_b=se_b,
        log_likelihood=fitted.counts.log_likelihood,
        iterations=steps + used,
        converged=converged,
        seconds=time.perf_counter() - began,
        prior=prior,
    )


def first_guess(answers: Answers, given: Given) -> Curves:
    """Slope 1, difficulty from the share of right answers (guessing taken out), or the author's."""
    share = (answers.rights + 0.5) / (answers.asked + 1.0)
    share = np.clip((share - given.c) / (given.d - given.c), 0.02, 0.98)
    b = np.where(np.isfinite(given.told.b), given.told.b, -1.2 * np.log(share / (1.0 - share)))
    return Curves(np.zeros(answers.items), b, given.c, given.d)


def grid_for(answers: Answers, curves: Curves) -> Grid:
    """Nodes closer together than the surest person's posterior standard deviation."""
    peak = (curves.a * (curves.d - curves.c)) ** 2 / 4.0
    most = np.bincount(answers.person, weights=peak[answers.item], minlength=answers.persons).max()
    return Grid.spaced(spacing_for(float(most)))


Listening = tuple[Limits, Callable[[Progress], None] | None]


def _fit(work: _Work, prior: Prior, start: Curves, listening: Listening) -> tuple[Curves, int, bool]:
    grid = grid_for(work.answers, start)
    parts = blocks(work.answers, len(grid.nodes))
    items = work.answers.items

    def step(place: Floats) -> tuple[Floats, float]:
        curves = start.moved(place[:items], place[items:])
        counts = expect(parts, grid, *log_curves(curves, grid.nodes[None, :]))
        where = np.column_stack([curves.alpha, curves.b])
        value = counts.log_likelihood + prior.log_density(where) + float((work.lean * where).sum())
        for _ in range(NEWTON_STEPS):
            slope = at_counts(curves, counts, grid.nodes)
            slope = replace(slope, alpha=slope.alpha + work.lean[:, 0], b=slope.b + work.lean[:, 1])
            curves = move(curves, slope, prior, work.options.model)
        return np.concatenate([curves.alpha, curves.b]), value

    limits, told = listening
    fixed = climb(step, np.concatenate([start.alpha, start.b]), limits, told)
    return start.moved(fixed.parameters[:items], fixed.parameters[items:]), fixed.steps, fixed.converged


def _lean(fitted: Fitted, information: Floats, prior: Prior) -> Floats:
    """What moves an item from the top of its posterior to the mean: see `joint_moves.py`.

    Here from the expected counts, as if abilities were seen, so less the share of the information lost by not seeing them.
    """
    posterior = np.linalg.inv(readable(information) + prior.precision[:, :, None] * np.eye(2))
    reach = np.sqrt(2.0) * np.linalg.cholesky(posterior)
    here, nodes = fitted.curves, fitted.grid.nodes
    centre = at_counts(here, fitted.counts, nodes)
    total = np.zeros_like(prior.mean)
    for sign in (-1.0, 1.0):
        for way in range(2):
            there = here.moved(here.alpha + sign * reach[:, 0, way], here.b + sign * reach[:, 1, way])
            slope = at_counts(there, fitted.counts, nodes)
            total += np.column_stack([slope.alpha - centre.alpha, slope.b - centre.b])
    seen = np.linalg.det(readable(complete(here, fitted.counts, nodes)))
    kept = np.sqrt(np.clip(np.linalg.det(readable(information)) / seen, 0.0, 1.0))
    found: Floats = total / 4.0 * kept[:, None]
    return found


def _with_scale(work: _Work, fitted: Fitted, prior: Prior, lean: Floats) -> Floats:
    """`lean` with its sum along "all slopes up, all difficulties in" put right.

    That direction is shared by all items and settled by the persons, so adding up what each item alone would lose counts the
    same thing many times; Laplace's correction there is minus half the change of the items' log det information.
    """
    here = fitted.curves
    nudged = here.moved(here.alpha + NUDGE, here.b * np.exp(-NUDGE))
    stretch = np.array([1.0, np.exp(-NUDGE)])
    after = per_item(_fitted(work, nudged)) * stretch[:, None] * stretch
    bound = prior.precision[:, :, None] * np.eye(2)
    volumes = [np.linalg.slogdet(readable(each) + bound)[1].sum() for each in (per_item(fitted), after)]
    wanted = -0.5 * float(volumes[1] - volumes[0]) / NUDGE
    way = np.column_stack([np.ones(len(here.b)), -here.b])
    push = (complete(here, fitted.counts, fitted.grid.nodes) @ way[:, :, None])[:, :, 0]
    found: Floats = lean + push * (wanted - float((way * lean).sum())) / float((way * push).sum())
    return found


def _fitted(work: _Work, curves: Curves) -> Fitted:
    grid = grid_for(work.answers, curves)
    parts = blocks(work.answers, max(len(grid.nodes), work.answers.items))
    logs = log_curves(curves, grid.nodes[None, :])
    return Fitted(curves, grid, parts, expect(parts, grid, *logs), logs)


def _standard_errors(fitted: Fitted, prior: Prior, options: Options, persons: int) -> tuple[Floats, Floats]:
    """Of log a and of b, from the observed information and the prior."""
    items = len(fitted.curves.b)
    weight = prior.precision
    one_slope = options.model is Model.ONE_SLOPE
    if persons * (2 * items) ** 2 > LARGEST_FULL and not one_slope:
        blocks_ = per_item(fitted) + weight[:, :, None] * np.eye(2)
        variances = np.diagonal(np.linalg.inv(blocks_), axis1=1, axis2=2)
        return _root(variances[:, 0]), _root(variances[:, 1])
    whole = of_all(fitted) + np.diag(np.concatenate([weight[:, 0], weight[:, 1]]))
    if one_slope:
        join = np.zeros((2 * items, items + 1))
        join[:items, 0] = 1.0
        join[items:, 1:] = np.eye(items)
        variance = np.diagonal(np.linalg.inv(join.T @ whole @ join))
        return np.full(items, _root(variance[:1])[0]), _root(variance[1:])
    variance = np.diagonal(np.linalg.inv(whole))
    return _root(variance[:items]), _root(variance[items:])


def _root(variance: Floats) -> Floats:
    """Standard deviations; NaN where the likelihood is not peaked, which is said rather than hidden."""
    return np.sqrt(np.where(variance > 0, variance, np.nan))


def log_likelihood(answers: Answers, a: Floats, b: Floats) -> float:
    """Marginal log-likelihood of 2PL items found elsewhere."""
    curves = Curves(np.log(a), b, np.zeros(len(b)), np.ones(len(b)))
    grid = grid_for(answers, curves)
    parts = blocks(answers, len(grid.nodes))
    return expect(parts, grid, *log_curves(curves, grid.nodes[None, :])).log_likelihood
