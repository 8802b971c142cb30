"""Reachability: how sure the engine could be of a criterion, at its cut, with the questions that exist.

Invented people half a standard deviation above and below the cut answer every usable question of the criterion; the
posterior of theta_c is taken on a grid, and with it the probability of the right side of the cut. Alone: theta_c starts
from N(0, 1). With neighbours: it starts from what all the other criteria would say of it once they are answered too,
    theta_c | neighbours ~ N(m, v),   m | theta_c ~ N((1 - v) theta_c, v (1 - v)),
v being the cavity variance on the tree when every other criterion holds the information of its own questions at its cut.
`sureness` is the mean of that probability, `concluded` the share of these people for whom it passes the threshold.
How many more to write, and how hard: Fisher information at the cut that is missing for the wanted sureness,
    sureness(I) = Phi(D / sqrt(s^2 + s^4 I)),  s^2 = 1 / (1 + I)  (a Gaussian posterior seen from D away),
in questions like a young bank's, placed where they tell most at the cut (Birnbaum 1968, 20.4.24).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from assessment.engine.calibration.tree import look
from assessment.engine.health.expected import Layout
from assessment.engine.mastery import Cuts
from assessment.engine.models import Floats, flattening
from assessment.engine.models import information as fisher
from assessment.engine.parameters import ItemParameters

DISTANCE = 0.5
"""How far from the cut the invented people stand, in standard deviations: clearly on one side, yet near."""

PEOPLE = 200
"""Invented people on each side: sureness is known to about 0.01."""

WANTED = 0.75
"""Sureness asked for at that distance; what to write is counted towards it."""

NEW_SLOPE, NEW_GUESSING = 1.2, 0.16
"""A question yet to be written: the slope of a young bank, guessed as a choice of five is."""

MOST_WRITTEN = 30
"""Beyond so many questions for one criterion, another way to evaluate is needed."""

GRID = np.linspace(-4.5, 4.5, 73)

Sureness = tuple[float, float, float]
"""Mean probability of the right side, share concluded, share concluded wrongly."""


@dataclass(frozen=True)
class Reach:
    """One criterion."""

    questions: int
    alone: float
    """Sureness from its own questions."""
    together: float
    """With what the neighbouring criteria say."""
    concluded: float
    """Share of the people near the cut about whom the engine would conclude, neighbours included."""
    wrongly: float
    """Share about whom it would conclude wrongly."""
    to_write: int | None
    """Questions missing to the wanted sureness, neighbours included; None beyond MOST_WRITTEN."""
    at: float
    """The difficulty they should have."""


@dataclass(frozen=True)
class Aim:
    """What is asked for: sureness at DISTANCE, and the probability from which the engine concludes."""

    sureness: float = WANTED
    conclusion: float = 0.90
    seed: int = 7
    """Invented people are the same each time: only the bank moves a sureness."""


def reach(
    layout: Layout, cut: Cuts, usable: NDArray[np.bool_], aim: Aim, only: NDArray[np.intp] | None = None
) -> tuple[Reach, ...]:
    """Every criterion, or those of `only`; `usable` (items,) are the questions that may be asked of the person."""
    items, criteria = layout.items, len(cut.theta)
    told = _information_at_cut(items, cut.theta)
    own = np.bincount(items.criterion[usable], weights=told[usable], minlength=criteria).astype(float)
    tau = own[None]
    left = look(layout.tree, layout.components, tau, np.zeros_like(tau)).variance[0]
    found = []
    for criterion in range(criteria) if only is None else only.tolist():
        rows = np.flatnonzero(usable & (items.criterion == criterion))
        place = float(cut.theta[criterion])
        alone, both = _sureness(items.subset(rows), place, (1.0, float(left[criterion])), (aim, criterion))
        at = best_difficulty(place)
        more = _to_write(float(own[criterion]), float(left[criterion]), both[0], aim.sureness)
        found.append(Reach(len(rows), alone[0], both[0], both[1], both[2], more, at))
    return tuple(found)


def best_difficulty(cut: float) -> float:
    """Difficulty of a new question that tells most at the cut: easier when it can be guessed."""
    return cut - float(np.log((1.0 + np.sqrt(1.0 + 8.0 * NEW_GUESSING)) / 2.0)) / NEW_SLOPE


def _information_at_cut(items: ItemParameters, cut: Floats) -> Floats:
    """(items,) Fisher information, flattened by uncertain parameters; graded items by their expected share."""
    theta = cut[items.criterion]
    flat = items.a * flattening(theta - items.b, items.a, items.se_a, items.se_b)
    found = fisher(theta, flat, items.b, items.c, items.d)
    return np.where(items.highest > 1, items.highest * found, found)


def _sureness(own: ItemParameters, cut: float, priors: tuple[float, float], drawing: tuple[Aim, int]) -> list[Sureness]:
    """For each variance of the belief before the criterion's own questions: what those who stand near the cut leave."""
    aim, criterion = drawing
    rng = np.random.default_rng([aim.seed, criterion])
    theta = np.repeat([cut - DISTANCE, cut + DISTANCE], PEOPLE)
    noise = rng.standard_normal(len(theta))
    log_like = np.zeros((len(theta), len(GRID)))
    for item in range(len(own)):
        table = _curves(own.subset(np.array([item])))
        at = np.stack([np.interp(theta, GRID, row) for row in table])
        score = (rng.random(len(theta)) > np.cumsum(at[:-1], axis=0)).sum(axis=0)
        log_like += np.log(np.maximum(table, 1e-12))[score]
    share = np.clip((GRID - cut) / (GRID[1] - GRID[0]) + 0.5, 0.0, 1.0)
    found = []
    for prior in priors:
        mean = (1.0 - prior) * theta + np.sqrt(max(prior * (1.0 - prior), 0.0)) * noise
        log_mass = log_like - 0.5 * (GRID - mean[:, None]) ** 2 / prior
        mass = np.exp(log_mass - log_mass.max(axis=1, keepdims=True))
        above = mass @ share / mass.sum(axis=1)
        right = np.where(theta > cut, above, 1.0 - above)
        wrong = right <= 1.0 - aim.conclusion
        found.append((float(right.mean()), float(((right >= aim.conclusion) | wrong).mean()), float(wrong.mean())))
    return found


def _curves(one: ItemParameters) -> Floats:
    """(scores, grid) probabilities of one item."""
    scores = np.arange(int(one.highest[0]) + 1)
    rows = np.zeros(len(scores), dtype=np.intp)
    wide = np.broadcast_to(GRID, (len(scores), len(GRID)))
    return one.score_probability(rows, scores, wide)


def expected_sureness(information: float, prior: float) -> float:
    """Sureness of a Gaussian posterior with this information of its own, seen from DISTANCE on the right side."""
    known = 1.0 / prior - 1.0 + information
    variance = 1.0 / (1.0 + known)
    return float(ndtr(DISTANCE * variance * known / np.sqrt(variance + variance**2 * known)))


def _to_write(own: float, prior: float, found: float, wanted: float) -> int | None:
    """Questions missing: from the information that explains what was found to the one that explains what is wanted."""
    if found >= wanted:
        return 0
    start = min(own, _needed(found, prior))
    each = float(fisher(*(np.array(x) for x in (best_difficulty(0.0) * -1.0, NEW_SLOPE, 0.0, NEW_GUESSING, 1.0))))
    more = int(np.ceil((_needed(wanted, prior) - start) / each))
    return more if more <= MOST_WRITTEN else None


def _needed(wanted: float, prior: float) -> float:
    """Information of the criterion's own questions for a sureness; 0 when the neighbours suffice."""
    if expected_sureness(0.0, prior) >= wanted:
        return 0.0
    return float(brentq(lambda more: expected_sureness(more, prior) - wanted, 0.0, 1e3))
