"""What the model expected of each answer from the answers given before it, as the live engine did.

A question is chosen on the answers before it only, so
    E(x_i | everything before i, the choice of question i) = integral of P_i(theta) over the belief before i
whatever the rule of choice: residuals of one person are martingale differences, uncorrelated and of known variance in
adaptive sittings too (Doob 1953; prequential residuals, Dawid 1984). Guards that group people by ability or pair answers
stand on these. The price: the first answers of a person are foreseen from little, so much rests on where the people who
answer lie (`people.py`): taken for the reference population when they are not, they bend every early expectation.
"""

from __future__ import annotations

import numpy as np

from assessment.engine.health.expected import NODES, ROOTS, WEIGHTS, Expected, Layout, confronted
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Mask
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief, absorb

PERSONS_AT_ONCE = 150
"""Persons computed together: their covariances over 108 criteria take 14 MB."""

JITTER = 1e-9


def foresee(responses: Responses, layout: Layout, codes: tuple[str, ...], centre: Floats | None = None) -> Expected:
    """Rows of one person are taken in their order, which must be the order of answering.

    `centre` (persons,): where each person's population lies on the scale, 0 by default.
    """
    middle = np.zeros(responses.persons) if centre is None else centre
    covariance = layout.components.covariance(codes) + JITTER * np.eye(len(codes))
    nodes = np.empty((len(responses), NODES))
    order = np.argsort(responses.person, kind="stable")
    counts = np.bincount(responses.person, minlength=responses.persons)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    longest_first = np.argsort(-counts, kind="stable")
    for low in range(0, responses.persons, PERSONS_AT_ONCE):
        people = longest_first[low : low + PERSONS_AT_ONCE]
        start = _start(middle[people], covariance)
        _follow(responses, layout, (order, starts[people], counts[people]), start, nodes)
    return confronted(responses, layout.items, nodes, np.broadcast_to(WEIGHTS, nodes.shape))


def _start(middle: Floats, covariance: Floats) -> Belief:
    """What is believed of some people before any answer."""
    size = len(middle)
    covariances = np.broadcast_to(covariance, (size, 1, *covariance.shape)).copy()
    means = np.broadcast_to(middle[:, None, None], (size, 1, len(covariance))).copy()
    return Belief(means, covariances, np.zeros((size, 1)))


def _follow(
    responses: Responses, layout: Layout, people: tuple[Indices, Indices, Indices], belief: Belief, nodes: Floats
) -> None:
    """Answer after answer for some people, those with most answers first; fills their rows of `nodes`."""
    order, starts, counts = people
    for turn in range(int(counts.max(initial=0))):
        active = int((counts > turn).sum())
        rows = order[starts[:active] + turn]
        item, score = responses.item[rows], responses.score[rows]
        criterion = layout.items.criterion[item]
        here = np.arange(active)
        mean, variance = belief.means[here, 0, criterion], belief.covariances[here, 0, criterion, criterion]
        nodes[rows] = mean[:, None] + np.sqrt(variance)[:, None] * ROOTS
        part = Belief(belief.means[:active], belief.covariances[:active], belief.log_weights[:active])

        mute = ~responses.counted[rows][:, None, None]

        def likelihood(theta: Floats, item: Indices = item, score: Indices = score, mute: Mask = mute) -> Floats:
            return np.where(mute, 1.0, layout.items.score_probability(item, score, theta))

        absorb(part, criterion, likelihood)
