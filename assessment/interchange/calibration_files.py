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
from pathlib import Path

import numpy as np

from assessment.engine.calibration.answers import Answers, Indices
from assessment.engine.calibration.outcome import Outcome, flags
from assessment.engine.models import Floats
from assessment.errors import Faults
from assessment.interchange.calibration_items import CalibrationItems, read_items
from assessment.interchange.calibration_rows import MOST_FAULTS, lines_of
from assessment.interchange.item_columns import MOST_SCORES, THRESHOLDS
from assessment.interchange.rows import at_line
from assessment.messages import message

ANSWER_COLUMNS = ("person", "item", "score")
PARAMETER_COLUMNS = ("item", "criterion", "a", "b", "c", "d", "se_a", "se_b", "answers", "flag")
SCORES = {f"{score}{tail}": score for score in range(MOST_SCORES + 1) for tail in ("", ".0")}


@dataclass(frozen=True)
class CalibrationStudy:
    items: CalibrationItems
    answers: Answers


def read_study(items_path: Path, answers_path: Path, anchored: bool = False) -> CalibrationStudy:
    """Both files; InvalidInput listing every fault of the two. `anchored`: some items hold the scale."""
    faults = Faults()
    items = read_items(items_path, faults, anchored)
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
    top = np.broadcast_to(np.asarray(items.highest, dtype=np.intp), len(items.names)).copy()
    rows = _Rows()
    for line, cells in lines_of(path, ANSWER_COLUMNS, 3, faults):
        person, item, score = cells[0].strip(), rank.get(cells[1].strip(), -1), SCORES.get(cells[2].strip(), -1)
        if item < 0 or not 0 <= score <= top[item] or not person:
            _refuse(cells, at_line(path.name, line), (item, top), faults)
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
    scores = np.frombuffer(rows.score, dtype=np.int8)
    # Checked above line by line: `Answers.of` would check again, with three times the memory.
    sorted_ = who[order].astype(np.intp), what[order].astype(np.intp), scores[order]
    return Answers(*sorted_, len(persons), len(items.names), top)


def _refuse(cells: Sequence[str], place: str, known: tuple[int, Indices], faults: Faults) -> None:
    person, item, score = (cell.strip() or message("rien") for cell in cells)
    at, tops = known
    if not cells[0].strip():
        faults.add(f"{place}, person", person, message("le nom d'une personne"))
    if at < 0:
        faults.add(f"{place}, item", item, message("une question du fichier des questions"))
    top = int(tops[at]) if at >= 0 else MOST_SCORES
    if not 0 <= SCORES.get(cells[2].strip(), -1) <= top:
        expected = message("0 ou 1") if top == 1 else message("un entier de 0 à %(most)s", most=top)
        faults.add(f"{place}, score", score, expected if at >= 0 else message("0 ou 1"))


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
    """Thresholds have a column when some question has partial credit."""
    graded = outcome.steps is not None and bool(np.isfinite(outcome.steps).any())
    yield (*PARAMETER_COLUMNS, *([THRESHOLDS] if graded else []))
    items, asked, said = study.items, study.answers.asked, flags(study.answers, outcome)
    for i, name in enumerate(items.names):
        own = (outcome.a[i], outcome.b[i], items.given.c[i], items.given.d[i], outcome.se_a[i], outcome.se_b[i])
        cells = ["" if math.isnan(value) else f"{value:.6g}" for value in own]
        steps = [] if outcome.steps is None or not graded else [_thresholds(outcome.steps[i])]
        yield (name, items.codes[items.criterion[i]], *cells, int(asked[i]), " ; ".join(said[i]), *steps)


def _thresholds(steps: Floats) -> str:
    return " ".join(f"{value:.6g}" for value in steps[np.isfinite(steps)])


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
