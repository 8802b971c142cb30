"""LONG.csv: many rows in little memory, and a file that is cut is told by line."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from assessment.errors import InvalidInput
from assessment.interchange.calibration_files import read_study

ITEMS = 20
BYTES_PER_ROW = 90
"""Room a row may take while a file is read; its text alone takes more."""


def write(folder: Path, answers: bytes) -> tuple[Path, Path]:
    rows = "".join(f"item-{i:03d},1.1.{1 + i % 3}\n" for i in range(ITEMS))
    (folder / "ITEMS.csv").write_text("item,criterion\n" + rows)
    (folder / "LONG.csv").write_bytes(answers)
    return folder / "ITEMS.csv", folder / "LONG.csv"


def rows(persons: int) -> bytes:
    """Everybody answers everything, the last person first."""
    lines = (f"person-{p:05d},item-{i:03d},{(p + i) % 2}\n" for p in range(persons, 0, -1) for i in range(ITEMS))
    return ("person,item,score\n" + "".join(lines)).encode()


def test_rows_come_sorted_by_person_then_item(tmp_path: Path) -> None:
    lines = b"person,item,score\nb,item-001,1\na,item-002,0\nb,item-000,0\n"
    others = b"".join(b"c,item-%03d,1\n" % i for i in range(ITEMS))
    found = read_study(*write(tmp_path, lines + others)).answers
    assert found.person.tolist() == [0, 0, 1] + [2] * ITEMS
    assert found.item.tolist() == [0, 1, 2, *range(ITEMS)]
    assert found.right.tolist()[:3] == [False, True, False]


def test_the_text_of_the_rows_is_not_kept(tmp_path: Path) -> None:
    persons = 3000
    paths = write(tmp_path, rows(persons))
    tracemalloc.start()
    found = read_study(*paths).answers
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == persons * ITEMS
    assert peak < BYTES_PER_ROW * len(found)


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (rows(3)[:-5], "LONG.csv, ligne 61 : trouvé 2 cases, attendu 3 cases"),
        (rows(3)[:-2], "LONG.csv, ligne 61, score : trouvé rien, attendu 0 ou 1"),
        (rows(3) + b'"person,', "LONG.csv : trouvé des guillemets qui ne se ferment pas, après la ligne 61"),
        (rows(3) + "é".encode()[:1], "un texte qui n'est pas en UTF-8, ou coupé"),
        (b"", "LONG.csv, ligne 1 : trouvé rien, attendu les colonnes person,item,score"),
    ],
)
def test_a_cut_file_is_told_with_its_line(tmp_path: Path, cut: bytes, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_study(*write(tmp_path, cut))
    assert words in str(refused.value)


def test_only_the_first_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_study(*write(tmp_path, rows(3) + b"x,nothing,1\n" * 10_000))
    assert len(refused.value.faults) <= 51


def test_every_score_is_read(tmp_path: Path) -> None:
    found = read_study(*write(tmp_path, rows(4))).answers
    assert np.array_equal(found.right, (found.item + 4 - found.person) % 2 == 1)
