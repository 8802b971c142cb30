"""An author looks at the health of the bank: what answers say of each question, and how far the bank can reach.

Nothing here changes a score, a state or a release: it is read, and a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from markupsafe import Markup
from sqlalchemy import select

from assessment.engine.health.examine import Health, Reachable, examine, reachable
from assessment.engine.health.fairness import LEAST_PERSONS
from assessment.engine.health.item_fit import LEAST, Group
from assessment.engine.health.options import OptionTable
from assessment.engine.health.reach import WANTED, Aim, Reach
from assessment.engine.health.verdict import Attention, worst
from assessment.engine.structure import MEDIUM, domain_of
from assessment.errors import NotFound
from assessment.interchange import health_plots
from assessment.interchange.health_words import GUARDS, NEEDS, WORDS, Concern, concerns, questions_of
from assessment.interchange.records_json import from_json
from assessment.services.acting import AUTHOR, Acting
from assessment.services.measures import pool_for
from assessment.services.releases import current_release
from assessment.services.shared_answers import bank_of, gathered
from assessment.storage import health_results
from assessment.storage import shared_answers as stored
from assessment.storage.database import db
from assessment.storage.tables.bank import ItemRow

ON_DEMAND = 1_500
"""Answers up to which the guards are computed while the page waits (a second); beyond, a job does it."""

Say = Callable[[str], str]


@dataclass(frozen=True)
class Answers:
    """What there is to look at."""

    shared: int
    sittings: int
    """Sittings whose answers are shared."""
    every: int
    """All sittings."""


@dataclass(frozen=True)
class Line:
    """One concern, with the question it is about."""

    item_id: str
    code: str
    attention: str
    guard: str
    sentence: str
    advice: str


@dataclass(frozen=True)
class Narrowed:
    """The filters of the page; empty means everything."""

    criterion: str = ""
    guard: str = ""
    attention: str = ""


@dataclass(frozen=True)
class Overview:
    """The page of the bank's health."""

    answers: Answers
    at: datetime | None
    """When a job computed it; none when it was computed for this page, or never."""
    health: Health | None
    lines: tuple[Line, ...]
    total: int
    """Concerns before the filters."""
    questions: tuple[int, int, int]
    """To look at, to watch, with enough answers."""
    waits: bool
    """A computation was asked for and is not over."""


@dataclass(frozen=True)
class Statistics:
    """What answers say of one question."""

    code: str
    attention: str
    answers: int
    missing: int
    """Answers before a curve can be told from another."""
    concerns: tuple[Line, ...]
    groups: tuple[Group, ...]
    correlation: float
    harder: float
    harder_se: float
    rapid: float
    shown: float
    options: OptionTable | None


def overview(acting: Acting, certificate: str, narrowed: Narrowed) -> Overview:
    """The health of the author's own bank, with the concerns that pass the filters."""
    acting.require(AUTHOR)
    answers = Answers(*stored.counts(db.session(), acting.body_id, certificate))
    health, at = _latest(acting.body_id, certificate, answers.shared)
    found = concerns(health) if health else []
    ids = _ids(acting.body_id, certificate)
    lines = tuple(_line(health, one, ids) for one in found if health and _passes(health, one, narrowed))
    looked, watched = questions_of(found)
    measured = int(((health.fit.answers >= LEAST) & health.usable).sum()) if health else 0
    waits = health_results.waits(db.session(), acting.body_id, certificate)
    return Overview(answers, at, health, lines, len(found), (len(looked), len(watched), measured), waits)


def statistics(acting: Acting, certificate: str, code: str) -> Statistics | None:
    """What answers say of one question in use; none when nothing was computed or it is not in use."""
    acting.require(AUTHOR)
    answers = stored.counts(db.session(), acting.body_id, certificate)[0]
    health, _ = _latest(acting.body_id, certificate, answers)
    places = [at for at, name in enumerate(health.names) if name == code and health.usable[at]] if health else []
    if health is None or not places:
        return None
    at, ids = places[0], _ids(acting.body_id, certificate)
    own = [one for one in concerns(health) if at in (one.item, one.other)]
    known = Attention.FEW if health.fit.attention[at] is Attention.FEW else Attention.OK
    return Statistics(
        code=code,
        attention=worst([known, *(one.attention for one in own)]).value,
        answers=int(health.fit.answers[at]),
        missing=int(health.fit.missing[at]),
        concerns=tuple(_line(health, one, ids) for one in own),
        groups=health.fit.groups[at] if health.fit.answers[at] >= LEAST else (),
        correlation=float(health.discrimination.correlation[at]),
        harder=float(health.difficulty.harder[at]),
        harder_se=float(health.difficulty.se[at]),
        rapid=float(health.rapid.share[at]),
        shown=float(health.exposure.share[at]),
        options=health.options.get(at),
    )


def curve(found: Statistics, say: Say) -> tuple[Markup, Sequence[str], Sequence[Sequence[str]]]:
    """The drawing of a question's curve, and the columns and rows of the table beside it."""
    table = health_plots.curve_table(found.code, found.groups)
    return health_plots.curve(found.code, found.groups, say), table.columns, table.rows


def reach(acting: Acting, certificate: str) -> Reachable | None:
    """How far the questions in use can reach; none before the first release."""
    acting.require(AUTHOR)
    try:
        release = current_release(acting.body_id, certificate)
    except NotFound:
        return None
    return _reach(str(db.engine.url), release.id)


def by_domain(found: Reachable) -> dict[str, list[tuple[str, Reach]]]:
    """Domain -> its criteria with how far they reach."""
    domains: dict[str, list[tuple[str, Reach]]] = {}
    for code, one in zip(found.codes, found.reach, strict=True):
        domains.setdefault(domain_of(code), []).append((code, one))
    return domains


def reach_drawing(title: str, rows: Sequence[tuple[str, Reach]], say: Say) -> Markup:
    return health_plots.reach_drawing(title, rows, say)


def cost(found: Reachable) -> list[tuple[str, int, int, float]]:
    """Of each accessibility filter: its name, questions lost, criteria that become less sure, mean sureness lost."""
    rows = []
    for name, left in found.filters.items():
        lost = [before.together - after.together for before, after in zip(found.reach, left, strict=True)]
        gone = sum(before.questions - after.questions for before, after in zip(found.reach, left, strict=True))
        rows.append((NEEDS[name], gone, sum(one > 0.01 for one in lost), max(float(np.mean(lost)), 0.0)))
    return rows


def words() -> Mapping[str, object]:
    """What pages say of guards and of attentions, and the numbers they quote."""
    attentions = {key.value: word for key, word in WORDS.items()}
    return {
        "guards": GUARDS,
        "attentions": attentions,
        "wanted": WANTED,
        "least": LEAST,
        "least_persons": LEAST_PERSONS,
        "to_write": health_plots.to_write,
    }


def _latest(body_id: str, certificate: str, answers: int) -> tuple[Health | None, datetime | None]:
    """The result of the last job, or one made now when it takes a second."""
    made = health_results.last(db.session(), body_id, certificate)
    if made is not None:
        return _read(made.job_id, made.content), made.at
    if not 0 < answers <= ON_DEMAND:
        return None, None
    of = (body_id, certificate, stored.stamp(db.session(), body_id, certificate))
    return _examined(str(db.engine.url), current_release(body_id, certificate).id, of), None


@lru_cache(maxsize=4)
def _read(job_id: str, content: bytes) -> Health:
    return from_json(Health, content.decode())


@lru_cache(maxsize=4)
def _examined(database: str, release_id: str, of: tuple[str, str, str]) -> Health:
    return examine(gathered(of[0], of[1]), seed=0)


@lru_cache(maxsize=8)
def _reach(database: str, release_id: str) -> Reachable:
    return reachable(bank_of(pool_for(release_id)), MEDIUM, Aim())


def _ids(body_id: str, certificate: str) -> dict[str, str]:
    """Code -> identifier of the body's questions."""
    query = select(ItemRow.code, ItemRow.id).where(ItemRow.body_id == body_id, ItemRow.certificate == certificate)
    return dict(db.session.execute(query).all())


def _line(health: Health, one: Concern, ids: Mapping[str, str]) -> Line:
    code = health.names[one.item]
    return Line(ids.get(code, ""), code, one.attention.value, one.guard, one.sentence, one.advice)


def _passes(health: Health, one: Concern, narrowed: Narrowed) -> bool:
    criterion = health.codes[health.criterion[one.item]]
    wanted = narrowed.criterion
    return (
        (not wanted or criterion == wanted or criterion.startswith(wanted + "."))
        and narrowed.guard in ("", one.guard)
        and narrowed.attention in ("", one.attention.value)
    )
