"""Files of a calibration: answers (LONG.csv) and items (ITEMS.csv) in; parameters.csv, structure.json, report.json out.

Reading collects every fault with file, line, found and expected, and reads ten million rows without keeping their text.
"""

from __future__ import annotations

import csv
import json
import math
import shutil
import tempfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

import numpy as np

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.curves import FARTHEST
from assessment.engine.calibration.given import Given
from assessment.engine.calibration.outcome import Outcome, flags
from assessment.engine.calibration.priors import Told
from assessment.engine.models import Floats
from assessment.errors import Faults
from assessment.interchange.rows import at_line
from assessment.messages import counted, message

ANSWER_COLUMNS = ("person", "item", "score")
NUMBERS: Mapping[str, tuple[float, float]] = {
    "a": (1e-9, 10.0),
    "b": (-FARTHEST, FARTHEST),
    "c": (0.0, 0.999),
    "d": (0.001, 1.0),
    "se_a": (0.0, math.inf),
    "se_b": (0.0, math.inf),
}
"""Columns of ITEMS.csv that may be empty, with their limits."""

MOST_FAULTS = 50
"""Faults read out before the rest of a file is left alone."""

SCORES = {"0": 0, "1": 1, "0.0": 0, "1.0": 1}


@dataclass(frozen=True)
class CalibrationItems:
    """ITEMS.csv: names and lines, criteria in order of first appearance, and what is known beforehand."""

    names: tuple[str, ...]
    lines: tuple[int, ...]
    codes: tuple[str, ...]
    criterion: Indices
    given: Given


@dataclass(frozen=True)
class CalibrationStudy:
    items: CalibrationItems
    answers: Answers


def read_study(items_path: Path, answers_path: Path) -> CalibrationStudy:
    """Both files; InvalidInput listing every fault of the two."""
    faults = Faults()
    items = _read_items(items_path, faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=items_path.name))
    answers = _read_answers(answers_path, items, faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=answers_path.name))
    for i in np.flatnonzero(answers.asked == 0)[:MOST_FAULTS]:
        place = at_line(items_path.name, items.lines[i])
        faults.add(
            place,
            message("%(names)s sans réponse dans %(name)s", names=items.names[i], name=answers_path.name),
            message("au moins une réponse par question"),
        )
    faults.raise_if_any(message("Certaines questions ne peuvent pas être calibrées."))
    return CalibrationStudy(items, answers)


def _lines(path: Path, columns: Sequence[str], required: int, faults: Faults) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and cells of the columns wanted, the first `required` of which must be there ("" for absent ones).

    Commas, or semicolons when the first line has more of them.
    """
    read = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            separator = ";" if first.count(";") > first.count(",") else ","
            header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
            wanted = columns[:required]
            if any(name not in header for name in wanted):
                faults.add(
                    f"{path.name}, ligne 1",
                    ", ".join(header) or message("rien"),
                    message("les colonnes %(known)s", known=",".join(wanted)),
                )
                return
            pick = itemgetter(*(header.index(name) if name in header else -1 for name in columns))
            reader = csv.reader(file, delimiter=separator, strict=True)
            for cells in reader:
                read = reader.line_num + 1
                if len(faults.found) >= MOST_FAULTS:
                    return
                if len(cells) == len(header):
                    cells.append("")
                    yield read, pick(cells)
                elif cells:
                    faults.add(
                        at_line(path.name, read),
                        counted("%(n)s case", "%(n)s cases", len(cells)),
                        counted("%(n)s case", "%(n)s cases", len(header)),
                    )
    except UnicodeDecodeError:
        found = message("un texte qui n'est pas en UTF-8, ou coupé, après la ligne %(line)s", line=read)
        faults.add(path.name, found, message("un fichier CSV lisible, en UTF-8"))
    except csv.Error:
        found = message("des guillemets qui ne se ferment pas, après la ligne %(line)s", line=read)
        faults.add(path.name, found, message("un fichier CSV entier"))
    except OSError as problem:
        faults.add(path.name, str(problem), message("un fichier CSV lisible, en UTF-8"))


def _read_items(path: Path, faults: Faults) -> CalibrationItems:
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    criterion: list[int] = []
    numbers: dict[str, list[float]] = {name: [] for name in NUMBERS}
    for line, (first, second, *rest) in _lines(path, ("item", "criterion", *NUMBERS), 2, faults):
        name, code = first.strip(), second.strip()
        place = at_line(path.name, line)
        if not name or name in names:
            faults.add(f"{place}, item", name or message("rien"), message("un nom de question présent une seule fois"))
        if not code:
            faults.add(f"{place}, criterion", message("rien"), message("le code d'un critère"))
        names[name] = line
        criterion.append(codes.setdefault(code, len(codes)))
        for (column, values), cell in zip(numbers.items(), rest, strict=True):
            values.append(_number(cell.strip(), column, place, faults))
        if numbers["c"][-1] >= numbers["d"][-1]:
            faults.add(
                f"{place}, d",
                numbers["d"][-1],
                message("plus que c, qui vaut %(numbers)s", numbers=f"{numbers['c'][-1]:g}"),
            )
    if not names and not faults:
        faults.add(path.name, message("aucune ligne"), message("au moins une question"))
    given = _given({name: np.array(values) for name, values in numbers.items()})
    return CalibrationItems(
        tuple(names), tuple(names.values()), tuple(codes), np.array(criterion, dtype=np.intp), given
    )


def _number(text: str, column: str, place: str, faults: Faults) -> float:
    """NaN for an empty cell."""
    if not text:
        return math.nan
    low, high = NUMBERS[column]
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        faults.add(
            f"{place}, {column}",
            text,
            message("rien, ou un nombre de %(low)s à %(high)s", low=f"{low:g}", high=f"{high:g}"),
        )
    return value


def _given(columns: Mapping[str, Floats]) -> Given:
    """Asymptotes as written; a difficulty with a standard error is an author's estimate, without one it is not used."""
    told = np.where(columns["se_b"] > 0, columns["b"], np.nan)
    c = np.nan_to_num(columns["c"], nan=0.0)
    return Given(c, np.nan_to_num(columns["d"], nan=1.0), Told(told, columns["se_b"]))


@dataclass(frozen=True)
class _Rows:
    """The rows of LONG.csv, 13 bytes each: ranks of person and item, score, line."""

    person: array[int] = field(default_factory=lambda: array("i"))
    item: array[int] = field(default_factory=lambda: array("i"))
    score: array[int] = field(default_factory=lambda: array("b"))
    line: array[int] = field(default_factory=lambda: array("i"))


def _read_answers(path: Path, items: CalibrationItems, faults: Faults) -> Answers:
    rank = {name: i for i, name in enumerate(items.names)}
    persons: dict[str, int] = {}
    rows = _Rows()
    for line, cells in _lines(path, ANSWER_COLUMNS, 3, faults):
        person, item, score = cells[0].strip(), rank.get(cells[1].strip(), -1), SCORES.get(cells[2].strip(), -1)
        if item < 0 or score < 0 or not person:
            _refuse(cells, at_line(path.name, line), (item, score), faults)
            continue
        rows.person.append(persons.setdefault(person, len(persons)))
        rows.item.append(item)
        rows.score.append(score)
        rows.line.append(line)
    if not rows.line and not faults:
        faults.add(path.name, message("aucune réponse"), message("au moins une ligne person,item,score"))
    order = _order(rows, (path.name, list(persons), items), faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    who, what = np.frombuffer(rows.person, dtype=np.intc), np.frombuffer(rows.item, dtype=np.intc)
    scores, top = np.frombuffer(rows.score, dtype=np.int8), np.ones(len(items.names), dtype=np.intp)
    # Checked above line by line: `Answers.of` would check again, with three times the memory.
    sorted_ = who[order].astype(np.intp), what[order].astype(np.intp), scores[order]
    return Answers(*sorted_, len(persons), len(items.names), top)


def _refuse(cells: Sequence[str], place: str, known: tuple[int, int], faults: Faults) -> None:
    person, item, score = (cell.strip() or "rien" for cell in cells)
    if person == "rien":
        faults.add(f"{place}, person", person, message("le nom d'une personne"))
    if known[0] < 0:
        faults.add(f"{place}, item", item, message("une question du fichier des questions"))
    if known[1] < 0:
        faults.add(f"{place}, score", score, message("0 ou 1"))


Named = tuple[str, list[str], CalibrationItems]


def _order(rows: _Rows, named: Named, faults: Faults) -> Indices:
    """Rows by person, then item. A person answers a question once: the later line is told, with the earlier one."""
    file, persons, items = named
    pair = np.array(rows.person, dtype=np.int64)
    pair *= len(items.names)
    pair += np.frombuffer(rows.item, dtype=np.intc) if rows.item else 0
    order = np.argsort(pair, kind="stable")
    pair = pair[order]
    again = np.flatnonzero(pair[1:] == pair[:-1])
    for earlier, later in sorted((int(order[i]), int(order[i + 1])) for i in again)[:MOST_FAULTS]:
        found = message(
            "%(person)s et %(item)s, déjà ligne %(line)s",
            person=persons[rows.person[later]],
            item=items.names[rows.item[later]],
            line=rows.line[earlier],
        )
        faults.add(at_line(file, rows.line[later]), found, message("une seule réponse d'une personne à une question"))
    return order


def write_calibration(target: Path, study: CalibrationStudy, outcome: Outcome, report: Mapping[str, object]) -> None:
    """The three files, all or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".calibration-") as room:
        ready = Path(room)
        with (ready / "parameters.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(_parameters(study, outcome))
        _write_json(ready / "structure.json", _structure(study.items.codes, outcome))
        _write_json(ready / "report.json", report)
        target.mkdir(exist_ok=True)
        for written in sorted(ready.iterdir()):
            shutil.move(str(written), target / written.name)


def _parameters(study: CalibrationStudy, outcome: Outcome) -> Iterator[Sequence[object]]:
    yield ("item", "criterion", "a", "b", "c", "d", "se_a", "se_b", "answers", "flag")
    items, asked, said = study.items, study.answers.asked, flags(study.answers, outcome)
    for i, name in enumerate(items.names):
        own = (outcome.a[i], outcome.b[i], items.given.c[i], items.given.d[i], outcome.se_a[i], outcome.se_b[i])
        cells = ["" if math.isnan(value) else f"{value:.6g}" for value in own]
        yield (name, items.codes[items.criterion[i]], *cells, int(asked[i]), " ; ".join(said[i]))


def _structure(codes: Sequence[str], outcome: Outcome) -> dict[str, object]:
    """The four shares; with them the whole covariance when the answers show more than the shares say."""
    shares = outcome.components
    found: dict[str, object] = {
        "general": round(shares.general, 6),
        "domain": round(shares.domain, 6),
        "subdomain": round(shares.subdomain, 6),
        "criterion": round(shares.criterion, 6),
    }
    if outcome.covariance is not None:
        found |= {"criteria": list(codes), "covariance": np.round(outcome.covariance, 6).tolist()}
    return found


def _write_json(path: Path, data: Mapping[str, object]) -> None:
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
