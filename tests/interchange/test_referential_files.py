from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from assessment.errors import InvalidInput
from assessment.interchange.referential_files import read_referential
from assessment.interchange.referential_table import write_referential_csv, write_referential_xlsx
from assessment.items.referential import Mandatory, Modality, Referential, Status

SHIPPED = sorted((Path(__file__).parents[2] / "itembank" / "referentials").glob("*.yaml"))
HEAD = "certificat;essai\nversion;v1\ntitre;Essai\nregistre;RS1\nstatut;officiel\nsource;La grille\nseuil de maîtrise;75 %\n"
COLUMNS = "code domaine;domaine;sous-domaine;code critère;critère;obligatoire;modalités;critères requis\n"
LINES = "1;Lire;Lire des mots;1.1.1;Lire un mot;oui;question;2\n;;;1.1.2;Lire une phrase;non;question + preuve;\n"
GRID = HEAD + "\n" + COLUMNS + LINES


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "grille.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path) -> str:
    with pytest.raises(InvalidInput) as error:
        read_referential(path)
    return str(error.value)


def test_a_grid_filled_in_by_a_person_is_read(tmp_path: Path) -> None:
    found = read_referential(written(tmp_path, GRID))
    assert (found.certificate, found.mastery.value, found.provisional) == ("essai", 0.75, False)
    assert [each.mandatory for each in found.criteria] == [Mandatory.YES, Mandatory.NO]
    assert found.criteria[1].modality == {Modality.AUTO, Modality.EVIDENCE}
    assert (found.subdomains[0].code, found.subdomains[0].min_criteria.value) == ("1.1", 2)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_of_spreadsheets_are_read(separator: str, encoding: str, tmp_path: Path) -> None:
    expected = read_referential(written(tmp_path, GRID))
    assert read_referential(written(tmp_path, GRID.replace(";", separator), encoding)) == expected


def test_without_a_number_the_nominal_one_is_taken_and_said_to_be_assumed(tmp_path: Path) -> None:
    found = read_referential(written(tmp_path, GRID.replace(";question;2\n", ";question;\n")))
    assert (found.subdomains[0].min_criteria.value, found.subdomains[0].min_criteria.status) == (1, Status.ASSUMED)


WRITERS: list[tuple[str, Callable[[Referential], bytes]]] = [
    (".csv", write_referential_csv),
    (".xlsx", write_referential_xlsx),
]


@pytest.mark.parametrize(("suffix", "write"), WRITERS)
@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda path: path.stem)
def test_a_table_we_write_is_read_back(
    suffix: str, write: Callable[[Referential], bytes], shipped: Path, tmp_path: Path
) -> None:
    found = read_referential(shipped)
    path = tmp_path / f"grille{suffix}"
    path.write_bytes(write(found))
    assert read_referential(path) == found


@pytest.mark.parametrize(("suffix", "write"), WRITERS)
def test_a_label_that_looks_like_a_formula_stays_a_text(
    suffix: str, write: Callable[[Referential], bytes], tmp_path: Path
) -> None:
    found = read_referential(written(tmp_path, GRID.replace("Lire un mot", "=HYPERLINK(1)")))
    path = tmp_path / f"ecrit{suffix}"
    path.write_bytes(write(found))
    assert read_referential(path) == found
    if suffix == ".csv":
        assert ";'=HYPERLINK(1)" in path.read_text()
    else:
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (";oui;", ";souvent;", "ligne 10, case F10 : trouvé « souvent »"),
        (";question;2", ";dessin;2", "case G10"),
        (";question;2", ";question;deux", "case H10"),
        (";question;2", ";question;3", "au plus 2"),
        ("1.1.2", "1.1.1", "deux fois le code 1.1.1"),
        ("1.1.2", "01/01/2002", "01/01/2002"),
        ("Lire une phrase", "", "ligne 11 › label"),
        ("question + preuve;", "question;1", "comme ligne 10"),
        ("75 %", "beaucoup", "case B7"),
        ("certificat;essai\n", "", "certificate"),
        ("statut;officiel", "statut;sûr", "case B5"),
        ("titre;", "couleur;", "case A3"),
        ("code critère;", "code;", "aucune ligne de titres"),
        (LINES, "", "domains"),
        ("Lire un mot", '"Lire', "ligne"),
    ],
)
def test_a_faulty_grid_is_refused_with_its_cell(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in GRID
    assert said in refused(written(tmp_path, GRID.replace(old, new)))


def test_all_faults_of_a_grid_are_listed_together(tmp_path: Path) -> None:
    said = refused(written(tmp_path, GRID.replace(";oui;", ";souvent;").replace("preuve", "dessin")))
    assert "F10" in said
    assert "G11" in said


@pytest.mark.parametrize("name", ["grille.pdf", "grille", "grille.xls"])
def test_another_format_is_refused(name: str, tmp_path: Path) -> None:
    assert ".xlsx" in refused(written(tmp_path, GRID, name=name))


@pytest.mark.parametrize("raw", [b"", b"\0\1\2", b"a" * 2_100_000])
def test_a_csv_that_is_not_one_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "grille.csv"
    path.write_bytes(raw)
    assert refused(path)


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "pas un classeur"),
        (b"certificat;essai", "pas un classeur"),
        (archive(a=b"x"), "illisible"),
        (archive(a=b"0" * 50_000_000), "une fois ouvert"),
        (archive(**{f"f{at}": b"" for at in range(300)}), "une fois ouvert"),
    ],
)
def test_a_workbook_that_is_not_one_or_a_bomb_is_refused(raw: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "grille.xlsx"
    path.write_bytes(raw)
    assert said in refused(path)


def test_a_cell_of_a_workbook_is_named(tmp_path: Path) -> None:
    book = Workbook()
    for line in GRID.replace(";oui;", ";souvent;").splitlines():
        book.worksheets[0].append(line.split(";"))
    book.save(tmp_path / "grille.xlsx")
    assert "grille.xlsx, ligne 10, case F10" in refused(tmp_path / "grille.xlsx")
