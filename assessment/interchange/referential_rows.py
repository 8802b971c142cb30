"""Turns the rows of a referential table into the mapping of a referential; a faulty cell is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from assessment.errors import Faults, InvalidInput
from assessment.interchange.referential_words import (
    COLUMNS,
    IDENTITY,
    MANDATORY,
    MODALITIES,
    STANDINGS,
    STATUSES,
    Words,
    key_of,
    meaning,
)
from assessment.interchange.rows import Row, at_line, column_letters
from assessment.items.fields import quoted
from assessment.items.numbers_fr import parse_number
from assessment.items.referential import Mandatory, Modality, Status, nominal_minimum
from assessment.messages import joined, message

REQUIRED = {key: name for name, key in COLUMNS.items() if key in ("criterion_code", "criterion_label")}
ASSUMED = Status.ASSUMED.value
NOMINAL = message("Part nominale supposée : le fichier ne donne pas de nombre.")
USUAL_MASTERY = {
    "value": 0.75,
    "status": ASSUMED,
    "source": message("Seuil usuel supposé : le fichier n'en donne pas."),
}


@dataclass
class Grid:
    """The mapping being read, and the line of each code."""

    name: str
    faults: Faults
    columns: dict[str, int] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def line(self, row: Row) -> str:
        return at_line(self.name, row.number)

    def text(self, row: Row, key: str) -> str:
        return row.cell(self.columns.get(key))

    def fault(self, row: Row, key: str, expected: str) -> None:
        """`grille.csv, ligne 12, case F12`."""
        place = message(
            "%(line)s, case %(cell)s", line=self.line(row), cell=f"{column_letters(self.columns[key])}{row.number}"
        )
        self.faults.add(place, quoted(self.text(row, key)[:40]), expected)

    def word(self, row: Row, key: str, words: Words, otherwise: str) -> str:
        """One of a few words; `otherwise` when the cell is empty."""
        typed = self.text(row, key)
        found = meaning(typed, words)
        if typed and found is None:
            self.fault(row, key, message("un mot parmi %(known)s", known=", ".join(words)))
        return found or otherwise

    def number(self, row: Row, key: str) -> Fraction | None:
        """A number, or a percentage as a share."""
        typed = self.text(row, key)
        try:
            value = parse_number(typed, "%" if "%" in typed else None)
        except InvalidInput:
            self.fault(row, key, message("un nombre"))
            return None
        return value / 100 if "%" in typed else value


def data_from_rows(rows: list[Row], name: str, faults: Faults) -> Grid | None:
    """The mapping `referential_from_data` reads, with the line of each code; None after a fault."""
    grid = Grid(name, faults)
    heading = next((at for at, row in enumerate(rows) if REQUIRED.keys() <= columns_in(row).keys()), None)
    if heading is None:
        expected = message(
            "une ligne de titres avec au moins %(known)s", known=joined(message(" et "), map(quoted, REQUIRED.values()))
        )
        faults.add(name, message("aucune ligne de titres de colonnes"), expected)
        return None
    before = len(faults.found)
    identity = read_identity(rows[:heading], grid)
    grid.columns = columns_in(rows[heading])
    grid.data = {**identity, "domains": nested(rows[heading + 1 :], grid)}
    return grid if len(faults.found) == before else None


def columns_in(row: Row) -> dict[str, int]:
    found = ((key_of(cell, COLUMNS), at) for at, cell in enumerate(row.cells) if cell)
    return {key: at for key, at in found if key is not None}


def read_identity(rows: list[Row], grid: Grid) -> dict[str, object]:
    """Lines `certificat ; socle` above the headings."""
    grid.columns = {"name": 0} | dict.fromkeys(IDENTITY.values(), 1)
    values: dict[str, object] = {}
    mastery: dict[str, object] = dict(USUAL_MASTERY)
    for row in rows:
        match key_of(row.cell(0), IDENTITY):
            case None:
                grid.fault(row, "name", message("un nom parmi %(known)s", known=", ".join(IDENTITY)))
            case "mastery":
                mastery["value"] = grid.number(row, "mastery")
            case "mastery_status":
                mastery["status"] = grid.word(row, "mastery_status", STATUSES, ASSUMED)
            case "mastery_source":
                mastery["source"] = grid.text(row, "mastery_source")
            case "status":
                values["status"] = grid.word(row, "status", STANDINGS, "")
            case str(key):
                values[key] = grid.text(row, key)
    return {**values, "mastery": mastery}


def nested(rows: list[Row], grid: Grid) -> list[object]:
    """Domains holding sub-domains holding criteria; an empty code is taken from the criterion's code."""
    by_subdomain: dict[str, list[Row]] = {}
    above: dict[str, str] = {}
    for row in rows:
        code = grid.text(row, "criterion_code")
        sub = grid.text(row, "subdomain_code") or code.rpartition(".")[0]
        by_subdomain.setdefault(sub, []).append(row)
        above.setdefault(sub, grid.text(row, "domain_code") or sub.rpartition(".")[0])
        for each in (above[sub], sub, code):
            grid.places.setdefault(each, grid.line(row))
    return [
        {
            "code": top,
            "title": first_text(
                [row for sub, of in above.items() if of == top for row in by_subdomain[sub]], "domain_title", grid
            ),
            "subdomains": [subdomain_of(sub, by_subdomain[sub], grid) for sub, of in above.items() if of == top],
        }
        for top in dict.fromkeys(above.values())
    ]


def first_text(rows: list[Row], key: str, grid: Grid) -> str:
    """The text written on the first of several lines (the others empty, or the same); a different one is a fault."""
    filled = [row for row in rows if grid.text(row, key)]
    for row in filled[1:]:
        if grid.text(row, key) != grid.text(filled[0], key):
            grid.fault(
                row,
                key,
                message(
                    "« %(filled)s », comme ligne %(number)s",
                    filled=grid.text(filled[0], key)[:40],
                    number=filled[0].number,
                ),
            )
    return grid.text(filled[0], key) if filled else ""


def subdomain_of(code: str, rows: list[Row], grid: Grid) -> dict[str, object]:
    title = first_text(rows, "subdomain_title", grid)
    return {
        "code": code,
        "title": title,
        "min_criteria": minimum_of(rows, grid),
        "criteria": [criterion_of(row, grid) for row in rows],
    }


def minimum_of(rows: list[Row], grid: Grid) -> dict[str, object]:
    """The number of the file, or the nominal one, marked as assumed."""
    if not first_text(rows, "min_criteria", grid):
        return {"value": nominal_minimum(len(rows)), "status": ASSUMED, "source": NOMINAL}
    row = next(row for row in rows if grid.text(row, "min_criteria"))
    status = grid.word(row, "min_status", STATUSES, ASSUMED)
    return {
        "value": grid.number(row, "min_criteria"),
        "status": status,
        "source": grid.text(row, "min_source") or grid.name,
    }


def criterion_of(row: Row, grid: Grid) -> dict[str, object]:
    return {
        "code": grid.text(row, "criterion_code"),
        "label": grid.text(row, "criterion_label"),
        "mandatory": grid.word(row, "mandatory", MANDATORY, Mandatory.UNKNOWN.value),
        "modality": modalities(row, grid),
        "status": grid.word(row, "criterion_status", STATUSES, ASSUMED),
        "source": grid.text(row, "criterion_source") or grid.name,
    }


def modalities(row: Row, grid: Grid) -> list[str]:
    """`question + observation`; where nothing is said, a person observes."""
    words = [word for word in grid.text(row, "modality").replace(",", "+").replace("/", "+").split("+") if word.strip()]
    found = [meaning(word, MODALITIES) for word in words]
    if None in found:
        grid.fault(row, "modality", message("des mots parmi %(known)s, séparés par +", known=", ".join(MODALITIES)))
    return [word for word in found if word is not None] or [Modality.OBSERVED.value]
