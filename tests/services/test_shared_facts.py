"""Device and language: kept with the optional agreement only, gone when it is withdrawn, compared with nobody's name."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from sqlalchemy import select, update

from assessment.services import bank_health, body_settings, entry, sitting
from assessment.services.acting import Acting
from assessment.services.bank_health import Narrowed
from assessment.services.releases import current_release
from assessment.services.shared_answers import gathered
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.sittings import SittingRow
from tests.services.sharing_builders import share_answers

People = dict[str, Acting]


@pytest.fixture
def asked(people: People, now: datetime) -> None:
    """The body asks for the language."""
    body_settings.change_budget(people["administrator"], {"language": "1"}, now)


def begun(candidate: Acting, now: datetime, *devices: str, optional: bool = True, language: str = "") -> str:
    sitting_id = sitting.open_sitting(str(candidate.file_id), now)
    entry.consent(candidate, optional, now, language)
    for device in devices:
        sitting.go_on(candidate, now, device)
    return sitting_id


def device_of(sitting_id: str) -> str | None:
    return db.session.scalar(select(SittingRow.device).where(SittingRow.id == sitting_id))


def language_of(candidate: Acting) -> str | None:
    return db.session.scalar(select(CandidateFile.home_language).where(CandidateFile.id == candidate.file_id))


@pytest.mark.parametrize(
    ("devices", "kept"),
    [
        (["phone"], "phone"),
        (["phone", "phone"], "phone"),
        (["phone", "computer", "phone"], "several"),
        (["", "fridge"], None),
    ],
)
def test_the_device_of_a_sitting_is_one_word(
    candidate: Acting, now: datetime, devices: list[str], kept: str | None
) -> None:
    assert device_of(begun(candidate, now, *devices)) == kept


def test_without_the_optional_agreement_nothing_is_kept(candidate: Acting, now: datetime, asked: None) -> None:
    assert device_of(begun(candidate, now, "phone", optional=False, language="other")) is None
    assert language_of(candidate) is None


def test_a_language_is_kept_where_the_body_asks_it(people: People, candidate: Acting, now: datetime) -> None:
    entry.consent(candidate, True, now, "other")
    assert language_of(candidate) is None
    body_settings.change_budget(people["administrator"], {"language": "1"}, now)
    for said, kept in (("other", "other"), ("klingon", None), ("both", "both"), ("", None)):
        entry.consent(candidate, True, now, said)
        assert language_of(candidate) == kept


def test_what_is_withdrawn_is_gone_at_once(candidate: Acting, now: datetime, asked: None) -> None:
    sitting_id = begun(candidate, now, "tablet", language="both")
    assert (device_of(sitting_id), language_of(candidate)) == ("tablet", "both")
    entry.consent(candidate, False, now)
    assert (device_of(sitting_id), language_of(candidate)) == (None, None)


def test_who_asks_for_erasure_is_compared_no_more(candidate: Acting, now: datetime, asked: None) -> None:
    sitting_id = begun(candidate, now, "tablet", language="both")
    entry.ask_erasure(candidate, now)
    assert (device_of(sitting_id), language_of(candidate)) == (None, None)
    sitting.go_on(candidate, now, "phone")
    assert device_of(sitting_id) is None


def test_a_person_takes_these_along_with_their_data(candidate: Acting, now: datetime, asked: None) -> None:
    begun(candidate, now, "phone", language="both")
    data = entry.own_data(candidate)
    assert data["langue parlée à la maison"] == "le français et une autre langue"
    assert [one["appareil"] for one in data["positionnements"]] == ["téléphone"]


def test_questions_are_compared_by_language_and_device(people: People, now: datetime) -> None:
    author = people["author"]
    items = [at for at, one in enumerate(current_release(author.body_id, "socle").items) if one.kind == "single_choice"]
    share_answers(people["evaluator"], 70, now, items[:8])
    ids = list(db.session.scalars(select(CandidateFile.id).order_by(CandidateFile.id)))
    with writing() as session:
        for files, language, device in ((ids[:32], "french", "phone"), (ids[32:64], "other", "computer")):
            session.execute(update(CandidateFile).where(CandidateFile.id.in_(files)).values(home_language=language))
            session.execute(update(SittingRow).where(SittingRow.file_id.in_(files)).values(device=device))
        session.execute(update(SittingRow).where(SittingRow.file_id == ids[64]).values(device="several"))
    groups = gathered(author.body_id, "socle").groups
    assert np.bincount(groups["sur téléphone"] + 1).tolist() == [6, 32, 32]
    assert np.bincount(groups["autre langue à la maison"] + 1).tolist() == [6, 32, 32]
    assert "sur tablette" not in groups
    health = bank_health.overview(author, "socle", Narrowed()).health
    assert health is not None
    assert {"sur téléphone", "sur ordinateur", "français à la maison"} <= {str(one.group) for one in health.fairness}
