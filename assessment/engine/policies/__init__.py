"""How a study chooses questions: ours, the baseline and the textbook rules, one file per idea, one table for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from assessment.engine.measure import Measure
from assessment.engine.policies import chance, fixed, maximum_information, sequential, sharing
from assessment.engine.policies.batch import Batch

__all__ = ["CONDUCT", "Batch", "Conduct", "Policy"]


class Policy(Enum):
    """How the next question is chosen; values are the words of the command line."""

    JOINT = "joint"
    INDEPENDENT = "independent"
    RANDOM = "random"
    FIXED = "fixed"
    INFORMATION = "information"
    CUT_INFORMATION = "cut-information"
    SPRT = "sprt"
    GLR = "glr"
    CONFIDENCE_INTERVAL = "confidence-interval"


@dataclass(frozen=True)
class Conduct:
    """What a policy does; `choose` is only called while the person has an item left."""

    choose: Callable[[Measure, Batch, int], int]
    """Item for a person, or `batch.NO_ITEM` to end the sitting."""
    judge: Callable[[Measure, Batch, int, int], int] | None = None
    """Verdict (see `sequential.CODE`) on a criterion just answered; None leaves decisions to the probabilities."""
    alone: bool = False
    """Each criterion by itself: the measure must share nothing."""


CONDUCT: dict[Policy, Conduct] = {
    Policy.JOINT: Conduct(sharing.most_decisive),
    Policy.INDEPENDENT: Conduct(sharing.most_decisive, alone=True),
    Policy.RANDOM: Conduct(chance.any_left),
    Policy.FIXED: Conduct(fixed.next_of_form),
    Policy.INFORMATION: Conduct(maximum_information.at_ability),
    Policy.CUT_INFORMATION: Conduct(maximum_information.at_cut),
    Policy.SPRT: Conduct(sequential.next_of_open_tests, sequential.by_sprt, alone=True),
    Policy.GLR: Conduct(sequential.next_of_open_tests, sequential.by_glr, alone=True),
    Policy.CONFIDENCE_INTERVAL: Conduct(sequential.next_of_open_tests, sequential.by_interval, alone=True),
}
