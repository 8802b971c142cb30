"""Rapid answers: given in less time than anybody needs to read the question.

Each question has its own threshold, a share of its median time (normative threshold; Wise and Ma 2012), never above
LONGEST seconds. What is looked at: how often it happens, and whether these answers are as good as chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessment.engine.health.refit import by_item
from assessment.engine.health.responses import Responses
from assessment.engine.health.verdict import Attention, Counts, missing, said
from assessment.engine.models import Floats

LEAST = 40
"""Timed answers of a question below which it has no threshold."""

LEAST_PERSON = 15
"""Timed answers of a person below which nothing is said of their pace."""

PART, LONGEST = 0.15, 10.0
"""Share of the median time, and seconds, under which an answer is rapid."""

LARGE, VISIBLE = 0.20, 0.10
"""Share of rapid answers, of a question or of a person: to look at, to watch."""


@dataclass(frozen=True)
class Rapid:
    """(items,) arrays, then (persons,) ones."""

    answers: Counts
    missing: Counts
    median: Floats
    threshold: Floats
    share: Floats
    earned: Floats
    """Mean share of credit of the rapid answers; NaN without any."""
    attention: tuple[Attention, ...]
    of_person: Floats
    person_attention: tuple[Attention, ...]


def rapid(responses: Responses, highest: Counts) -> Rapid:
    timed = np.isfinite(responses.seconds)
    answers = np.bincount(responses.item[timed], minlength=responses.items).astype(np.int64)
    median, threshold, earned = np.full((3, responses.items), np.nan)
    quick = np.zeros(len(responses), dtype=bool)
    for item, rows in by_item(responses):
        known = rows[timed[rows]]
        if len(known) < LEAST:
            continue
        median[item] = float(np.median(responses.seconds[known]))
        threshold[item] = min(PART * median[item], LONGEST)
        fast = known[responses.seconds[known] < threshold[item]]
        quick[fast] = True
        if len(fast):
            earned[item] = float((responses.score[fast] / highest[item]).mean())
    judged = timed & np.isfinite(threshold[responses.item])
    share = _share(quick[judged], responses.item[judged], responses.items)
    person, counted = responses.person[judged], np.bincount(responses.person[judged], minlength=responses.persons)
    of_person = _share(quick[judged], person, responses.persons)
    return Rapid(
        answers,
        missing(answers, LEAST),
        median,
        threshold,
        share,
        earned,
        said(share >= LARGE, share >= VISIBLE, answers >= LEAST),
        of_person,
        said(of_person >= LARGE, of_person >= VISIBLE, counted >= LEAST_PERSON),
    )


def _share(quick: Floats, of: Counts, size: int) -> Floats:
    total = np.bincount(of, minlength=size)
    found: Floats = np.bincount(of, weights=quick.astype(float), minlength=size) / np.maximum(total, 1)
    return np.where(total > 0, found, np.nan)
