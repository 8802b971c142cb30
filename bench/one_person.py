"""Unusual answers of one person, measured on the shipped bank: how rarely ordinary people are told, how often odd ones are.

PYTHONPATH=. python -m bench.one_person [PEOPLE]      60 questions each, chosen by the engine
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from assessment.engine import ItemParameters, Measure
from assessment.engine.calibration.tree import Tree
from assessment.engine.health.expected import Layout
from assessment.engine.health.one_person import one_person
from assessment.engine.health.responses import Responses
from assessment.engine.models import Floats
from assessment.engine.policies import Policy
from assessment.engine.simulation import Plan, run
from assessment.engine.structure import MEDIUM, NONE, STRONG, WEAK
from assessment.errors import Faults
from assessment.interchange.yaml_items import read_items
from assessment.items.parameters import highest, parameters

QUESTIONS = 60
AUTHORS_ERROR = 0.45
"""Standard deviation of the authors' errors on difficulties, in this invented world; slopes are off by a fifth."""

GUESSING = 0.35
"""Share right of who answers without reading."""


def shipped() -> tuple[Measure, ItemParameters]:
    """The bank as the engine knows it, and as it is in this invented world."""
    items = [one for one in read_items(Path("itembank/items/socle"), Faults()) if highest(one) == 1]
    codes = tuple(sorted({one.criterion for one in items}, key=lambda code: [int(part) for part in code.split(".")]))
    a, b, c, d, se_a, se_b = np.array([parameters(one) for one in items], dtype=float).T[:6]
    criterion, rng = np.array([codes.index(one.criterion) for one in items]), np.random.default_rng(1)
    known = {"criterion": criterion, "a": a, "b": b, "c": c, "d": d, "se_a": se_a, "se_b": se_b}
    off = {"a": a * np.exp(rng.normal(0, 0.2, len(a))), "b": b + rng.normal(0, AUTHORS_ERROR, len(b))}
    seconds = [one.seconds for one in items]
    measure = Measure.of(codes, ItemParameters.of(known | {"seconds": seconds}, len(codes)))
    return measure, ItemParameters.of({"criterion": criterion, "c": c, "d": d} | off)


def told(measure: Measure, chances: Floats, rng: np.random.Generator) -> str:
    """Share of these people whose answers are said not to go together."""
    people = len(chances)
    scores = (rng.random(chances.shape) < chances).astype(np.int8)
    asked = run(measure, scores, np.arange(people), Plan(Policy.JOINT, (), QUESTIONS)).items
    layout, began, count = Layout(measure.items, Tree.of(measure.codes), MEDIUM), time.process_time(), 0
    for person, row in enumerate(asked):
        item = row[row >= 0]
        own = Responses.of(np.zeros(len(item)), item, scores[person, item], (1, len(measure.items)))
        found = one_person(own, layout, np.random.default_rng(0))
        count += found is not None and found.unusual
    return f"{count / people:.3f} of {people}, {1000 * (time.process_time() - began) / people:.0f} ms each"


def main(people: int) -> None:
    measure, truth = shipped()
    rng, every, ones = np.random.default_rng(2), np.arange(len(truth)), np.ones(len(truth), dtype=np.intp)
    for name, world in {"strong": STRONG, "medium": MEDIUM, "weak": WEAK, "no sharing": NONE}.items():
        theta = rng.standard_normal((people, len(measure.codes)))
        theta = theta @ np.linalg.cholesky(world.covariance(measure.codes)).T
        p = truth.score_probability(every, ones, theta[:, truth.criterion].T).T
        print(f"ordinary, {name}: {told(measure, p, rng)}", flush=True)
    theta = rng.standard_normal((people, len(measure.codes)))
    theta = theta @ np.linalg.cholesky(MEDIUM.covariance(measure.codes)).T
    p = truth.score_probability(every, ones, theta[:, truth.criterion].T).T
    half = np.where(every % 2, GUESSING, p)
    print(f"every second question answered without reading: {told(measure, half, rng)}", flush=True)
    print(f"all answered without reading: {told(measure, np.full(p.shape, GUESSING), rng)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
