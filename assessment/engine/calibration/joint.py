"""All criteria at once, from sparse answers: EP-EM of the items and of the shares of variance.

E-step: one sweep of expectation propagation over everybody, on the tree of the referential (`joint_sweep.py`).
M-step: one scoring step of the items and of the shares (`joint_moves.py`), the prior of the items learned along the way.
Abilities keep variance 1: the scale is in the slopes. What was not asked counts for nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.curves import Curves
from assessment.engine.calibration.given import Given, Population, first_guess
from assessment.engine.calibration.graded import prior_of
from assessment.engine.calibration.graded import standard_errors as errors_of_graded
from assessment.engine.calibration.joint_moves import UNKNOWN, improved, lean_of, pull_of
from assessment.engine.calibration.joint_sweep import Sample, State, sweep
from assessment.engine.calibration.memory import Stage, flattened, restored
from assessment.engine.calibration.priors import Prior, learned, usual, with_told
from assessment.engine.calibration.sites import Evidence
from assessment.engine.calibration.squarem import Progress
from assessment.engine.calibration.unidimensional import bound_of, seen_by_prior
from assessment.engine.models import Floats
from assessment.engine.structure import VarianceComponents

START = VarianceComponents(0.35, 0.20, 0.20, 0.25)

AVERAGE_FROM, AVERAGE_EVERY = 3, 4
"""Steps at which what uncertain items change is computed again: it costs a dozen sweeps and moves slowly."""

LEARN_FROM = 4
"""Step from which the prior of the items is learned again, once a step."""


@dataclass(frozen=True)
class JointOptions:
    """`tolerance`: largest move of an item or a share, in a step, at which to stop; `slopes_from` as in `Options`."""

    tolerance: float = 1e-3
    steps: int = 150
    slopes_from: int = 0


@dataclass(frozen=True)
class JointFit:
    """Items and structure; `log_likelihood` is expectation propagation's approximation of the marginal one."""

    curves: Curves
    inner: Curves
    """The same items as standard abilities see them: other numbers when anchors hold the scale."""
    population: Population
    se_a: Floats
    se_b: Floats
    components: VarianceComponents
    prior: Prior
    log_likelihood: float
    iterations: int
    converged: bool
    seconds: float
    sites: tuple[Evidence, ...]
    """What each person's answers say, where the last step left it."""


def fit_joint(
    answers: Answers,
    layout: tuple[Sequence[str], Indices],
    given: Given | None = None,
    options: JointOptions | None = None,
    told: Callable[[Progress], None] | None = None,
) -> JointFit:
    """`layout`: the codes of the criteria, and the criterion (a rank among them) of each item."""
    began = time.perf_counter()
    given, options = given or Given.nothing(answers.items), options or JointOptions()
    sample = Sample.of(answers, layout, (given, bound_of(answers, given, options.slopes_from)))
    state, move, done, value = begun(answers, sample), np.inf, 0, -np.inf
    stage = Stage.begun(told)
    known = stage.recall()
    if known is not None:
        state, move, done, value = restored((state, move, done, value), known)
    while (move > options.tolerance or done <= LEARN_FROM) and done < options.steps:
        before = state
        state, value = _step(sample, state, done)
        done, move = done + 1, _distance(before, state)
        stage.keep(partial(flattened, (state, move, done, value)))
        if told is not None:
            told(Progress(done, value, move))
    population = state.population
    curves = state.curves.rescaled(1.0 / population.sd, -population.mean / population.sd)
    se_alpha, se_b = _standard_errors(sample, state)
    return JointFit(
        curves=curves,
        inner=state.curves,
        population=population,
        se_a=curves.a * se_alpha,
        se_b=se_b,
        components=state.components,
        prior=state.prior,
        log_likelihood=value,
        iterations=done,
        converged=bool(move <= options.tolerance),
        seconds=time.perf_counter() - began,
        sites=state.sites,
    )


def begun(answers: Answers, sample: Sample) -> State:
    """Where a fit starts."""
    prior = with_told(usual(answers.items), sample.given.told)
    sites = tuple(map(Evidence.none, sample.groups))
    guess = first_guess(answers, sample.given)
    return State(guess, START, prior, sites, np.zeros((answers.items, 2)), UNKNOWN)


def _step(sample: Sample, state: State, done: int) -> tuple[State, float]:
    """The state one step on, and the log-likelihood before it."""
    swept = sweep(sample, state)
    if done >= AVERAGE_FROM and (done - AVERAGE_FROM) % AVERAGE_EVERY == 0:
        state = replace(state, lean=lean_of(sample, state, swept), pull=pull_of(sample, state, swept))
    if done >= LEARN_FROM:
        place = np.column_stack([state.curves.alpha, state.curves.b])
        known = seen_by_prior(sample.bound, swept.information, sample.given)
        state = replace(state, prior=learned(state.prior, place, known, rounds=1))
    return improved(sample, state, swept), swept.log_likelihood


def _distance(before: State, after: State) -> float:
    old, new = before.components, after.components
    shares = (old.general - new.general, old.domain - new.domain, old.subdomain - new.subdomain)
    items = (before.curves.alpha - after.curves.alpha, before.curves.b - after.curves.b)
    return float(max(np.abs(items).max(), np.abs(shares).max()))


def _standard_errors(sample: Sample, state: State) -> tuple[Floats, Floats]:
    """Of log a and of b, the other items and the structure taken as known; anchors keep those they came with."""
    swept, prior, bound = sweep(sample, state), state.prior, sample.bound
    whole = bound.held(swept.information + bound.precision(prior)[:, :, None] * np.eye(2))
    variance = np.diagonal(np.linalg.inv(whole), axis1=1, axis2=2)
    root = np.sqrt(np.where(variance > 0, variance, np.nan))
    se_alpha, se_b = root[:, 0], root[:, 1]
    tied = bound.tied & ~bound.still
    if tied.any():
        known = swept.information[tied]
        own = known[:, 0, 0] - known[:, 0, 1] ** 2 / (known[:, 1, 1] + prior.precision[tied, 1])
        se_alpha[tied] = 1.0 / np.sqrt(max(float(own.sum()), 1e-9))
    rows = state.curves.graded
    if len(rows):
        _, precision = prior_of(state.curves, prior)
        known = swept.graded.information - swept.graded_lost
        se_alpha[rows], se_b[rows] = errors_of_graded(known, precision, np.isfinite(state.curves.steps[rows]))
    se_b = se_b * state.population.sd
    if sample.given.anchors is not None:
        held, anchors = sample.given.held, sample.given.anchors
        se_alpha[held], se_b[held] = anchors.se_a[held] / anchors.a[held], anchors.se_b[held]
    return se_alpha, se_b
