"""Files of a bank's health: LONG.csv and ITEMS.csv of a calibration, with more columns when they are known.

LONG.csv: person,item,score in the order of answering, and if known seconds, option (the one chosen), period, and what
people may be compared by: language, age, device. ITEMS.csv: item,criterion,a,b,c,d and if known se_a, se_b, seconds,
key (the right option), needs (sound picture keyboard: what a person must be able to use). Parameters left empty are
measured on the answers themselves. Every fault is listed with file and line.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assessment.engine import ItemParameters, Measure
from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.joint import fit_joint
from assessment.engine.health.examine import Bank, Gathered
from assessment.engine.health.responses import Indices, Responses
from assessment.errors import Faults
from assessment.interchange.health_words import GROUPS, NEEDS
from assessment.messages import joined, message

ITEM_COLUMNS, ANSWER_COLUMNS = ("item", "criterion"), ("person", "item", "score")
USUAL = {"a": math.nan, "b": math.nan, "c": 0.0, "d": 1.0, "se_a": 0.0, "se_b": 0.0, "seconds": 60.0}
"""Parameters with their value when the cell is empty."""

MOST_FAULTS = 50


@dataclass
class _Answered:
    """Columns of LONG.csv as they are read."""

    person: list[int] = field(default_factory=list)
    item: list[int] = field(default_factory=list)
    score: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    option: list[str] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    said: dict[str, dict[int, str]] = field(default_factory=lambda: {name: {} for name in GROUPS})


@dataclass(frozen=True)
class _Items:
    names: tuple[str, ...]
    codes: tuple[str, ...]
    criterion: list[int]
    numbers: Mapping[str, list[float]]
    keys: tuple[str, ...]
    needs: tuple[str, ...]


def read_health(answers_path: Path, items_path: Path) -> Gathered:
    """Both files; InvalidInput listing every fault."""
    faults = Faults()
    items = _items(items_path, faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=items_path.name))
    read = _answers(answers_path, items, faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=answers_path.name))
    responses = Responses.of(read.person, read.item, read.score, (len(read.people), len(items.names)), read.seconds)
    periods = tuple(sorted({name for name in read.period if name}))
    return Gathered(
        bank=_bank(items, _parameters(items, responses)),
        responses=responses,
        sitting=responses.person,
        period=np.array([periods.index(name) if name else -1 for name in read.period], dtype=np.intp),
        periods=periods,
        groups=_groups(read),
        takers=_takers(read),
        keys={at: (key,) for at, key in enumerate(items.keys) if key},
    )


def _rows(path: Path, columns: Sequence[str], faults: Faults) -> list[tuple[str, Mapping[str, str]]]:
    """Place and cells of each line; commas, or semicolons when the first line has more of them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        faults.add(path.name, str(problem), message("un fichier CSV lisible, en UTF-8"))
        return []
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [(name or "").strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    if any(name not in header for name in columns):
        found = ", ".join(header) or message("rien")
        faults.add(f"{path.name}, ligne 1", found, message("les colonnes %(names)s", names=",".join(columns)))
        return []
    rows: list[tuple[str, Mapping[str, str]]] = []
    for row in reader:
        place = f"{path.name}, ligne {reader.line_num}"
        if None in row or None in row.values():
            faults.add(place, message("une ligne coupée ou trop longue"), message("%(n)s cases", n=len(header)))
        else:
            rows.append((place, {name: cell.strip() for name, cell in row.items()}))
        if len(faults.found) >= MOST_FAULTS:
            break
    if not rows and not faults:
        faults.add(path.name, message("aucune ligne"), message("au moins une ligne"))
    return rows


def _items(path: Path, faults: Faults) -> _Items:
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    items = _Items((), (), [], {name: [] for name in USUAL}, (), ())
    keys, needs = [], []
    for place, row in _rows(path, ITEM_COLUMNS, faults):
        if not row["item"] or row["item"] in names:
            faults.add(f"{place}, item", row["item"] or message("rien"), message("un nom présent une seule fois"))
        if not row["criterion"]:
            faults.add(f"{place}, criterion", message("rien"), message("le code d'un critère"))
        names[row["item"]] = len(names)
        items.criterion.append(codes.setdefault(row["criterion"], len(codes)))
        for column, usual in USUAL.items():
            items.numbers[column].append(_number(row.get(column, ""), usual, f"{place}, {column}", faults))
        keys.append(row.get("key", ""))
        needs.append(row.get("needs", ""))
    return _Items(tuple(names), tuple(codes), items.criterion, items.numbers, tuple(keys), tuple(needs))


def _number(text: str, usual: float, place: str, faults: Faults) -> float:
    if not text:
        return usual
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        faults.add(place, text, message("un nombre, ou rien"))
    return value


def _answers(path: Path, items: _Items, faults: Faults) -> _Answered:
    rank = {name: at for at, name in enumerate(items.names)}
    read, met = _Answered(), set()
    for place, row in _rows(path, ANSWER_COLUMNS, faults):
        item, score = rank.get(row["item"], -1), {"0": 0, "1": 1}.get(row["score"], -1)
        if not row["person"]:
            faults.add(f"{place}, person", message("rien"), message("le nom d'une personne"))
        if item < 0:
            faults.add(
                f"{place}, item", row["item"] or message("rien"), message("une question du fichier des questions")
            )
        if score < 0:
            faults.add(f"{place}, score", row["score"] or message("rien"), message("0 ou 1"))
        person = read.people.setdefault(row["person"], len(read.people))
        if (person, item) in met:
            faults.add(place, f"{row['person']}, {row['item']}", message("une réponse d'une personne à une question"))
        met.add((person, item))
        read.person.append(person)
        read.item.append(item)
        read.score.append(score)
        read.seconds.append(_number(row.get("seconds", ""), math.nan, f"{place}, seconds", faults))
        read.period.append(row.get("period", ""))
        read.option.append(row.get("option", ""))
        for name, said in read.said.items():
            value = row.get(name, "")
            if said.setdefault(person, value) != value:
                faults.add(f"{place}, {name}", value, message("la même valeur sur toutes les lignes d'une personne"))
        if len(faults.found) >= MOST_FAULTS:
            break
    return read


def _parameters(items: _Items, responses: Responses) -> ItemParameters:
    """As written; items without a or b are measured on the answers, all criteria at once."""
    table = {"criterion": items.criterion} | {name: np.array(values) for name, values in items.numbers.items()}
    empty = np.isnan(table["a"]) | np.isnan(table["b"])
    if empty.any():
        shape = (responses.persons, responses.items)
        answers = Answers.of(responses.person, responses.item, responses.score, shape)
        fit = fit_joint(answers, (items.codes, np.array(items.criterion, dtype=np.intp)))
        for name, values in (("a", fit.curves.a), ("b", fit.curves.b), ("se_a", fit.se_a), ("se_b", fit.se_b)):
            table[name] = np.where(empty, np.nan_to_num(values, nan=1.0), table[name])
    return ItemParameters.of(table, len(items.codes))


def _bank(items: _Items, parameters: ItemParameters) -> Bank:
    measure = Measure.of(items.codes, parameters)
    words = [set(each.replace(",", " ").replace("+", " ").split()) for each in items.needs]
    filters = {name: np.array([name not in each for each in words], dtype=bool) for name in NEEDS}
    return Bank(
        codes=items.codes,
        names=items.names,
        items=parameters,
        cut=measure.cuts,
        usable=np.ones(len(items.names), dtype=bool),
        filters={name: left for name, left in filters.items() if not left.all()},
    )


def _groups(read: _Answered) -> dict[str, Indices]:
    """One comparison for each value that people have: these against all the others whose value is known."""
    found: dict[str, Indices] = {}
    for name, said in read.said.items():
        values = [said.get(person, "") for person in range(len(read.people))]
        for value in sorted(set(values) - {""}):
            if len(set(values) - {""}) > 1:
                marks = [-1 if not one else int(one == value) for one in values]
                found[joined(" ", (GROUPS[name], value))] = np.array(marks, dtype=np.intp)
    return found


def _takers(read: _Answered) -> dict[int, dict[str, Indices]]:
    rows: dict[int, dict[str, list[int]]] = {}
    for row, (item, option) in enumerate(zip(read.item, read.option, strict=True)):
        if option:
            rows.setdefault(item, {}).setdefault(option, []).append(row)
    return {
        item: {name: np.array(found[name], dtype=np.intp) for name in sorted(found)} for item, found in rows.items()
    }
