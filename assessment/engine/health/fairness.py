"""Differential functioning (DIF): at equal ability, is a question harder for one group? Effect size first, then p.

Per question: logit P(right) = logit(expected) + b0 + b1 * focal group (`regression`), expected from each person's other
answers, with each group's own place on the scale (`centres`). b1 is the log of the odds ratio at equal ability.
Classes of the Educational Testing Service (Zwick 2012), whose delta is -2.35 times the log-odds:
    A  |delta| < 1 or b1 not different from 0;   C  |delta| >= 1.5 and |delta| larger than 1 beyond doubt;   B  between
The words ask for more than the class: hundreds of questions are compared, so C stands out among all, B by itself.
Purification (Holland and Thayer 1988): questions found C are taken out of the abilities, and all are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import ndtr

from assessment.engine.health.centres import centred
from assessment.engine.health.expected import Expected, Layout, expect
from assessment.engine.health.refit import by_item
from assessment.engine.health.regression import fitted
from assessment.engine.health.responses import Indices, Responses
from assessment.engine.health.verdict import Attention, Counts, Mask, noticed, said, striking
from assessment.engine.models import Floats

LEAST_PERSONS = 30
"""People of a group below which nothing is shown of it: too few to say anything, and few enough to be recognized."""

LEAST = 30
"""Answers of each group to a question below which the question is not compared."""

TO_DELTA = 2.35
"""ETS delta units per unit of log-odds, leaving out the sign."""

SLIGHT, LARGE = 1.0 / TO_DELTA, 1.5 / TO_DELTA
"""|log-odds| that separate A from B, and B from C."""

SURE = 0.05
ROUNDS = 2
"""Times the questions found C are taken out and everything is looked at again, at most."""


class Size(Enum):
    """ETS classes; values are their letters."""

    NEGLIGIBLE = "A"
    MODERATE = "B"
    LARGE = "C"
    UNKNOWN = ""


@dataclass(frozen=True)
class Fairness:
    """One group against all others; (items,) arrays."""

    group: str
    persons: tuple[int, int]
    """Of the group, and of the others."""
    centre: float
    """How much abler the group is than the others, in standard deviations; says nothing of fairness."""
    answers: Counts
    """Of the smaller side."""
    missing: Counts
    log_odds: Floats
    """Positive: easier for the group at equal ability."""
    se: Floats
    p: Floats
    size: tuple[Size, ...]
    attention: tuple[Attention, ...]


def fairness(responses: Responses, layout: Layout, group: Indices, name: str) -> Fairness | None:
    """`group` (persons,): 1 in the group, 0 outside, -1 unknown. None when a side has fewer than LEAST_PERSONS."""
    asked_people = np.unique(responses.person)
    sides = (int((group[asked_people] == 1).sum()), int((group[asked_people] == 0).sum()))
    if min(sides) < LEAST_PERSONS:
        return None
    known = responses.where(group[responses.person] >= 0)
    anchors = np.ones(responses.items, dtype=bool)
    for _ in range(ROUNDS):
        expected, centres = _matched(known, layout, group, anchors)
        found = _compared(known, expected, group)
        fresh = np.array([size is not Size.LARGE for size in sizes(found[0], found[1])])
        if (fresh == anchors).all():
            break
        anchors = fresh
    log_odds, se, count = found
    p = 2.0 * ndtr(-np.abs(log_odds) / se)
    enough = count >= LEAST
    classes = sizes(log_odds, se)
    large = _is(classes, Size.LARGE)
    return Fairness(
        group=name,
        persons=sides,
        centre=float(centres[1] - centres[0]),
        answers=count,
        missing=np.maximum(LEAST - count, 0),
        log_odds=log_odds,
        se=se,
        p=p,
        size=classes,
        attention=said(large & striking(p), (large | _is(classes, Size.MODERATE)) & noticed(p), enough),
    )


def sizes(log_odds: Floats, se: Floats) -> tuple[Size, ...]:
    """A, B or C of each question; UNKNOWN where it was not compared."""
    far = np.abs(log_odds)
    different = 2.0 * ndtr(-far / se) < SURE
    beyond = ndtr(-(far - SLIGHT) / se) < SURE
    words = np.where((far >= LARGE) & beyond, "C", np.where((far >= SLIGHT) & different, "B", "A"))
    return tuple(Size(str(word)) if np.isfinite(x) else Size.UNKNOWN for word, x in zip(words, far, strict=True))


def _is(classes: tuple[Size, ...], size: Size) -> Mask:
    return np.array([each is size for each in classes], dtype=bool)


def _matched(known: Responses, layout: Layout, group: Indices, anchors: Mask) -> tuple[Expected, Floats]:
    """Expectations whose abilities come from the anchors only (an item taken out is expected from the others)."""
    expected, centres = centred(known, layout, group, anchors)
    return (expected, centres) if anchors.all() else (_without(known, layout, (group, centres), anchors), centres)


def _without(known: Responses, layout: Layout, at: tuple[Indices, Floats], anchors: Mask) -> Expected:
    """Each question left out of the abilities is expected with the anchors alone: its answers weigh nothing."""
    group, centres = at
    return expect(known, layout, np.where(group >= 0, centres[group], 0.0), anchors[known.item])


def _compared(known: Responses, expected: Expected, group: Indices) -> tuple[Floats, Floats, Counts]:
    log_odds, se = np.full((2, known.items), np.nan)
    count = np.zeros(known.items, dtype=np.int64)
    of_answer = group[known.person]
    for item, rows in by_item(known):
        focal = (of_answer[rows] == 1).astype(float)
        count[item] = int(min(focal.sum(), len(rows) - focal.sum()))
        if count[item] >= LEAST:
            design = np.column_stack([np.ones(len(rows)), focal])
            beta, covariance = fitted(expected.earned[rows], expected.mean[rows], design)
            log_odds[item], se[item] = beta[1], np.sqrt(covariance[1, 1])
    return log_odds, se, count
