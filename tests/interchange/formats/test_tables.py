"""CSV and XLSX: rows a person fills in, lists to choose from, formulas that compute nothing, faults at their line and column."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from assessment.errors import Faults
from assessment.interchange.csv_rows import csv_rows
from assessment.interchange.formats.registry import FORMATS
from assessment.interchange.formats.table_columns import COLUMNS
from assessment.interchange.formats.table_rows import row_of
from assessment.interchange.formats.xlsx_format import template
from assessment.items.kinds import KINDS
from tests.interchange.formats.builders import brought, faults_in, only
from tests.items.builders import OWN_FIELDS, item

HEAD = "Sorte;Titre;Question;Réponse 1;Réponse 2;Réponse 3;Bonne réponse;Tolérance;Explication;À compléter\n"


def filled(kind: str, cells: str) -> str:
    return HEAD + f"{KINDS[kind].label};Titre;Combien ?;{cells}"


def sheet_of(content: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def test_a_person_fills_in_a_row_and_gets_a_question() -> None:
    data = only("csv", filled("single_choice", "1 €;2 €;3 €;2;;Car."))
    assert data["options"] == [{"id": "a", "text": "1 €"}, {"id": "b", "text": "2 €"}, {"id": "c", "text": "3 €"}]
    assert (data["key"], data["code"], data["difficulty"]) == ("b", "2.1.1-01", {"value": -0.8, "se": 1.0})


@pytest.mark.parametrize(
    ("kind", "cells", "field", "value"),
    [
        ("several_choices", "a;b;c;1 3;;Car.", "key", ["a", "c"]),
        ("several_choices", "a;b;c;A, C;;Car.", "key", ["a", "c"]),
        ("number", ";;;7,5;0,5;Car.", "key", {"value": 7.5, "tolerance": 0.5}),
        ("short_text", ';;;"un\ndeux";;Car.', "key", {"accepted": ["un", "deux"]}),
        ("ordering", "un;deux;trois;;;Car.", "key", ["a", "b", "c"]),
        ("matching", "un | 1;deux | 2;trois | 1;;;Car.", "key", {"a": "d", "b": "e", "c": "d"}),
        ("fill_blanks", ";;;;;Car.;Il est [[9 ± 1]] heures.", "key", {"x1": {"value": 9, "tolerance": 1}}),
    ],
)
def test_each_kind_has_its_cells(kind: str, cells: str, field: str, value: object) -> None:
    assert only("csv", filled(kind, cells))[field] == value


def test_a_situation_has_the_points_of_each_answer() -> None:
    data = only("csv", filled("situational", "a;b;c;2 1 0;;Car."))
    assert [row["credit"] for row in data["options"]] == [2, 1, 0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", sorted(OWN_FIELDS))
def test_a_row_stays_readable(kind: str) -> None:
    assert not row_of(item(kind)).get("marks", "").startswith("{")


def test_every_fault_is_said_with_its_line_and_its_column() -> None:
    said = faults_in("csv", filled("single_choice", "1 €;2 €;2 €;7;;Car.") + "\nchose;;;;;;;;\n")
    assert any(each.startswith("f.csv, ligne 2, colonne « Réponse 1 »") for each in said)
    assert any(each.startswith("f.csv, ligne 2, colonne « Bonne réponse »") for each in said)
    (kind,) = [each for each in said if each.startswith("f.csv, ligne 3, colonne « Sorte »")]
    assert str(KINDS["single_choice"].label) in kind
    assert "single_choice" not in kind


def test_an_unknown_or_a_doubled_column_is_said_with_its_cell() -> None:
    said = faults_in("csv", "Sorte;Titre;Question;Couleur;Titre\na;b;c;d;e\n")
    assert said[0].startswith("f.csv, ligne 1, case D1 : trouvé la colonne « Couleur »")
    assert said[1].startswith("f.csv, ligne 1, case E1 : trouvé deux fois")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "+33 6", "-cmd|' /C calc'!A0", "@SUM(A1)", "'=1"])
def test_a_cell_that_looks_like_a_formula_computes_nothing(name: str, text: str) -> None:
    content = FORMATS[name].write([item(title=text)], {}).content
    if name == "xlsx":
        cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
    assert text not in content.decode("utf-8", "replace").replace(f"'{text}", "")
    assert brought(name, content)[0][0].item.title == text


def test_the_cells_of_a_workbook_are_read_as_numbers_or_texts() -> None:
    head = [
        column.heading
        for column in COLUMNS
        if column.name in ("kind", "title", "question", "key", "seconds", "difficulty")
    ]
    content = workbook([str(each) for each in head], [str(KINDS["number"].label), "T", "Combien ?", 7.5, -0.8, 40])
    data = brought("xlsx", content)[0][0].data
    assert (data["key"], data["seconds"], data["difficulty"]) == (
        {"value": 7.5, "tolerance": 0},
        40,
        {"value": -0.8, "se": 0.6},
    )


def test_the_template_offers_lists_and_explains_every_column() -> None:
    content = template({"socle": {"2.1.1": "Réaliser un calcul simple"}, "numerique": {"1.1.1": "Choisir"}})
    book = load_workbook(io.BytesIO(content))
    assert [sheet.title for sheet in book.worksheets] == ["Questions", "Mode d'emploi", "Listes"]
    assert sheet_of(content) == [tuple(column.heading for column in COLUMNS)]
    lists = {
        str(each.sqref).split("2:")[0]: each.formula1 for each in book.worksheets[0].data_validations.dataValidation
    }
    assert len(lists) == 11
    explained = " ".join(str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row)
    assert all(str(column.heading) in explained and str(column.help) in explained for column in COLUMNS)
    assert "Réaliser un calcul simple" in explained


def test_an_archive_that_unpacks_into_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 41_000_000)
    assert "une fois ouvert" in faults_in("xlsx", out.getvalue())[0]


def test_a_cut_workbook_is_refused() -> None:
    content = FORMATS["xlsx"].write([item()], {}).content
    assert faults_in("xlsx", content[: len(content) // 2])


def test_windows_accents_are_read_and_said() -> None:
    content = filled("single_choice", "été;b;c;1;;Car.").encode("cp1252")
    found, reading = brought("csv", content)
    assert found[0].data["options"][0]["text"] == "été"  # type: ignore[index]
    assert any("UTF-8" in note.text for note in reading.notes)
    assert FORMATS["csv"].read("f", b"\xef\xbb\xbf" + HEAD.encode(), Faults()).notes == []


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_commas_and_semicolons_within_long_texts_do_not_hide_the_separator(sign: str) -> None:
    lines = ["Code", "Question"], ["2.1.1-01", "Bonjour, madame ;\n" * 40], ["2.1.1-02", "Au revoir, monsieur ;\n" * 40]
    text = "\n".join(f'{code}{sign}"{question}"' for code, question in lines)
    rows = csv_rows(text.encode(), "f.csv", Faults())
    assert [row.cells[0] for row in rows] == ["Code", "2.1.1-01", "2.1.1-02"]
