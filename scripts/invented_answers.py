"""Writes invented LONG.csv and ITEMS.csv on the shipped bank, with faults planted, to show `assessment bank health`.

PYTHONPATH=. .venv/bin/python scripts/invented_answers.py FOLDER [PERSONS]
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

from assessment.engine import ItemParameters, Measure
from assessment.engine.simulation import Plan, Policy, run
from assessment.engine.structure import MEDIUM
from assessment.errors import Faults
from assessment.interchange.yaml_items import read_items
from assessment.items.parameters import highest, parameters

ERROR = 0.35
"""Standard deviation of the authors' errors on difficulties, in this invented world."""

QUESTIONS = 60
PILOT, USUAL = 50, 60
"""People who show which questions are asked most, and how many of these may get a fault."""

TRIED = 140
"""Choices among which the questions of the first third are drawn."""

FAULTS = ("key", "unfair", "drift", "easy", "rapid", "flat")
"""Faults planted, each on one of the questions asked most."""

AGES = ("moins de 30 ans", "de 30 à 49 ans", "50 ans et plus")


def main(folder: Path, persons: int) -> None:
    rng, faults = np.random.default_rng(2026), Faults()
    items = [each for each in read_items(Path("itembank/items/socle"), faults) if highest(each) == 1]
    codes = tuple(sorted({each.criterion for each in items}, key=lambda code: [int(part) for part in code.split(".")]))
    table = np.array([parameters(each) for each in items], dtype=float)
    criterion = np.array([codes.index(each.criterion) for each in items])
    named = dict(zip(("a", "b", "c", "d", "se_a", "se_b"), table.T, strict=True))
    bank = ItemParameters.of({"criterion": criterion, **named, "seconds": [each.seconds for each in items]}, len(codes))
    truth = ItemParameters.of(
        {
            "criterion": criterion,
            "a": table[:, 0] * np.exp(rng.normal(0, 0.2, len(items))),
            "b": table[:, 1] + rng.normal(0, ERROR, len(items)),
            "c": table[:, 2],
            "d": table[:, 3],
        }
    )
    people = people_of(persons, rng)
    theta = rng.standard_normal((persons, len(codes))) @ np.linalg.cholesky(MEDIUM.covariance(codes)).T
    theta += np.where(people["age"] == 2, -0.3, 0.1)[:, None]
    rows, ones = np.arange(len(items)), np.ones(len(items), dtype=np.intp)
    p = truth.score_probability(rows, ones, theta[:, criterion].T).T
    measure = Measure.of(codes, bank)
    first = (rng.random((PILOT, len(items))) < p[:PILOT]).astype(np.int8)
    often = run(measure, first, np.arange(PILOT), Plan(Policy.JOINT, (), QUESTIONS)).items
    usual = np.argsort(-np.bincount(often[often >= 0], minlength=len(items)), kind="stable")
    planted = plant(p, (usual, [item.kind == "single_choice" for item in items]), people, rng)
    scores = (rng.random(p.shape) < p).astype(np.int8)
    tried = np.union1d(
        rng.choice(np.flatnonzero([item.kind == "single_choice" for item in items]), TRIED), planted["key"]
    )
    first = np.full_like(scores[: persons // 3], -1)
    first[:, tried] = scores[: persons // 3][:, tried]
    shown = np.concatenate([first, scores[persons // 3 :]])
    parts = [
        run(
            measure,
            shown[at : at + 50],
            np.arange(at, min(at + 50, persons)),
            Plan(rule_of(at, persons), (), QUESTIONS),
        )
        for at in range(0, persons, 50)
    ]
    asked = np.concatenate([part.items for part in parts])
    folder.mkdir(parents=True, exist_ok=True)
    write_items(folder / "items.csv", items, codes, bank)
    write_answers(folder / "long.csv", (items, asked, scores, planted["rapid"]), people, rng)
    for name, item in planted.items():
        print(f"{name}: {items[item].code}")


def rule_of(person: int, persons: int) -> Policy:
    """The first third tries some choices drawn at random; the others get what the engine chooses."""
    return Policy.RANDOM if person < persons // 3 else Policy.JOINT


def people_of(persons: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    return {"age": rng.choice(3, persons, p=[0.35, 0.45, 0.2]), "late": np.arange(persons) >= persons // 2}


def plant(p: np.ndarray, usual: tuple, people: dict[str, np.ndarray], rng: np.random.Generator) -> dict[str, int]:
    """Changes the chances of six questions, in place; which they are. The wrong key is on a choice."""
    often, choices = usual
    key = next(at for at in often.tolist() if choices[at])
    others = [at for at in rng.permutation(often[:USUAL]).tolist() if at != key]
    chosen = dict(zip(FAULTS, [key, *others], strict=False))
    p[:, chosen["key"]] = 1.0 - p[:, chosen["key"]]
    p[:, chosen["flat"]] = 0.55
    p[:, chosen["easy"]] = odds(p[:, chosen["easy"]], 2.2)
    p[:, chosen["unfair"]] = odds(p[:, chosen["unfair"]], np.where(people["age"] == 2, -1.8, 0.0))
    p[:, chosen["drift"]] = odds(p[:, chosen["drift"]], np.where(people["late"], 1.6, 0.0))
    return chosen


def odds(p: np.ndarray, more: np.ndarray | float) -> np.ndarray:
    return p * np.exp(more) / (1.0 - p + p * np.exp(more))


def write_items(path: Path, items: list, codes: tuple[str, ...], bank: ItemParameters) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("item", "criterion", "a", "b", "c", "d", "se_a", "se_b", "seconds", "key", "needs"))
        for at, item in enumerate(items):
            numbers = (bank.a, bank.b, bank.c, bank.d, bank.se_a, bank.se_b, bank.seconds)
            key = item.content.key if item.kind == "single_choice" else ""
            out.writerow((item.code, item.criterion, *(f"{column[at]:g}" for column in numbers), key, needs(item)))


def needs(item) -> str:
    found = [
        name for name, kind in (("picture", "picture"), ("sound", "audio")) if kind in {b.type for b in item.support}
    ]
    written = item.kind in ("number", "short_text", "fill_blanks", "fill_table")
    return " ".join([*found, *(["keyboard"] if written else []), *(["picture"] if item.kind == "placing" else [])])


def write_answers(path: Path, played: tuple, people: dict[str, np.ndarray], rng: np.random.Generator) -> None:
    items, asked, scores, hurried = played
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("person", "item", "score", "seconds", "option", "period", "age"))
        for person, row in enumerate(asked):
            for at in row[row >= 0]:
                right, item = int(scores[person, at]), items[at]
                quick = rng.random() < (0.3 if at == hurried else 0.01)
                seconds = 2.0 if quick else item.seconds * np.exp(rng.normal(-0.2, 0.4))
                option = chosen(item, right, rng) if item.kind == "single_choice" else ""
                period = "2026, second semestre" if people["late"][person] else "2026, premier semestre"
                out.writerow(
                    (f"p{person:04d}", item.code, right, f"{seconds:.1f}", option, period, AGES[people["age"][person]])
                )


def chosen(item, right: int, rng: np.random.Generator) -> str:
    if right:
        return str(item.content.key)
    return str(rng.choice([each.id for each in item.content.options if each.id != item.content.key]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 600)
