"""Whether the rows of sittings contradict each other: the one checker that fault tests and operators run."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, text

from assessment.messages import message
from assessment.services.scenes import scene_of
from assessment.sittings.replay import Discrepancy, check_sitting
from assessment.sittings.sitting import Sitting
from assessment.storage import journal, sittings
from assessment.storage.database import db
from assessment.storage.erasure import ERASE
from assessment.storage.tables.people import JournalEntry

DATABASE = "base"


def check_all(acknowledged: Mapping[str, Mapping[str, object]] | None = None) -> list[Discrepancy]:
    """Every contradiction in every sitting; `acknowledged` gives, per sitting, the response of each confirmed key."""
    confirmed = acknowledged or {}
    known = sittings.all_ids(db.session())
    missing = [
        Discrepancy(name, "answers", message("ce positionnement n'existe plus"))
        for name in confirmed
        if name not in known
    ]
    each = [found for name in known for found in check_one(name, confirmed.get(name))]
    return [*check_database(), *missing, *each]


def check_one(sitting_id: str, acknowledged: Mapping[str, object] | None = None) -> list[Discrepancy]:
    """The contradictions of one sitting: its rows, their replay, its chain in the journal."""
    scene = scene_of(sitting_id)
    return [*check_sitting(scene.pool, scene.before, scene.sitting, acknowledged), *_journal(scene.sitting)]


def check_database() -> list[Discrepancy]:
    """What SQLite says of its own file; PostgreSQL keeps its checks to itself."""
    if db.engine.dialect.name != "sqlite":
        return []
    said = db.session.scalar(text("PRAGMA integrity_check"))
    orphans = db.session.execute(text("PRAGMA foreign_key_check")).all()
    found = [] if said == "ok" else [Discrepancy(DATABASE, "database", f"integrity_check : {said}")]
    return found + [
        Discrepancy(DATABASE, "database", message("référence perdue : %(row)s", row=tuple(row))) for row in orphans
    ]


def _journal(sitting: Sitting) -> list[Discrepancy]:
    """The chain is whole, and its answers are the sitting's answers, one to one; none is left of one that was erased."""
    rows = db.session.execute(
        select(JournalEntry.verb, JournalEntry.data)
        .where(JournalEntry.chain == sitting.id, JournalEntry.verb.in_(("answer", ERASE)))
        .order_by(JournalEntry.number)
    ).all()
    erased = any(verb == ERASE for verb, _ in rows)
    noted = [] if erased else [(data["position"], data["response_hash"]) for _, data in rows]
    stored = [(row.position, row.response_hash) for row in sitting.answers]
    found: list[str] = []
    if noted != stored:
        said = message(
            "%(noted)s réponses au journal, %(stored)s enregistrées, ou d'autres", noted=len(noted), stored=len(stored)
        )
        found.append(said)
    for number in journal.broken_links(db.session(), sitting.id):
        found.append(message("entrée %(number)s : chaîne rompue", number=number))
    return [Discrepancy(sitting.id, "journal", detail) for detail in found]
