"""A calibration becomes a proposal; a person who did not ask for it accepts or refuses; nothing moves before."""

from __future__ import annotations

from datetime import datetime
from random import Random

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select

from assessment.adapters.executors import Inline
from assessment.errors import InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.services import jobs, proposals, publishing, suggestions
from assessment.services.acting import Acting
from assessment.services.calibration_data import NothingShared, gathered
from assessment.services.measures import pool_for
from assessment.services.parameter_job import KIND, fitted
from assessment.services.releases import Release, current_release
from assessment.services.working import Worker, work_once
from assessment.sittings.sitting import Settings
from assessment.storage.database import db, writing
from assessment.storage.tables.bank import ItemVersion, ReleaseItem
from assessment.storage.tables.calibration import ParameterProposal
from assessment.storage.tables.people import JournalEntry
from assessment.storage.tables.sittings import Serve
from tests.services.sharing_builders import share_answers
from tests.services.test_pilots import on_trial, publish
from tests.sittings.playing import answer_all, begun

People = dict[str, Acting]
ITEMS = list(range(12))


def bank_now(people: People) -> Release:
    return current_release(people["author"].body_id, "socle")


@pytest.fixture
def shared(people: People, now: datetime) -> Release:
    """A bank whose first questions were answered by a hundred people who share their answers."""
    share_answers(people["evaluator"], 100, now, ITEMS)
    return bank_now(people)


@pytest.fixture
def proposal(people: People, shared: Release, app: Flask, now: datetime) -> str:
    """What the reviewer asked for and a worker computed."""
    spec = {"certificate": "socle", "method": "unidimensional"}
    job_id = jobs.enqueue(people["reviewer"], jobs.Asked(KIND, spec, seed=1), now)
    assert work_once(Worker(app, Inline()))
    done = jobs.followed(people["reviewer"], job_id).job
    assert (done.state, done.error) == ("done", "")
    assert done.result is not None
    return str(done.result["proposal"])


def test_a_proposal_says_where_it_comes_from_and_changes_nothing(
    people: People, proposal: str, shared: Release
) -> None:
    found = proposals.opened(people["author"], proposal)
    told = found.record.provenance
    assert (told["persons"], told["answers"], told["method"], told["seed"]) == (100, 1200, "unidimensional", 1)
    assert told["converged"]
    assert len(found.lines) == found.record.items == len(ITEMS)
    assert found.current
    assert not found.own
    assert bank_now(people).parameters == shared.parameters


def test_lines_say_by_how_many_standard_errors_a_question_moves(people: People, proposal: str) -> None:
    lines = proposals.opened(people["author"], proposal).lines
    assert [abs(line.z) for line in lines] == sorted((abs(line.z) for line in lines), reverse=True)
    one = lines[0]
    assert one.before is not None
    assert one.z == pytest.approx((one.proposed.b - one.before.b) / np.hypot(one.before.se_b, one.proposed.se_b))


def test_accepted_it_makes_a_release_whose_questions_are_measured(
    people: People, proposal: str, shared: Release, now: datetime
) -> None:
    proposals.accept(people["author"], proposal, ("Assez de réponses, rien d'étonnant.", False), now)
    after, lines = bank_now(people), proposals.opened(people["author"], proposal).lines
    by_version = {line.proposed.version_id: line.proposed for line in lines}
    assert after.number == shared.number + 1
    assert after.item_version_ids == shared.item_version_ids
    assert sum(after.measured) == len(ITEMS)
    for at, version in enumerate(after.item_version_ids):
        expected = by_version[version].b if version in by_version else shared.parameters[at][1]
        assert after.parameters[at][1] == expected
    used = pool_for(after.id).measure.items
    measured = np.flatnonzero(used.measured)
    np.testing.assert_array_equal(used.b[measured], [after.parameters[at][1] for at in measured])


def test_what_defines_mastery_follows_its_own_questions(
    people: People, proposal: str, shared: Release, now: datetime
) -> None:
    proposals.accept(people["author"], proposal, ("D'accord.", False), now)
    after = bank_now(people)
    moved = {line.proposed.code: line.proposed.b for line in proposals.opened(people["author"], proposal).lines}
    first = shared.items[0].criterion
    own = [one.code for one in shared.items if one.criterion == first]
    for row, old, code, flag in zip(
        after.reference[first], shared.reference[first], own, after.measured_reference[first], strict=True
    ):
        assert row[1] == pytest.approx(moved.get(code, old[1]))
        assert flag == (code in moved)


def test_who_asked_does_not_accept(people: People, proposal: str, now: datetime) -> None:
    with pytest.raises(proposals.OwnProposal):
        proposals.accept(people["reviewer"], proposal, ("Je me fais confiance.", False), now)
    with pytest.raises(NotAllowed):
        proposals.accept(people["evaluator"], proposal, ("Moi aussi.", False), now)
    with pytest.raises(NotFound):
        proposals.opened(Acting("elsewhere", "X", frozenset({"author"}), account_id="x"), proposal)


def test_a_decision_is_taken_once_with_a_reason(people: People, proposal: str, now: datetime) -> None:
    with pytest.raises(InvalidInput):
        proposals.refuse(people["author"], proposal, "  ", now)
    proposals.refuse(people["author"], proposal, "Une question est mal comprise.", now)
    assert proposals.opened(people["author"], proposal).record.reason == "Une question est mal comprise."
    with pytest.raises(RuleBroken):
        proposals.accept(people["author"], proposal, ("Finalement oui.", False), now)
    verbs = db.session.scalars(select(JournalEntry.verb).where(JournalEntry.subject == proposal)).all()
    assert verbs == ["propose_parameters", "refuse_parameters"]


def test_going_back_brings_the_earlier_parameters_back(
    people: People, proposal: str, shared: Release, now: datetime
) -> None:
    proposals.accept(people["author"], proposal, ("D'accord.", False), now)
    publishing.go_back(people["author"], shared.id, now)
    assert bank_now(people).parameters == shared.parameters


def test_a_later_publication_keeps_what_was_measured(people: People, proposal: str, now: datetime) -> None:
    proposals.accept(people["author"], proposal, ("D'accord.", False), now)
    measured = bank_now(people)
    on_trial(people, now)
    publish(people, now)
    after = bank_now(people)
    assert after.number == measured.number + 1
    assert sum(after.measured) == sum(measured.measured)
    assert after.reference == measured.reference
    assert after.measured_reference == measured.measured_reference


def test_files_already_answered_keep_their_numbers(
    people: People, candidate: Acting, shared: Release, app: Flask, now: datetime
) -> None:
    begun(candidate, now, Settings(questions=8, criteria=(shared.items[0].criterion,)))
    answer_all(candidate, now, Random(3), rate=0.6)
    before = suggestions.for_file(str(candidate.file_id))
    job = jobs.enqueue(people["reviewer"], jobs.Asked(KIND, {"certificate": "socle", "method": "unidimensional"}), now)
    work_once(Worker(app, Inline()))
    result = jobs.followed(people["reviewer"], job).job.result
    assert result is not None
    found = proposals.opened(people["author"], str(result["proposal"])).record
    assert found.effects["files"] > 0
    assert found.effects["largest"] > 0.0
    proposals.accept(people["author"], found.id, ("D'accord.", False), now)
    assert suggestions.for_file(str(candidate.file_id)) == before


def test_pilots_are_measured_on_the_scale_and_adopted(people: People, shared: Release, now: datetime) -> None:
    author, evaluator = people["author"], people["evaluator"]
    first = fitted(gathered(author.body_id, "socle", anchored=True), ("unidimensional", 1), lambda _: None)
    asked = ParameterProposal(body_id=author.body_id, effects={"files": 0, "all": 0, "touched": 0})
    one = proposals.propose(shared, first, asked, now)
    proposals.accept(author, one, ("D'accord.", False), now)
    version = on_trial(people, now)
    publish(people, now)
    trial = bank_now(people)
    place = trial.item_version_ids.index(version)
    share_answers(evaluator, 60, now, [*ITEMS, place])
    with writing() as session:
        for shown in session.scalars(select(Serve).where(Serve.item_version_id == version)):
            shown.scored = False
    bank = gathered(author.body_id, "socle", anchored=True)
    assert (bank.facts["on_trial"], int(bank.study.items.given.held.sum())) == (60, len(ITEMS))
    made = fitted(bank, ("unidimensional", 1), lambda _: None)
    assert list(made.curves) == [version]
    made.flags[version] = ""  # type: ignore[index]
    again = ParameterProposal(body_id=author.body_id, effects={"files": 0, "all": 0, "touched": 0})
    two = proposals.propose(trial, made, again, now)
    assert [line.pilot for line in proposals.opened(author, two).lines] == [True]
    proposals.accept(author, two, ("Mesurée, elle peut compter.", True), now)
    after = bank_now(people)
    row = db.session.scalars(
        select(ReleaseItem).where(ReleaseItem.release_id == after.id, ReleaseItem.item_version_id == version)
    ).one()
    assert (row.pilot, row.measured) == (False, True)
    assert db.session.get_one(ItemVersion, version).state == "in_use"


def test_without_shared_answers_there_is_nothing_to_calibrate(people: People) -> None:
    with pytest.raises(NothingShared):
        gathered(people["author"].body_id, "socle", anchored=True)
