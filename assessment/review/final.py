"""What a final evaluation takes over from the initial one: what was acquired, less than five years ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessment.errors import RuleBroken
from assessment.messages import message
from assessment.review.judgement import Decision
from assessment.review.plan import last_day


@dataclass(frozen=True)
class Carried:
    """A criterion acquired at the initial evaluation."""

    criterion: str
    reason: str


class TooLateForFinal(RuleBroken):
    """The initial evaluation is more than five years old."""

    code = "too_late_for_final"


class NothingLeft(RuleBroken):
    """Everything was acquired: there is nothing to evaluate again."""

    code = "nothing_left"


def carried_over(judged: Iterable[tuple[str, Decision]], opened_on: date, today: date) -> tuple[Carried, ...]:
    """The criteria a final evaluation does not ask again; refused when too late, or when nothing is left to ask."""
    decided = list(judged)
    if today > last_day(opened_on):
        raise TooLateForFinal(
            message(
                "L'évaluation préalable date du %(day)s, plus de cinq ans : il en faut une nouvelle.",
                day=opened_on.strftime("%d/%m/%Y"),
            )
        )
    if all(decision == Decision.ACQUIRED for _, decision in decided):
        raise NothingLeft(message("Tout est acquis : il n'y a pas d'évaluation finale à ouvrir."))
    why = message("Acquis à l'évaluation préalable du %(day)s.", day=opened_on.strftime("%d/%m/%Y"))
    return tuple(Carried(code, why) for code, decision in decided if decision == Decision.ACQUIRED)
