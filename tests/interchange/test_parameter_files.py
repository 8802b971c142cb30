"""A parameter set is read as a calibration writes it, and every fault of a file is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.errors import InvalidInput
from assessment.interchange.parameter_files import read_parameters

HEAD = "item,criterion,a,b,c,d,se_a,se_b,answers,flag\n"


def file(folder: Path, text: str) -> Path:
    path = folder / "parameters.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_calibration_writes_is_read_and_what_it_could_not_fit_is_left_alone(tmp_path: Path) -> None:
    text = HEAD + "2.1.1-01,2.1.1,1.3,-0.5,0.2,0.98,0.1,0.12,400,\n2.1.1-02,2.1.1,,,,,,,2,trop peu de réponses\n"
    found = read_parameters(file(tmp_path, text))
    assert list(found) == ["2.1.1-01"]
    assert found["2.1.1-01"].values == (1.3, -0.5, 0.2, 0.98, 0.1, 0.12)
    assert (found["2.1.1-01"].criterion, found["2.1.1-01"].line) == ("2.1.1", 2)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("2.1.1-01,2.1.1,-1,0,0,1,0,0,9,", "a"),
        ("2.1.1-01,2.1.1,1,dur,0,1,0,0,9,", "b"),
        ("2.1.1-01,2.1.1,1,nan,0,1,0,0,9,", "b"),
        ("2.1.1-01,2.1.1,1,inf,0,1,0,0,9,", "b"),
        ("2.1.1-01,2.1.1,1,0,0.9,0.5,0,0,9,", "d"),
        (",2.1.1,1,0,0,1,0,0,9,", "item"),
    ],
)
def test_a_number_out_of_range_is_told_with_its_line(tmp_path: Path, line: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_parameters(file(tmp_path, HEAD + line + "\n"))
    assert [str(fault.place) for fault in refused.value.faults] == [f"parameters.csv, ligne 2, {place}"]


@pytest.mark.parametrize("text", ["", "item,a\n", HEAD, HEAD + "2.1.1-01,2.1.1,,,,,,,0,\n", "\0"])
def test_a_file_without_a_parameter_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidInput):
        read_parameters(file(tmp_path, text))


def test_the_same_question_twice_is_a_fault(tmp_path: Path) -> None:
    line = "2.1.1-01,2.1.1,1,0,0,1,0,0,9,\n"
    with pytest.raises(InvalidInput, match="une seule fois"):
        read_parameters(file(tmp_path, HEAD + line + line))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere\.csv"):
        read_parameters(tmp_path / "nowhere.csv")
