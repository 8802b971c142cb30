"""The words of the four states of a criterion, and of a probability."""

from __future__ import annotations

from enum import StrEnum

from assessment.messages import message


class State(StrEnum):
    """What is known of a criterion, a sub-domain, a domain or the certificate."""

    ACQUIRED = "acquired"
    NOT_ACQUIRED = "not_acquired"
    TO_CONFIRM = "to_confirm"
    NOT_EVALUATED = "not_evaluated"


LABELS: dict[State, str] = {
    State.ACQUIRED: message("acquis"),
    State.NOT_ACQUIRED: message("non acquis"),
    State.TO_CONFIRM: message("à confirmer"),
    State.NOT_EVALUATED: message("non évalué"),
}


LIKELIHOODS = (
    (0.97, message("presque sûr")),
    (0.90, message("très probable")),
    (0.70, message("probable")),
    (0.30, message("incertain")),
    (0.10, message("peu probable")),
    (0.03, message("très peu probable")),
)


def likelihood(probability: float) -> str:
    """The words for a probability that something is acquired, as the whole percent a page shows."""
    shown = round(probability, 2)
    return next((words for bound, words in LIKELIHOODS if shown >= bound), message("presque exclu"))
