"""What an evaluator should know of how a sitting went. Flags go to people, never into the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.review.words import plural

FAST_SHARE = 0.15  # of the time an ordinary candidate needs: too short to have read the question
FAST_FLOOR = 2.0  # seconds; nobody reads and answers under that
FAST_COUNT = 3  # fast answers before they are worth a word
LONG_GAP = 30 * 60.0  # seconds between an answer and the next question shown: an interruption
UNSURE_SHARE = 0.5  # of "je ne sais pas" among the answers, from UNSURE_COUNT answers on
UNSURE_COUNT = 8


@dataclass(frozen=True)
class Pace:
    """The time of one answer: what it took, what an ordinary candidate needs, and how long nothing happened before it."""

    seconds: float
    expected: float
    gap: float
    dont_know: bool


@dataclass(frozen=True)
class Alert:
    """One thing to know, in a title and a sentence."""

    key: str
    title: str
    text: str


ACCOMMODATIONS = {
    "no_audio": "sans son",
    "no_picture": "sans image",
    "large_text": "grands caractères",
    "extra_time": "temps majoré",
    "reader": "questions lues par une personne",
}


def is_fast(pace: Pace) -> bool:
    """Whether this answer came faster than the question can be read; "je ne sais pas" may be quick."""
    return not pace.dont_know and pace.seconds < max(FAST_FLOOR, FAST_SHARE * pace.expected)


def alerts(paces: Sequence[Pace], sitting: str | None, accommodations: Sequence[str]) -> tuple[Alert, ...]:
    """Everything worth a word, most useful first."""
    found = [_unfinished(sitting), _fast(paces), _interrupted(paces), _unsure(paces), _accommodated(accommodations)]
    return tuple(alert for alert in found if alert is not None)


def _unfinished(sitting: str | None) -> Alert | None:
    words = {"ready": "n'a pas commencé", "running": "est en cours", "paused": "est en pause"}
    if sitting not in words:
        return None
    return Alert("unfinished", "Séance non terminée", f"La séance {words[sitting]} : les suggestions peuvent changer.")


def _fast(paces: Sequence[Pace]) -> Alert | None:
    count = sum(is_fast(pace) for pace in paces)
    if count < FAST_COUNT:
        return None
    return Alert(
        "fast",
        "Réponses très rapides",
        f"{count} réponses sur {len(paces)} sont venues avant qu'on puisse lire la question. Parlez-en ensemble.",
    )


def _interrupted(paces: Sequence[Pace]) -> Alert | None:
    count = sum(pace.gap > LONG_GAP for pace in paces)
    if not count:
        return None
    times = plural(count, "fois", "fois")
    return Alert(
        "interrupted", "Séance interrompue", f"Plus d'une demi-heure sans réponse, {times}. Rien n'a été perdu."
    )


def _unsure(paces: Sequence[Pace]) -> Alert | None:
    count = sum(pace.dont_know for pace in paces)
    if len(paces) < UNSURE_COUNT or count < UNSURE_SHARE * len(paces):
        return None
    return Alert(
        "unsure",
        "Beaucoup de « je ne sais pas »",
        f"{count} réponses sur {len(paces)}. La personne sait peut-être plus faire à l'oral ou en situation.",
    )


def _accommodated(accommodations: Sequence[str]) -> Alert | None:
    if not accommodations:
        return None
    return Alert(
        "accommodation", "Aménagement", ", ".join(ACCOMMODATIONS.get(key, key) for key in accommodations) + "."
    )
