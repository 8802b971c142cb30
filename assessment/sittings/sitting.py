"""One sitting as its rows tell it: what it may use up, what was served, what was answered, when it was paused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

DEFAULT_QUESTIONS = 60
"""Questions of one sitting at most: what an adult answers with attention; pauses do not count."""

DEFAULT_SECONDS = 75 * 60
"""Seconds in front of questions of one sitting at most."""

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
class Settings:
    """What a sitting was opened with; kept in its row."""

    questions: int = DEFAULT_QUESTIONS
    seconds: int = DEFAULT_SECONDS
    criteria: tuple[str, ...] = ()
    """Criteria it is limited to (a final evaluation); empty means all."""

    def to_data(self) -> dict[str, Any]:
        return {"questions": self.questions, "seconds": self.seconds, "criteria": list(self.criteria)}


def settings_from_data(data: Mapping[str, Any]) -> Settings:
    return Settings(
        questions=int(data.get("questions", DEFAULT_QUESTIONS)),
        seconds=int(data.get("seconds", DEFAULT_SECONDS)),
        criteria=tuple(data.get("criteria", ())),
    )


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
    def active_seconds(self) -> float:
        """Seconds in front of questions: pauses left out, an absence counted up to a limit."""
        return sum(min(answer.seconds, LONGEST_COUNTED) for answer in self.answers)


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
