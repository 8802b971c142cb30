"""One sitting as its rows tell it: what it may use up, what was served, what was answered, when it was paused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

DEFAULT_QUESTIONS = 60
"""Questions of one sitting at most: what an adult answers with attention; pauses do not count."""

DEFAULT_SECONDS = 75 * 60
"""Seconds in front of questions of one sitting at most."""

DEFAULT_FLOOR = 0.05
"""Expected gain per minute (in the unit of `engine.worth`) under which a sitting ends: after 98 to 183 questions of a good
bank, where an hour more brings under two points of right decisions (figures: docs/engine.md)."""

CHECKPOINT_EVERY = 5
"""Questions between two moments where the person is told where they are."""

LONGEST_COUNTED = 10 * 60.0
"""Seconds of one answer that count in the time used: beyond, the person had left without saying so."""


class Status(Enum):
    """Where a sitting is; values are those of the database."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Earlier:
    """The initial evaluation that a final one starts from, as it stood at a moment."""

    file_id: str
    until: datetime
    """What was answered or observed from then on does not count."""
    years: float
    """Between it and the sitting: what it says has aged by so much."""
    taught: tuple[str, ...] = ()
    """Criteria it did not acquire: taught since, so that it says less of them."""


@dataclass(frozen=True)
class Settings:
    """What a sitting was opened with; kept in its row, so that later decisions of a body change nothing in it.

    The defaults are those of a row that says nothing: nothing is avoided, nothing is on trial, no floor.
    """

    questions: int = DEFAULT_QUESTIONS
    seconds: int = DEFAULT_SECONDS
    criteria: tuple[str, ...] = ()
    """Criteria it is limited to (a final evaluation); empty means all."""
    overexposed: tuple[str, ...] = ()
    """Codes of the questions that too many people had seen when it was opened: avoided while others are almost as good."""
    beyond: tuple[str, ...] = ()
    """What the person cannot do (`hearing`, `sight`): questions that need it are not asked."""
    floor_per_minute: float = 0.0
    """Expected right decisions per minute under which asking on is not worth the person's time; 0 never stops for that."""
    pilot_share: float = 0.0
    """Share of the questions that are on trial: shown, answered, never counted."""
    earlier: Earlier | None = None

    def to_data(self) -> dict[str, Any]:
        said: dict[str, Any] = {"questions": self.questions, "seconds": self.seconds, "criteria": list(self.criteria)}
        said |= {"overexposed": list(self.overexposed), "beyond": list(self.beyond)}
        said |= {"floor_per_minute": self.floor_per_minute, "pilot_share": self.pilot_share}
        if self.earlier is not None:
            said["earlier"] = {
                "file_id": self.earlier.file_id,
                "until": self.earlier.until.isoformat(),
                "years": self.earlier.years,
                "taught": list(self.earlier.taught),
            }
        return said


def settings_from_data(data: Mapping[str, Any]) -> Settings:
    earlier = data.get("earlier")
    return Settings(
        questions=int(data.get("questions", DEFAULT_QUESTIONS)),
        seconds=int(data.get("seconds", DEFAULT_SECONDS)),
        criteria=tuple(data.get("criteria", ())),
        overexposed=tuple(data.get("overexposed", ())),
        beyond=tuple(data.get("beyond", ())),
        floor_per_minute=float(data.get("floor_per_minute", 0.0)),
        pilot_share=float(data.get("pilot_share", 0.0)),
        earlier=_earlier_from_data(earlier) if earlier else None,
    )


def _earlier_from_data(data: Mapping[str, Any]) -> Earlier:
    until, taught = datetime.fromisoformat(data["until"]), tuple(data.get("taught", ()))
    return Earlier(data["file_id"], until, float(data["years"]), taught)


@dataclass(frozen=True)
class ServeRecord:
    """One question shown."""

    id: int
    sitting_id: str
    position: int
    release_position: int
    item_version_id: str
    seed: int
    token: str
    reason: Mapping[str, Any]
    served_at: datetime
    scored: bool = True
    """False for a question on trial."""


@dataclass(frozen=True)
class AnswerRecord:
    """One answer given; `response` is None for "je ne sais pas"."""

    position: int
    key: str
    response: Any
    response_hash: str
    dont_know: bool
    score: int
    seconds: float
    answered_at: datetime


@dataclass(frozen=True)
class PauseRecord:
    """A stretch during which nothing was asked; `resumed_at` is None while it lasts."""

    number: int
    position: int
    paused_at: datetime
    resumed_at: datetime | None


@dataclass(frozen=True)
class Heading:
    """A sitting without its rows."""

    id: str
    body_id: str
    file_id: str
    number: int
    release_id: str
    seed: int
    settings: Settings
    status: Status
    opened_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None


@dataclass(frozen=True)
class Sitting(Heading):
    """A sitting with all its rows, in their order."""

    serves: tuple[ServeRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()
    pauses: tuple[PauseRecord, ...] = ()

    @property
    def position(self) -> int:
        """The position that is to be answered now."""
        return len(self.answers)

    @property
    def current(self) -> ServeRecord | None:
        """The question shown and not yet answered, if any."""
        return self.serves[-1] if len(self.serves) > len(self.answers) else None

    @property
    def scored(self) -> tuple[tuple[ServeRecord, AnswerRecord], ...]:
        """The answers that count, with their questions: those on trial are left out."""
        pairs = zip(self.serves, self.answers, strict=False)
        return tuple((shown, given) for shown, given in pairs if shown.scored)

    @property
    def active_seconds(self) -> float:
        """Seconds in front of questions: pauses left out, an absence counted up to a limit."""
        return sum(min(answer.seconds, LONGEST_COUNTED) for answer in self.answers)


def as_of(sitting: Sitting, moment: datetime) -> Sitting:
    """The sitting with the answers it had at a moment."""
    return replace(sitting, answers=tuple(row for row in sitting.answers if row.answered_at < moment))


def response_seconds(serve: ServeRecord, pauses: tuple[PauseRecord, ...], now: datetime) -> float:
    """Seconds from serve to now, pauses since left out; never negative, whatever the clock did."""
    paused = sum(
        max(0.0, ((pause.resumed_at or now) - max(pause.paused_at, serve.served_at)).total_seconds())
        for pause in pauses
        if pause.position == serve.position
    )
    return max(0.0, (now - serve.served_at).total_seconds() - paused)


def fingerprint(token: str, response: object) -> str:
    """SHA-256 of what was answered to what: the same key with another fingerprint is refused."""
    said = json.dumps([token, response], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def is_checkpoint(answered: int) -> bool:
    """Whether the person is told where they are after this many answers."""
    return answered > 0 and answered % CHECKPOINT_EVERY == 0
