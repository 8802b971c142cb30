"""The worklist says whose turn it is, for the files of one body."""

from __future__ import annotations

from datetime import datetime
from random import Random

from assessment.review.dossier import Stage
from assessment.services import files, supervising, worklist
from assessment.services.acting import Acting
from assessment.services.files import NewFile
from assessment.services.worklist import Filter
from assessment.sittings.sitting import Settings
from tests.services.judging_builders import Scene, signed
from tests.sittings.playing import answer_all, begun

People = dict[str, Acting]


def test_a_file_moves_from_view_to_view(people: People, file_id: str, candidate: Acting, now: datetime) -> None:
    evaluator = people["evaluator"]

    def stage() -> Stage:
        return worklist.worklist(evaluator, Filter("all")).lines[0].stage

    assert stage() is Stage.TO_INVITE
    files.invite(evaluator, file_id, now)
    assert stage() is Stage.INVITED
    begun(candidate, now)
    assert stage() is Stage.RUNNING
    supervising.end_sitting(evaluator, file_id, now)
    assert stage() is Stage.TO_JUDGE
    signed(Scene(evaluator, file_id, now))
    assert stage() is Stage.SIGNED


def test_each_view_counts_its_files(people: People, file_id: str, now: datetime) -> None:
    files.open_file(people["evaluator"], NewFile("socle", "Éric", "Morel"), now)
    files.invite(people["evaluator"], file_id, now)
    found = worklist.worklist(people["evaluator"], Filter())
    assert [line.first_name for line in found.lines] == ["Éric"]
    assert found.counts == {"waiting": 1, "running": 1, "to_judge": 0, "signed": 0, "all": 2}


def test_a_name_is_found_by_its_parts(people: People, file_id: str) -> None:
    for name, expected in (("diall", 1), ("ami DIA", 1), ("morel", 0)):
        assert len(worklist.worklist(people["evaluator"], Filter("all", name=name)).lines) == expected


def test_a_stranger_sees_none_of_it(people: People, file_id: str) -> None:
    assert worklist.worklist(people["stranger"], Filter("all")).lines == ()


def test_a_spreadsheet_of_the_list_runs_no_formula(people: People, now: datetime) -> None:
    files.open_file(people["evaluator"], NewFile("socle", "Zoé", "=1+1"), now)
    text = worklist.as_csv(people["evaluator"], Filter("all"))
    assert "\r\n'=1+1;Zoé;" in text


def test_minutes_and_answers_are_counted(people: People, file_id: str, candidate: Acting, now: datetime) -> None:
    begun(candidate, now, Settings(questions=3))
    answer_all(candidate, now, Random(4))
    (line,) = worklist.worklist(people["evaluator"], Filter("all")).lines
    assert (line.answers, line.left, line.seconds) == (3, 108, 30)
