"""What an evaluator should know of how a sitting went. Flags go to people, never into the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.messages import counted, joined, message

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


ACCOMMODATIONS: dict[str, str] = {
    "no_audio": message("sans son"),
    "no_picture": message("sans image"),
    "large_text": message("grands caractères"),
    "extra_time": message("temps majoré"),
    "reader": message("questions lues par une personne"),
}


UNFINISHED: dict[str | None, str] = {
    "ready": message("La séance n'a pas commencé : les suggestions peuvent changer."),
    "running": message("La séance est en cours : les suggestions peuvent changer."),
    "paused": message("La séance est en pause : les suggestions peuvent changer."),
}


def is_fast(pace: Pace) -> bool:
    """Whether this answer came faster than the question can be read; "je ne sais pas" may be quick."""
    return not pace.dont_know and pace.seconds < max(FAST_FLOOR, FAST_SHARE * pace.expected)


def alerts(paces: Sequence[Pace], sitting: str | None, accommodations: Sequence[str]) -> tuple[Alert, ...]:
    """Everything worth a word, most useful first."""
    found = [_unfinished(sitting), _fast(paces), _interrupted(paces), _unsure(paces), _accommodated(accommodations)]
    return tuple(alert for alert in found if alert is not None)


def _unfinished(sitting: str | None) -> Alert | None:
    if sitting not in UNFINISHED:
        return None
    return Alert("unfinished", message("Séance non terminée"), UNFINISHED[sitting])


def _fast(paces: Sequence[Pace]) -> Alert | None:
    count = sum(is_fast(pace) for pace in paces)
    if count < FAST_COUNT:
        return None
    return Alert(
        "fast",
        message("Réponses très rapides"),
        message(
            "%(count)s réponses sur %(all)s sont venues avant qu'on puisse lire la question. Parlez-en ensemble.",
            count=count,
            all=len(paces),
        ),
    )


def _interrupted(paces: Sequence[Pace]) -> Alert | None:
    count = sum(pace.gap > LONG_GAP for pace in paces)
    if not count:
        return None
    said = counted(
        "Plus d'une demi-heure sans réponse, %(n)s fois. Rien n'a été perdu.",
        "Plus d'une demi-heure sans réponse, %(n)s fois. Rien n'a été perdu.",
        count,
    )
    return Alert("interrupted", message("Séance interrompue"), said)


def _unsure(paces: Sequence[Pace]) -> Alert | None:
    count = sum(pace.dont_know for pace in paces)
    if len(paces) < UNSURE_COUNT or count < UNSURE_SHARE * len(paces):
        return None
    return Alert(
        "unsure",
        message("Beaucoup de « je ne sais pas »"),
        message(
            "%(count)s réponses sur %(all)s. La personne sait peut-être plus faire à l'oral ou en situation.",
            count=count,
            all=len(paces),
        ),
    )


def _accommodated(accommodations: Sequence[str]) -> Alert | None:
    if not accommodations:
        return None
    said = joined(", ", (ACCOMMODATIONS.get(key, key) for key in accommodations))
    return Alert("accommodation", message("Aménagement"), joined("", (said, ".")))
