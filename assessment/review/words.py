"""The words of the four states of a criterion, counted in French."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What is known of a criterion, a sub-domain, a domain or the certificate."""

    ACQUIRED = "acquired"
    NOT_ACQUIRED = "not_acquired"
    TO_CONFIRM = "to_confirm"
    NOT_EVALUATED = "not_evaluated"


LABELS = {
    State.ACQUIRED: "acquis",
    State.NOT_ACQUIRED: "non acquis",
    State.TO_CONFIRM: "à confirmer",
    State.NOT_EVALUATED: "non évalué",
}


def plural(count: int, one: str, many: str) -> str:
    """`1 critère`, `2 critères`; zero is singular in French."""
    return f"{count} {many if count > 1 else one}"


LIKELIHOODS = (
    (0.97, "presque sûr"),
    (0.90, "très probable"),
    (0.70, "probable"),
    (0.30, "incertain"),
    (0.10, "peu probable"),
    (0.03, "très peu probable"),
)


def likelihood(probability: float) -> str:
    """The words for a probability that something is acquired."""
    return next((words for bound, words in LIKELIHOODS if probability >= bound), "presque exclu")
