"""A sitting scored again: the same to the last bit when nothing is changed, and nothing stored ever moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from assessment.errors import InvalidInput, NotFound
from assessment.review.reliability import Seen
from assessment.services import checking, observing, sitting, suggestions
from assessment.services.acting import Acting
from assessment.services.releases import load_release
from assessment.services.rescoring import Wanted, rescore, suggested
from assessment.sittings.rescoring import Otherwise
from assessment.sittings.sitting import Settings
from tests.services.test_final_evaluation import Story, story
from tests.sittings.playing import answer_all, begun

__all__ = ["story"]
SHORT = Settings(questions=15, criteria=("2.1.1", "2.1.2", "2.2.1"))
HEAD = "item,criterion,a,b,c,d,se_a,se_b,answers,flag\n"


@pytest.fixture
def played(candidate: Acting, people: dict[str, Acting], now: datetime) -> str:
    """Two sittings and an observation; the id of the second sitting."""
    begun(candidate, now, SHORT)
    answer_all(candidate, now, Random(6))
    seen = Seen("2.1.1", "yes", "written", "Vu à l'atelier ce matin.")
    observing.observe(people["evaluator"], str(candidate.file_id), seen, now)
    found = begun(candidate, now + timedelta(days=1), SHORT)
    answer_all(candidate, now + timedelta(days=1), Random(7))
    return found


def asked(candidate: Acting) -> list[str]:
    own = sitting.own_sitting(candidate)
    return [load_release(own.release_id).items[row.release_position].code for row in own.serves]


def test_with_nothing_changed_everything_is_the_same(played: str, candidate: Acting) -> None:
    stored = suggestions.for_file(str(candidate.file_id))
    lines = rescore(played, Wanted())
    assert {line.before.criterion: line.before for line in lines} == stored
    assert {line.after.criterion: line.after for line in lines} == stored


def test_the_parameters_in_use_said_again_change_nothing(played: str, candidate: Acting) -> None:
    known = suggestions.known_of(str(candidate.file_id))
    release = load_release(known.releases[0])
    same = {item.code: row[:6] for item, row in zip(release.items, release.parameters, strict=True)}
    assert suggested(known, Otherwise(parameters=same)) == suggestions.for_file(str(candidate.file_id))


def test_a_final_evaluation_too_is_the_same_with_nothing_changed(story: Story) -> None:
    answer_all(story.final, story.later, Random(2))
    assert all(line.before == line.after for line in rescore(story.sitting_id, Wanted()))
    easier = rescore(story.sitting_id, Wanted(mastered_share=0.6))
    assert all((one.after.probability or 1) >= (one.before.probability or 0) for one in easier)


def test_a_question_left_out_no_longer_counts(played: str, candidate: Acting) -> None:
    code = asked(candidate)[0]
    lines = {line.before.criterion: line for line in rescore(played, Wanted(without=(code,)))}
    line = lines[code.split("-")[0]]
    assert line.after.asked == line.before.asked - 1
    assert line.after.observations == line.before.observations


def test_a_lower_threshold_makes_every_criterion_more_likely_and_stores_nothing(played: str, candidate: Acting) -> None:
    before = suggestions.for_file(str(candidate.file_id))
    found = [line for line in rescore(played, Wanted(mastered_share=0.6)) if line.before.asked]
    assert all((line.after.probability or 0) > (line.before.probability or 0) for line in found)
    assert suggestions.for_file(str(candidate.file_id)) == before
    assert checking.check_all() == []


def test_new_parameters_are_taken_from_the_file(played: str, candidate: Acting, tmp_path: Path) -> None:
    path = tmp_path / "parameters.csv"
    codes = dict.fromkeys(asked(candidate))
    path.write_text(HEAD + "".join(f"{code},{code.split('-')[0]},1.2,1.5,0,1,0.1,0.1,300,\n" for code in codes))
    found = rescore(played, Wanted(parameters=path))
    touched = [line for line in found if line.before.asked]
    assert touched
    assert all(line.after.probability != line.before.probability for line in touched)
    assert all(line.after.asked == line.before.asked for line in found)


def test_every_fault_of_what_is_asked_is_named(played: str, tmp_path: Path) -> None:
    path = tmp_path / "parameters.csv"
    path.write_text(HEAD + "9.9.9-01,9.9.9,1,0,0,1,0,0,9,\n2.1.1-01,2.1.2,1,0,0,1,0,0,9,\n")
    with pytest.raises(InvalidInput) as refused:
        rescore(played, Wanted(("7.7.7-01",), 1.2, path))
    places = [str(fault.place) for fault in refused.value.faults]
    assert places == ["--threshold", "--without", "parameters.csv, ligne 2", "parameters.csv, ligne 3"]


def test_a_sitting_that_does_not_exist_is_not_found(played: str) -> None:
    with pytest.raises(NotFound):
        rescore("0" * 32, Wanted())
