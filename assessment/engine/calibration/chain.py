"""Where all the slopes lie together, when answers are few: a short Gibbs chain around a fit.

An item's own posterior is nearly a bell, and its mean is found without a chain (`unidimensional.py`). The direction "all
slopes up, all difficulties in" is another matter: every item shares it, so what is lost on each adds up. At the top of
the posterior slopes come out 8 to 11 % high with 300 answers an item, and Laplace's correction leaves 7 %. The chain draws
abilities on the grid, then items (Metropolis steps from the bell at the top of their posterior given those abilities), then
the prior. Scaling abilities and items together leaves every answer as likely, so after each draw abilities are put back to
mean 0 and deviation 1 and the items with them, without which the chain would creep (Liu and Sabatti 2000). The mean of one
number over many items settles in a dozen draws; same answers, same seed, same number. Source: Patz and Junker 1999.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.curves import Curves, log_curves
from assessment.engine.calibration.grid import Counts, logs_of, posteriors
from assessment.engine.calibration.information import Fitted
from assessment.engine.calibration.maximize import NOISE, Bound, at_counts, move
from assessment.engine.calibration.priors import Prior, drawn_from
from assessment.engine.models import Floats

FEWEST, MOST, FIRST = 16, 200, 4
"""Draws kept, at least and at most, and those before them that only leave the start."""

ANSWERS_DRAWN = 1_000_000
"""Answers all draws together go through: few answers leave the scale uncertain and cost nothing, so they get more draws."""

SEED = 20_261


@dataclass(frozen=True)
class _Link:
    """Where the chain is; `top` is the top of the items' posterior given the abilities last drawn."""

    here: Curves
    top: Curves
    prior: Prior
    bound: Bound


@dataclass(frozen=True)
class Scale:
    """What moves a fit, all items together: log a + rise, offset + stretch x b."""

    rise: float
    offset: float
    stretch: float

    def moved(self, curves: Curves) -> Curves:
        there = curves.moved(curves.alpha + self.rise, self.offset + self.stretch * curves.b)
        return replace(there, steps=self.offset + self.stretch * curves.steps)


def common_scale(fitted: Fitted, answers: Answers, prior: Prior, bound: Bound) -> Scale:
    """Posterior mean of the scale, beside where the fit has it."""
    rng = np.random.default_rng(SEED)
    link = _Link(fitted.curves, fitted.curves, prior, bound)
    seen = (answers.highest == 1) & (answers.asked > 0)
    alpha, b, draws = np.zeros(answers.items), np.zeros(answers.items), 0
    for draw in range(FIRST + int(np.clip(ANSWERS_DRAWN // len(answers), FEWEST, MOST))):
        link = _next(link, fitted, answers, rng)
        if draw >= FIRST:
            alpha, b, draws = alpha + link.here.alpha, b + link.here.b, draws + 1
    rise = float((alpha / draws - fitted.curves.alpha)[seen].mean())
    before, after = fitted.curves.b[seen], (b / draws)[seen]
    wide = float(before.var())
    stretch = float(np.cov(before, after, bias=True)[0, 1]) / wide if wide > 0.0 else 1.0
    return Scale(rise, float(after.mean() - stretch * before.mean()), stretch)


def _next(link: _Link, fitted: Fitted, answers: Answers, rng: np.random.Generator) -> _Link:
    nodes = fitted.grid.nodes
    place = _places(link.here, fitted, rng)
    counts = _counts(place, answers, len(nodes))
    for _ in range(2):
        link = replace(link, top=move(link.top, at_counts(link.top, counts, nodes), link.prior, link.bound))
    here = _items(link, counts, nodes, rng)
    root, shift = _standard(nodes[place], here, link.prior)
    here, top = here.rescaled(root, shift), link.top.rescaled(root, shift)
    free = ~link.bound.still
    prior = drawn_from(link.prior, np.column_stack([here.alpha, here.b])[free])
    return replace(link, here=here, top=top, prior=prior)


def _places(curves: Curves, fitted: Fitted, rng: np.random.Generator) -> Indices:
    """(persons,) one node of each person, drawn from what their answers leave likely."""
    drawn = []
    for posterior, _ in posteriors(fitted.parts, fitted.grid, logs_of(curves, fitted.grid.nodes)):
        heaped = np.cumsum(posterior, axis=1)
        drawn.append((heaped < rng.random((len(heaped), 1)) * heaped[:, -1:]).sum(axis=1))
    return np.concatenate(drawn)


def _standard(theta: Floats, curves: Curves, prior: Prior) -> tuple[float, float]:
    """The scaling theta' = k theta + delta, items along, that is likeliest, as (1 / k, -delta / k).

    Only the population, N(0, 1), and what authors said of difficulties, N(m, s^2), care:
    P log k - 1/2 sum (k theta + delta)^2 - 1/2 sum (k b + delta - m)^2 / s^2, a quadratic once delta is put in.
    """
    told = prior.sure > 0
    b, m, weight = curves.b[told], prior.told[told], prior.sure[told]
    squares, first = float(theta @ theta + weight @ b**2), float(theta.sum() + weight @ b)
    count, said = float(len(theta) + weight.sum()), float(weight @ m)
    bend, pull = squares - first**2 / count, float(weight @ (m * b)) - said * first / count
    k = (pull + np.sqrt(pull**2 + 4.0 * bend * len(theta))) / (2.0 * bend)
    return float(1.0 / k), float((first - said / k) / count)


def _counts(place: Indices, answers: Answers, nodes: int) -> Counts:
    """Answers by item and node, abilities being where they were drawn."""
    cell = answers.item * nodes + place[answers.person]
    size = answers.items * nodes
    asked, right = (np.bincount(each, minlength=size).astype(float) for each in (cell, cell[answers.right]))
    people = np.bincount(place, minlength=nodes).astype(float)
    return Counts(asked.reshape(-1, nodes), right.reshape(-1, nodes), people, 0.0)


def _items(link: _Link, counts: Counts, nodes: Floats, rng: np.random.Generator) -> Curves:
    """One Metropolis step of every item, proposed from the bell at the top; a shared slope is drawn first."""
    bound, precision = link.bound, link.bound.precision(link.prior)
    slope = at_counts(link.top, counts, nodes)
    bend = np.empty((len(precision), 2, 2))
    bend[:, 0, 0], bend[:, 1, 1] = slope.alpha_alpha + precision[:, 0], slope.b_b + precision[:, 1] + NOISE
    bend[:, 0, 1] = bend[:, 1, 0] = slope.alpha_b
    here, top = link.here, link.top
    tied = bound.tied & ~bound.still
    if tied.any():
        known = (bend[:, 0, 0] - bend[:, 0, 1] ** 2 / bend[:, 1, 1])[tied].sum()
        leap = rng.standard_normal() / np.sqrt(known)
        alpha = np.where(tied, top.alpha + leap, here.alpha)
        here = replace(here, alpha=alpha)
        follows = top.b - leap * bend[:, 0, 1] / bend[:, 1, 1]
        top = replace(top, alpha=np.where(tied, alpha, top.alpha), b=np.where(tied, follows, top.b))
    bell = np.linalg.cholesky(np.linalg.inv(bound.held(bend)))
    draw = rng.standard_normal((len(bell), 2)) * np.column_stack([~tied, np.ones(len(bell))])
    jump = (bell @ draw[..., None])[..., 0]
    there = top.moved(top.alpha + jump[:, 0], top.b + jump[:, 1])
    gap = np.column_stack([here.alpha - top.alpha, here.b - top.b])
    back = np.einsum("ni,nij,nj->n", gap, bend, gap) / 2.0 - (draw**2).sum(axis=1) / 2.0
    gain = _log_posterior(there, (counts, nodes), link) - _log_posterior(here, (counts, nodes), link)
    taken = (np.log(rng.random(len(gain))) < gain - back) & ~bound.still
    return replace(here, alpha=np.where(taken, there.alpha, here.alpha), b=np.where(taken, there.b, here.b))


def _log_posterior(curves: Curves, seen: tuple[Counts, Floats], link: _Link) -> Floats:
    counts, nodes = seen
    right, wrong = log_curves(curves, nodes[None, :])
    said = (counts.right * right + (counts.asked - counts.right) * wrong).sum(axis=1)
    gap = np.column_stack([curves.alpha, curves.b]) - link.prior.mean
    found: Floats = said - (gap**2 * link.bound.precision(link.prior)).sum(axis=1) / 2.0
    return found
