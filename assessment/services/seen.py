"""Questions exactly as a candidate met them, beside the answer given and the one expected; for evaluators only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from assessment.items.item import Item
from assessment.items.parameters import highest
from assessment.items.presentation import Question, serve, show
from assessment.items.support import Listening
from assessment.items.typesetting import typeset
from assessment.messages import message
from assessment.review.alerts import Pace, is_fast
from assessment.services.releases import load_release
from assessment.sittings.reasons import why_asked
from assessment.storage import follow
from assessment.storage.database import db
from assessment.storage.follow import ShownLine

SECONDS = 6  # column of the expected seconds in a release's parameters
DONT_KNOW = message("Je ne sais pas")


@dataclass(frozen=True)
class SeenQuestion:
    """One question as it was shown. `outcome`: right, partly, wrong, dont_know or waiting."""

    criterion: str
    code: str
    sitting: int
    number: int
    question: Question
    media: Mapping[str, str]  # hashes of what it showed from its body's library, by name
    answer: str
    expected: str
    explanation: str
    outcome: str
    why: str  # why the engine chose it
    scored: bool  # False for a question on trial: its answer counts nowhere
    seconds: float
    expected_seconds: float
    fast: bool
    gap: float  # seconds between the answer before and this question: an absence
    served_at: datetime
    answered_at: datetime | None


def questions(file_id: str, criterion: str = "") -> list[SeenQuestion]:
    """What the person of a file was shown, in order; of one criterion when it is given."""
    lines = follow.shown(db.session(), file_id)
    pairs = list(zip(lines, _gaps(lines), strict=True))
    return [
        _seen(line, item, gap)
        for line, gap in pairs
        if (item := _item(line)) and (not criterion or item.criterion == criterion)
    ]


def paces(file_id: str) -> list[Pace]:
    """The time of each answer, without reading the questions themselves."""
    lines = follow.shown(db.session(), file_id)
    return [_pace(line, gap) for line, gap in zip(lines, _gaps(lines), strict=True) if line.answered]


def asked_of(release_ids: list[str], criterion: str) -> int:
    """How many questions on a criterion these releases hold, those on trial left out."""
    held = (load_release(release_id) for release_id in release_ids)
    return len(
        {
            item.code
            for release in held
            for item, pilot in zip(release.items, release.pilots, strict=True)
            if item.criterion == criterion and not pilot
        }
    )


def _item(line: ShownLine) -> Item:
    return load_release(line.release_id).items[line.release_position]


def _gaps(lines: list[ShownLine]) -> list[float]:
    """Seconds nothing happened before each question was shown."""
    gaps = [
        (after.served_at - before.answered_at).total_seconds()
        if before.answered_at and before.sitting == after.sitting
        else 0.0
        for before, after in pairwise(lines)
    ]
    return [0.0, *gaps][: len(lines)]


def _pace(line: ShownLine, gap: float) -> Pace:
    expected = load_release(line.release_id).parameters[line.release_position][SECONDS]
    absent = 0.0
    if line.answered_at:
        absent = (line.answered_at - line.served_at).total_seconds() - line.seconds
    return Pace(line.seconds, expected, max(gap, absent), line.dont_know)


def _seen(line: ShownLine, item: Item, gap: float) -> SeenQuestion:
    served = serve(item, line.seed)
    shown, kind = served.item, item.behaviour
    pace = _pace(line, gap)
    answer = ""
    if line.answered:
        answer = DONT_KNOW if line.dont_know else typeset(kind.say_response(shown.content, line.response))
    return SeenQuestion(
        criterion=item.criterion,
        code=item.code,
        sitting=line.sitting,
        number=line.position + 1,
        question=show(served, Listening.BOTH),
        media=load_release(line.release_id).media_of(line.release_position),
        answer=answer,
        expected=typeset(kind.say_key(shown.content)),
        explanation=shown.explanation,
        outcome=_outcome(line, highest(shown)),
        why=why_asked(line.reason),
        scored=line.scored,
        seconds=line.seconds,
        expected_seconds=pace.expected,
        fast=line.answered and is_fast(pace),
        gap=pace.gap,
        served_at=line.served_at,
        answered_at=line.answered_at,
    )


def _outcome(line: ShownLine, top: int) -> str:
    if not line.answered:
        return "waiting"
    if line.dont_know:
        return "dont_know"
    if 0 < line.score < top:
        return "partly"
    return "right" if line.score else "wrong"
