"""What a candidate is told of their own sitting: where they are, the question, what they already know how to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.items.presentation import Question, show
from assessment.messages import message
from assessment.services import entry, suggestions
from assessment.services.acting import Acting
from assessment.services.measures import pool_for
from assessment.services.releases import load_release
from assessment.services.sitting import own_heading, own_sitting, served_item
from assessment.sittings.pool import Pool
from assessment.sittings.sitting import Sitting, Status, is_checkpoint
from assessment.sittings.suggestion import Suggestion
from assessment.sittings.words import part_name
from assessment.storage import sittings
from assessment.storage.database import db

LIKELY = 0.5
"""Probability from which a criterion with a right answer is told as something the person knows: more likely than not."""

MOST_STRENGTHS = 3
ROUND_MINUTES = 5


@dataclass(frozen=True)
class Part:
    """One part in plain words; `state` is done, current or todo."""

    name: str
    state: str


@dataclass(frozen=True)
class Progress:
    """Where the person is; `minutes` is a round upper figure of what is left."""

    sitting_id: str
    status: str
    answered: int
    minutes: int
    parts: tuple[Part, ...]
    elsewhere: tuple[str, ...]
    """Parts without questions: they are talked about with the evaluator."""
    shown: bool
    """A question is waiting for its answer."""
    checkpoint: bool


@dataclass(frozen=True)
class CurrentQuestion:
    """A question to answer; `number` counts from 1."""

    sitting_id: str
    number: int
    token: str
    question: Question
    media: Mapping[str, str]
    """Hashes of what it shows from its body's library, by name."""
    very_fast: bool
    """The last answers came faster than anyone reads: a pause is offered."""
    unsure: bool
    """The last answers were all « je ne sais pas »: the person is told that it is normal."""


@dataclass(frozen=True)
class Strengths:
    """What the last page tells; `known` when each is more likely mastered than not."""

    sitting_id: str
    labels: tuple[str, ...]
    known: bool

    @property
    def lead(self) -> str:
        """The sentence that comes before them."""
        if not self.labels:
            return message("C'est terminé. Vos réponses sont gardées.")
        if self.known:
            return message("Voici ce que vous savez déjà faire.")
        return message("Voici ce que vous avez commencé à montrer.")


IN_A_ROW = 3
"""So many answers alike in a row before the person is told something: every one of them would be too often."""

FAST_SECONDS = 2.0
"""Seconds under which a question was not read."""


def progress(acting: Acting) -> Progress:
    """The parts of the sitting and how far they are."""
    sitting = own_sitting(acting)
    pool = pool_for(sitting.release_id)
    parts, elsewhere = _parts(pool, sitting)
    return Progress(
        sitting_id=sitting.id,
        status=sitting.status.value,
        answered=len(sitting.answers),
        minutes=_minutes_left(pool, sitting),
        parts=parts,
        elsewhere=elsewhere,
        shown=sitting.current is not None,
        checkpoint=is_checkpoint(len(sitting.answers)) and sitting.current is None,
    )


def current_question(acting: Acting) -> CurrentQuestion | None:
    """The question shown to this person on every device, or nothing when none waits for an answer."""
    sitting = own_heading(acting)
    shown = sittings.last_serve(db.session(), sitting.id)
    _, answered = sittings.counts(db.session(), sitting.id)
    if shown is None or shown.position != answered or sitting.status is not Status.RUNNING:
        return None
    told = shown.position > 0 and shown.position % IN_A_ROW == 0
    last = sittings.last_answers(db.session(), sitting.id, IN_A_ROW) if told else []
    very_fast = told and all(seconds < FAST_SECONDS for seconds, _ in last)
    return CurrentQuestion(
        sitting_id=sitting.id,
        number=shown.position + 1,
        token=shown.token,
        question=show(served_item(sitting, shown), entry.listening(acting)),
        media=load_release(sitting.release_id).media_of(shown.release_position),
        very_fast=very_fast,
        unsure=told and not very_fast and all(dont_know for _, dont_know in last),
    )


def strengths(acting: Acting) -> Strengths:
    """Two or three things in the words of the criteria, the surest first: known already, or else begun to be shown."""
    sitting = own_sitting(acting)
    said = suggestions.for_file(sitting.file_id)
    labels = {one.code: one.label for one in pool_for(sitting.release_id).referential.criteria}
    right = sorted(
        (one for one in said.values() if one.right), key=lambda one: (-(one.probability or 0), one.criterion)
    )
    known = [one for one in right if (one.probability or 0) >= LIKELY]
    begun = [one for one in right if one.right == one.asked]
    chosen = _of_different_kinds(known or begun)[:MOST_STRENGTHS]
    return Strengths(sitting.id, tuple(labels[one.criterion] for one in chosen), known=bool(known))


def _of_different_kinds(ordered: Sequence[Suggestion]) -> list[Suggestion]:
    """The best of each sub-domain first, then the others."""
    best: dict[str, Suggestion] = {}
    for one in ordered:
        best.setdefault(one.criterion.rsplit(".", 1)[0], one)
    first = list(best.values())
    return first + [one for one in ordered if one not in first]


def _parts(pool: Pool, sitting: Sitting) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    asked = {pool.items[pool.index(sitting.release_id, serve.release_position)].criterion for serve in sitting.serves}
    wanted = set(sitting.settings.criteria) or set(pool.measure.codes)
    available = {item.criterion for item in pool.items} & wanted
    parts, elsewhere = [], []
    for domain in pool.referential.domains:
        codes = {criterion.code for subdomain in domain.subdomains for criterion in subdomain.criteria}
        name = part_name(pool.referential, domain)
        if not codes & available:
            elsewhere += [name] if codes & wanted else []
            continue
        begun = bool(codes & asked)
        done = "done" if sitting.status is Status.ENDED else "current"
        parts.append(Part(name, done if begun else "todo"))
    return tuple(parts), tuple(elsewhere)


def _minutes_left(pool: Pool, sitting: Sitting) -> int:
    """Questions left at their ordinary pace, within the time left, rounded up to five minutes."""
    left = max(0, sitting.settings.questions - len(sitting.answers))
    seconds = min(left * float(pool.measure.items.seconds.mean()), sitting.settings.seconds - sitting.active_seconds)
    return max(ROUND_MINUTES, -(-int(max(seconds, 0)) // (60 * ROUND_MINUTES)) * ROUND_MINUTES)
