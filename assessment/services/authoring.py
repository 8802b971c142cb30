"""An author writes: a new question, a new version of one in use, a draft saved again and again, nothing overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.errors import Faults, NotFound, RuleBroken
from assessment.interchange.form_differences import Change, form_differences, readable
from assessment.interchange.form_values import Entries, Form
from assessment.interchange.item_form import data_of, form_of
from assessment.items.item import TRADES, item_from_data
from assessment.items.kinds import KINDS
from assessment.items.lifecycle import EDITABLE, Move, State, open_moves
from assessment.items.parameters import highest, parameters
from assessment.items.referential import Criterion
from assessment.messages import counted, message
from assessment.services import item_advice, journal, referentials
from assessment.services.acting import AUTHOR, Acting
from assessment.services.item_advice import Opinion
from assessment.services.media_sources import hashes_of
from assessment.storage import items as stored
from assessment.storage.database import db, writing
from assessment.storage.items import ReviewRecord, Usage, VersionRecord
from assessment.storage.tables.bank import ItemRow, ItemVersion, difficulty_of, files_of, words_of

LIVING = ("draft", "in_review", "ready")  # a version on its way: only one at a time
FIRST_ESTIMATE = {"value": -0.8, "se": 0.6}  # « ordinary » on the scale of difficulty, by somebody who is unsure
FIRST_SECONDS = 60


@dataclass(frozen=True)
class NewItem:
    """What is decided before a question is written."""

    certificate: str
    criterion: str
    kind: str
    title: str


@dataclass(frozen=True)
class Typed:
    """What a page sends: its fields, the edition it was opened with, and the page's own name."""

    form: Form
    edition: int
    page: str


@dataclass(frozen=True)
class Draft:
    """A draft on the page where it is written."""

    version: VersionRecord
    criterion: Criterion | None
    form: Entries
    opinion: Opinion
    others: tuple[str, ...]  # names of the other people who wrote something of it


@dataclass(frozen=True)
class ItemView:
    """A question with all its versions; `version` is the one looked at."""

    version: VersionRecord
    versions: tuple[VersionRecord, ...]
    criterion: Criterion | None
    opinion: Opinion
    key: str
    curve: tuple[float, ...]  # a, b, c, d the engine would be given
    reviews: tuple[ReviewRecord, ...]
    usage: dict[str, Usage]
    moves: tuple[str, ...]
    wrote_it: bool


class EditedMeanwhile(RuleBroken):
    """Somebody else saved this draft since it was opened; carries both texts, and nothing was overwritten."""

    code = "edited_meanwhile"

    def __init__(self, version: VersionRecord, who: str, mine: Entries, changes: list[Change]) -> None:
        super().__init__(message("Cette question a été enregistrée ailleurs pendant que vous l'écriviez."))
        self.version, self.who, self.mine, self.changes = version, who, mine, changes


class NotADraft(RuleBroken):
    """Only drafts are written; anything else is followed by a new version."""

    code = "not_a_draft"


def view(acting: Acting, item_id: str, number: int | None = None) -> ItemView:
    """A question as authors read it: the version asked for, or the latest."""
    author = acting.require(AUTHOR)
    session = db.session()
    item = stored.find_item(session, acting.body_id, item_id)
    found = stored.versions(session, item)
    version = next((one for one in found if number in (None, one.number)), None)
    if version is None:
        raise NotFound(message("Cette version n'existe pas."))
    opinion = item_advice.opinion(version.data, item, hashes_of(version))
    wrote_it = author in stored.writers(session, version.id)
    moves = open_moves(State(version.state), wrote_it) if version == found[0] or version.state == "in_use" else ()
    return ItemView(
        version=version,
        versions=tuple(found),
        criterion=_criterion(acting.body_id, item.certificate, item.criterion),
        opinion=opinion,
        key=opinion.item.behaviour.say_key(opinion.item.content) if opinion.item else "",
        curve=tuple(parameters(opinion.item)[:4]) if opinion.item else (),
        reviews=tuple(stored.reviews(session, [one.id for one in found])),
        usage=stored.usage(session, {one.id: _highest(one) for one in found}),
        moves=tuple(move.value for move in moves if move is not Move.PUBLISH),
        wrote_it=wrote_it,
    )


def _highest(version: VersionRecord) -> int:
    """The highest score of a version; 1 while it cannot be read, since nobody has answered it."""
    item = item_from_data(version.data, version.item.certificate, version.item.code, Faults())
    return highest(item) if item else 1


def criteria(acting: Acting, certificate: str) -> list[Criterion]:
    """The criteria a question can be about, as new sittings know them."""
    acting.require(AUTHOR)
    return list(referentials.current(acting.body_id, certificate).criteria)


def kinds() -> list[tuple[str, str, str]]:
    """Name, label and usual instruction of each kind of question."""
    return [(kind.name, kind.label, kind.default_how) for kind in KINDS.values()]


def trades() -> tuple[str, ...]:
    return TRADES


def new_item(acting: Acting, new: NewItem, now: datetime) -> str:
    """The id of the first version, a draft, of a new question."""
    author = acting.require(AUTHOR)
    title, faults = " ".join(new.title.split()), Faults()
    if new.certificate not in referentials.CERTIFICATES:
        raise NotFound(message("Ce certificat n'existe pas."))
    if new.criterion not in {each.code for each in criteria(acting, new.certificate)}:
        faults.add("criterion", new.criterion or message("rien"), message("un critère du référentiel"))
    if new.kind not in KINDS:
        faults.add("kind", new.kind or message("rien"), message("une sorte de question de la liste"))
    if not 0 < len(title) <= 120:
        faults.add(
            "title",
            counted("%(n)s caractère", "%(n)s caractères", len(title)) if title else message("rien"),
            message("un titre de 1 à 120 caractères"),
        )
    faults.raise_if_any(message("Cette question ne peut pas encore être commencée."))
    with writing() as session:
        journal.lock(session, acting)
        code = stored.next_code(session, (acting.body_id, new.certificate, new.criterion))
        item = ItemRow(
            body_id=acting.body_id, certificate=new.certificate, code=code, criterion=new.criterion, created_at=now
        )
        session.add(item)
        session.flush()
        data = {"code": code, "kind": new.kind, "title": title, "difficulty": FIRST_ESTIMATE, "seconds": FIRST_SECONDS}
        row = draft_row(item.id, 1, data, author, now)
        session.add(row)
        session.flush()
        journal.note(session, acting, "new_question", row.id, now, code=code)
        return row.id


def edit(acting: Acting, item_id: str, now: datetime) -> str:
    """The id of the draft of a question: the one on its way, or a new version that copies the latest."""
    author = acting.require(AUTHOR)
    with writing() as session:
        journal.lock(session, acting)
        item = stored.find_item(session, acting.body_id, item_id)
        latest = stored.versions(session, item)[0]
        if latest.state == State.DRAFT.value:
            return latest.id
        if latest.state in LIVING:
            raise NotADraft(message("Cette question est en relecture ou prête : reprenez-la d'abord en brouillon."))
        row = draft_row(item.id, latest.number + 1, latest.data, author, now)
        session.add(row)
        session.flush()
        journal.note(session, acting, "new_version", row.id, now, code=item.code, number=row.number)
        return row.id


def draft(acting: Acting, version_id: str) -> Draft:
    """A draft to write, with what can be said of it."""
    author = acting.require(AUTHOR)
    session = db.session()
    version = stored.find_version(session, acting.body_id, version_id)
    _refuse_frozen(version.state)
    return Draft(
        version=version,
        criterion=_criterion(acting.body_id, version.item.certificate, version.item.criterion),
        form=form_of(version.data),
        opinion=item_advice.opinion(version.data, version.item),
        others=tuple(stored.names(session, stored.writers(session, version_id) - {author})),
    )


def save(acting: Acting, version_id: str, typed: Typed, now: datetime) -> int:
    """Keep what is typed, complete or not; the new edition. Raises EditedMeanwhile when another save came first."""
    author = acting.require(AUTHOR)
    with writing() as session:
        journal.lock(session, acting)
        row = stored.lock_version(session, acting.body_id, version_id)
        _refuse_frozen(row.state)
        data = data_of(typed.form, row.data)
        if row.edition != typed.edition and row.saved_page != typed.page:
            _refuse_overwriting(session, acting, row, data)
        if data == row.data:
            return row.edition
        if author not in stored.writers(session, version_id):
            journal.note(session, acting, stored.EDITED, version_id, now)
        row.data, row.title = data, str(data.get("title", ""))[:200]
        row.words, row.difficulty, row.files = words_of(data), difficulty_of(data), files_of(data)
        row.saved_by, row.saved_page = author, typed.page
        row.edition, row.changed_at = row.edition + 1, now
        return row.edition


def draft_row(item_id: str, number: int, data: dict[str, object], author: str, now: datetime) -> ItemVersion:
    return ItemVersion(
        item_id=item_id,
        number=number,
        state=State.DRAFT.value,
        data=data,
        title=str(data.get("title", "")),
        kind=str(data["kind"]),
        author_id=author,
        created_at=now,
        changed_at=now,
    )


def _refuse_overwriting(session: Session, acting: Acting, row: ItemVersion, data: dict[str, object]) -> None:
    """Two texts that differ are both shown; two that are the same are no conflict."""
    mine = form_of(data)
    changes = form_differences(readable(form_of(row.data)), readable(mine))
    if changes:
        who = stored.names(session, frozenset({row.saved_by} if row.saved_by else ()))
        found = stored.find_version(session, acting.body_id, row.id)
        raise EditedMeanwhile(found, who[0] if who else "", mine, changes)


def _refuse_frozen(state: str) -> None:
    if State(state) not in EDITABLE:
        raise NotADraft(
            message("Cette version n'est plus un brouillon : elle ne change plus. Écrivez-en une nouvelle version.")
        )


def _criterion(body_id: str, certificate: str, code: str) -> Criterion | None:
    known = referentials.current(body_id, certificate).criteria
    return next((each for each in known if each.code == code), None)
