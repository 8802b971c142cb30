"""What the machine suggests of each criterion, with its grounds and the French sentence that says them.

A suggestion is not a judgement: an evaluator judges (`review`), from this and from what was seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assessment.engine import Answer, Belief, Evidence, Mastery, State, Status, published, suggest
from assessment.messages import counted, joined, message
from assessment.sittings.pool import Pool

STATES = {
    Status.ACQUIRED: "acquired",
    Status.NOT_ACQUIRED: "not_acquired",
    Status.TO_CONFIRM: "to_confirm",
    Status.NOT_ASSESSED: "not_evaluated",
}
MOST, HALF, SOME = 0.7, 0.4, 0.15
"""Shares of a suggestion that come from neighbouring criteria, from which the sentence says so."""

SURE_MARGIN = 1e-6
"""Probabilities are kept this far from 0 and 1 when their logarithm is taken."""


@dataclass(frozen=True)
class Suggestion:
    """One criterion: its state, the probability that it is mastered, and what that rests on."""

    criterion: str
    state: str
    probability: float | None
    asked: int
    right: int
    partly: int
    """Answers that earned a part of a graded question."""
    wrong: int
    dont_know: int
    observations: int
    neighbour_share: float
    sentence: str


@dataclass(frozen=True)
class Counts:
    """What happened on one criterion, in whole numbers."""

    asked: int
    right: int
    dont_know: int
    observations: int
    favourable: int
    partly: int = 0
    earlier: bool = False
    """Whether the initial evaluation counts too."""


@dataclass(frozen=True)
class Told:
    """What the rows say and the engine does not keep, by criterion."""

    dont_know: Mapping[str, int] = field(default_factory=dict)
    """Answers "je ne sais pas": the engine knows them as not right."""
    partly: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Shares earned by partly right answers."""
    earlier: Belief | None = None
    """What the initial evaluation left, in a final one: its suggestions begin from there."""


def suggestions(pool: Pool, evidence: tuple[Evidence, ...], dont_know: Mapping[str, int]) -> dict[str, Suggestion]:
    """One suggestion per criterion, from the posterior that does not depend on the order of the evidence.

    `dont_know` counts the answers "je ne sais pas" per criterion: the engine knows them as not right.
    """
    return from_state(pool, published(pool.measure, evidence), Told(dont_know, partial_credits(pool, evidence)))


def partial_credits(pool: Pool, evidence: Iterable[Evidence]) -> dict[str, list[float]]:
    """The shares of the highest score that partly right answers earned, by criterion."""
    found: dict[str, list[float]] = {}
    items = pool.measure.items
    for row in evidence:
        if isinstance(row, Answer) and 0 < row.score < items.highest[row.item]:
            code = pool.measure.codes[int(items.criterion[row.item])]
            found.setdefault(code, []).append(row.score / float(items.highest[row.item]))
    return found


def from_state(pool: Pool, state: State, told: Told) -> dict[str, Suggestion]:
    mastery = suggest(pool.measure, state, told.earlier)
    return {
        code: _one(code, at, _counts(mastery, at, code, told), mastery) for at, code in enumerate(pool.measure.codes)
    }


def _counts(mastery: Mastery, at: int, code: str, told: Told) -> Counts:
    shares = told.partly.get(code, ())
    return Counts(
        asked=int(mastery.asked[at]),
        right=round(float(mastery.right[at]) - sum(shares)),
        partly=len(shares),
        dont_know=told.dont_know.get(code, 0),
        observations=int(mastery.observations[at]),
        favourable=int(mastery.observed_mastered[at]),
        earlier=told.earlier is not None,
    )


def _one(code: str, at: int, counts: Counts, mastery: Mastery) -> Suggestion:
    state = STATES[mastery.status[at]]
    probability = float(mastery.probability[at])
    neighbours = float(mastery.without_direct[at])
    share = neighbour_share(float(mastery.population[at]), neighbours, probability)
    return Suggestion(
        criterion=code,
        state=state,
        probability=None if state == "not_evaluated" else probability,
        asked=counts.asked,
        right=counts.right,
        partly=counts.partly,
        wrong=counts.asked - counts.right - counts.partly - counts.dont_know,
        dont_know=counts.dont_know,
        observations=counts.observations,
        neighbour_share=share,
        sentence=sentence(state, counts, probability, share),
    )


def neighbour_share(before: float, neighbours: float, all_evidence: float) -> float:
    """Part of the way from the population's log-odds that the neighbouring criteria made alone, from 0 to 1."""
    indirect = abs(log_odds(neighbours) - log_odds(before))
    direct = abs(log_odds(all_evidence) - log_odds(neighbours))
    return indirect / (indirect + direct) if indirect + direct > SURE_MARGIN else 0.0


def log_odds(probability: float) -> float:
    kept = float(np.clip(probability, SURE_MARGIN, 1.0 - SURE_MARGIN))
    return math.log(kept / (1.0 - kept))


WORDS = {
    "acquired": message("Acquis"),
    "not_acquired": message("Non acquis"),
    "to_confirm": message("À confirmer"),
}


def sentence(state: str, counts: Counts, probability: float, share: float) -> str:
    """« À confirmer : 2 questions sur 4 réussies, trop peu pour conclure. » and, when it matters, who else speaks."""
    if state == "not_evaluated":
        return message("Non évalué : rien n'a encore été demandé ni observé sur ce critère.")
    grounds = [say_questions(counts), say_observations(counts), say_limit(state, counts)]
    said = message("%(state)s : %(grounds)s.", state=WORDS[state], grounds=joined(", ", filter(None, grounds)))
    return joined(" ", filter(None, (said, say_neighbours(counts, probability, share), say_earlier(counts))))


def say_questions(counts: Counts) -> str:
    if counts.asked == 0:
        return message("aucune question posée sur ce critère")
    if counts.asked == 1:
        return say_only_question(counts)
    said = [_right(counts)]
    if counts.partly:
        said.append(message(" et %(n)s en partie", n=counts.partly))
    if counts.dont_know:
        said.append(message(" (dont %(n)s « je ne sais pas »)", n=counts.dont_know))
    return joined("", said)


def _right(counts: Counts) -> str:
    if not counts.right:
        return message("aucune question sur %(asked)s réussie", asked=counts.asked)
    return counted(
        "%(n)s question sur %(asked)s réussie",
        "%(n)s questions sur %(asked)s réussies",
        counts.right,
        asked=counts.asked,
    )


def say_only_question(counts: Counts) -> str:
    if counts.partly:
        return message("la seule question posée est réussie en partie")
    if counts.right:
        return message("la seule question posée est réussie")
    if counts.dont_know:
        return message("la seule question posée a reçu « je ne sais pas »")
    return message("la seule question posée n'est pas réussie")


def say_observations(counts: Counts) -> str:
    if not counts.observations:
        return ""
    if counts.observations == 1:
        return message("une observation favorable") if counts.favourable else message("une observation défavorable")
    if counts.favourable == counts.observations:
        return message("%(n)s observations favorables", n=counts.observations)
    if not counts.favourable:
        return message("%(n)s observations défavorables", n=counts.observations)
    return counted(
        "%(all)s observations dont %(n)s favorable",
        "%(all)s observations dont %(n)s favorables",
        counts.favourable,
        all=counts.observations,
    )


def say_limit(state: str, counts: Counts) -> str:
    if state != "to_confirm":
        return ""
    return message("trop peu pour conclure") if counts.asked or counts.observations else ""


def say_earlier(counts: Counts) -> str:
    return message("L'évaluation préalable compte aussi dans cet avis.") if counts.earlier else ""


def say_neighbours(counts: Counts, probability: float, share: float) -> str:
    """How much of the suggestion comes from neighbouring criteria, in words."""
    if not counts.asked and not counts.observations:
        lean = message("acquis") if probability >= 0.5 else message("non acquis")
        return message(
            "Les critères voisins font plutôt penser à « %(lean)s » ; "
            "une question ou une observation doit le confirmer.",
            lean=lean,
        )
    if share >= MOST:
        return message("Cet avis vient surtout des critères voisins.")
    if share >= HALF:
        return message("Cet avis vient pour moitié environ des critères voisins.")
    if share >= SOME:
        return message("Les critères voisins comptent un peu dans cet avis.")
    return ""
