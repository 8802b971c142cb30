"""Parameters found elsewhere, from a file, and the answers of a bank as files: for who calibrates with other tools."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from assessment.engine.calibration.outcome import FEW_ANSWERS
from assessment.errors import Faults
from assessment.interchange.proposed_parameters import Proposed
from assessment.messages import message
from assessment.services.calibration_data import BankStudy
from assessment.services.measured import Curve
from assessment.services.proposals import Made
from assessment.services.releases import Release


def made_from_file(release: Release, rows: Mapping[str, Proposed], name: str) -> Made:
    """What a parameters.csv proposes for a release; codes it does not have are faults."""
    faults = Faults()
    places = {item.code: at for at, item in enumerate(release.items)}  # a wording on trial comes after, and wins
    curves, answers, flags = {}, {}, {}
    for code, row in rows.items():
        if code not in places:
            faults.add(row.place, code, message("le code d'une question de la banque en service"))
            continue
        at = places[code]
        if len(row.thresholds) != len(release.steps[at]):
            expected = message("autant de seuils que la question, %(n)s", n=len(release.steps[at]))
            faults.add(row.place, len(row.thresholds), expected)
            continue
        if row.answers < FEW_ANSWERS or min(row.numbers[4:]) <= 0:
            continue
        version = release.item_version_ids[at]
        a, b, c, d, se_a, se_b = row.numbers
        curves[version] = Curve(a, b, c, d, se_a, se_b, row.thresholds)
        answers[version], flags[version] = row.answers, row.flag
    faults.raise_if_any(message("%(name)s ne correspond pas à cette banque.", name=name))
    return Made(curves, answers, flags, {"file": name, "answers": sum(answers.values())})


def write_answers(bank: BankStudy, target: Path) -> None:
    """ITEMS.csv and LONG.csv of a bank's shared answers; people are numbers."""
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in (("ITEMS.csv", _items(bank)), ("LONG.csv", _answers(bank))):
        with (target / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def _items(bank: BankStudy) -> Iterator[Sequence[object]]:
    yield ("item", "criterion", "a", "b", "c", "d", "seconds", "se_a", "se_b", "highest", "anchor", "thresholds")
    study, release = bank.study, bank.release
    for i, at in enumerate(bank.positions):
        a, b, _, _, se_a, se_b, seconds = release.parameters[at]
        known = (study.items.given.c[i], study.items.given.d[i])
        cells = [f"{value:.6g}" for value in (a, b, *known, seconds, se_a, se_b)]
        top, anchor = int(np.asarray(study.answers.highest)[i]), int(release.measured[at])
        steps = " ".join(f"{value:.6g}" for value in release.steps[at])
        yield (study.items.names[i], study.items.codes[study.items.criterion[i]], *cells, top, anchor, steps)


def _answers(bank: BankStudy) -> Iterator[Sequence[object]]:
    yield ("person", "item", "score")
    answers, names = bank.study.answers, bank.study.items.names
    for person, item, score in zip(answers.person, answers.item, answers.score, strict=True):
        yield (f"p{person + 1}", names[item], int(score))
