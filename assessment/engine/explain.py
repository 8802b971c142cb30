"""Why a criterion is where it is, as data and as one French sentence for the evaluator."""

from __future__ import annotations

from enum import Enum

from assessment.engine.mastery import Settings, Status
from assessment.engine.suggestion import Mastery
from assessment.messages import counted, joined, message

CLEAR = 0.05
"""Change of a probability from which answers are said to speak for or against."""


class Ground(Enum):
    """What holds a criterion in its state; values are stable codes."""

    NOTHING_KNOWN = "nothing_known"
    NEIGHBOURS_ONLY = "neighbours_only"
    DIRECT_AGAINST_NEIGHBOURS = "direct_against_neighbours"
    NOT_ENOUGH = "not_enough"
    DECIDED = "decided"


def ground(mastery: Mastery, criterion: int, settings: Settings) -> Ground:
    """The first of these that holds."""
    said = mastery.status[criterion]
    direct = int(mastery.asked[criterion] + mastery.observations[criterion])
    if said is Status.NOT_ASSESSED:
        return Ground.NOTHING_KNOWN
    if said is not Status.TO_CONFIRM:
        return Ground.DECIDED
    if direct < settings.direct_minimum:
        return Ground.NEIGHBOURS_ONLY
    own = mastery.without_neighbours[criterion] - mastery.population[criterion]
    others = mastery.without_direct[criterion] - mastery.population[criterion]
    opposed = own * others < 0 and min(abs(own), abs(others)) >= CLEAR
    return Ground.DIRECT_AGAINST_NEIGHBOURS if opposed else Ground.NOT_ENOUGH


def explanation(mastery: Mastery, criterion: int, settings: Settings) -> str:
    """One or two sentences: what was seen, and what is missing."""
    why = ground(mastery, criterion, settings)
    seen = _seen(mastery, criterion)
    if why is Ground.NOTHING_KNOWN:
        return message("Rien n’a encore été demandé sur ce critère ni sur ses voisins.")
    if why is Ground.NEIGHBOURS_ONLY:
        return message(
            "Les réponses sur les critères voisins donnent une idée, mais aucune réponse directe ne la confirme."
        )
    if why is Ground.DIRECT_AGAINST_NEIGHBOURS:
        return joined(" ", (seen, message("Elles ne vont pas dans le même sens que les critères voisins.")))
    if why is Ground.NOT_ENOUGH:
        return joined(" ", (seen, message("C’est encore trop peu pour se prononcer.")))
    return joined(" ", (seen, _help(mastery, criterion)))


def _seen(mastery: Mastery, criterion: int) -> str:
    asked, observed = int(mastery.asked[criterion]), int(mastery.observations[criterion])
    right = f"{mastery.right[criterion]:g}".replace(".", ",")
    answers = counted(
        "%(n)s réponse directe (%(right)s sur %(n)s)",
        "%(n)s réponses directes (%(right)s sur %(n)s)",
        asked,
        right=right,
    )
    observations = counted("%(n)s observation", "%(n)s observations", observed)
    parts = [part for part, count in ((answers, asked), (observations, observed)) if count]
    return joined("", (joined(message(" et "), parts), "."))


def _help(mastery: Mastery, criterion: int) -> str:
    """How much the neighbours count: the same decision would come without them, or not."""
    own, now = mastery.without_neighbours[criterion], mastery.probability[criterion]
    if abs(now - own) < 0.1:
        return message("Elles suffisent presque à elles seules.")
    return message("Les critères voisins vont dans le même sens.")
