"""A file given to keep carries its name and its type, whatever the name is made of."""

from __future__ import annotations

import pytest
from flask import Flask

from assessment.web.downloads import CSV, XLSX, download


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dossiers.csv", "attachment; filename=dossiers.csv"),
        ('a"; b.csv', 'attachment; filename="a\\"; b.csv"'),
    ],
)
def test_a_name_cannot_say_anything_else(app: Flask, name: str, said: str) -> None:
    assert download("a;b", name, CSV).headers["Content-Disposition"] == said


def test_texts_say_their_encoding_and_once(app: Flask) -> None:
    assert download("é", "a.csv", CSV).headers["Content-Type"] == "text/csv; charset=utf-8"
    assert download(b"PK", "a.xlsx", XLSX).headers["Content-Type"] == XLSX
