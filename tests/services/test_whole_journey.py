"""One person from the opening of the file to the jury, through every service, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from assessment.services import demonstration, files, jury, planning, signing, sitting, suggestions
from assessment.services.acting import Acting
from assessment.services.demonstration_answers import Simulated, answer_questions
from assessment.sittings.sitting import Settings


def test_from_the_invitation_to_the_jury(people: dict[str, Acting], candidate: Acting, now: datetime) -> None:
    evaluator, file_id = people["evaluator"], str(candidate.file_id)
    sitting.open_sitting(file_id, now, Settings(questions=12))
    files.invite(evaluator, file_id, now)
    ended = answer_questions(Simulated(candidate, 0.5, seed=11), now, most=100)
    here = sitting.own_sitting(candidate)
    assert (here.status.value, len(here.answers)) == ("ended", 12)

    later = ended + timedelta(hours=1)
    demonstration.observe_what_counts(evaluator, file_id, 0.5, later)
    demonstration.judge_all(evaluator, file_id, "", later)
    planning.note_interview(evaluator, file_id, later.date(), later)
    demonstration.write_plan(evaluator, file_id, later, people["trainer"])
    assert signing.sign(evaluator, file_id, later, signing.draft(evaluator, file_id).seen) == 1

    held = jury.open_session(people["jury"], jury.NewSession(later.date(), "Une personne\nUne autre"), later)
    line = jury.view(people["jury"], held).lines[0]
    jury.decide(people["jury"], held, jury.Ruling(line.signature_id, "granted", ""), later)
    assert jury.view(people["jury"], held).decided == 1
    assert len(line.content.domains) == 7


def test_an_observation_moves_the_suggestion_and_its_neighbours(
    people: dict[str, Acting], candidate: Acting, now: datetime
) -> None:
    file_id = str(candidate.file_id)
    before = suggestions.for_file(file_id)
    criterion = suggestions.value_of_observation(file_id)[0][0]
    demonstration.observe_what_counts(people["evaluator"], file_id, 3.0, now)
    after = suggestions.for_file(file_id)
    assert (after[criterion].probability or 0) > (before[criterion].probability or 0)
    untouched = [code for code, each in after.items() if each.observations == 0]
    assert all((after[code].probability or 0) > (before[code].probability or 0) for code in untouched)
