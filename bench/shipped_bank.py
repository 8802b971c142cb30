"""`assessment simulate` on the shipped bank: how often its decisions are right, in how many questions and how much time.

The truth differs from what the engine is told: each true difficulty lies around the author's estimate, by its stated
standard error. Graded questions are left out, for the contract's files have no place for their steps.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from assessment.engine.parameters import ItemParameters
from assessment.engine.structure import MEDIUM
from assessment.interchange.yaml_items import load_items
from assessment.items.item import Item
from assessment.items.parameters import highest, parameters
from bench import worlds

BANK = Path(__file__).parent.parent / "itembank" / "items" / "socle"
PERSONS, CHECKPOINTS, SEED = 200, (30, 60, 108), 2026
COLUMNS = ("item", "criterion", "a", "b", "c", "d", "seconds", "se_a", "se_b")


def main() -> None:
    items = [item for item in load_items(BANK) if highest(item) == 1]
    codes = sorted({item.criterion for item in items})
    rng = np.random.default_rng(SEED)
    truth = true_parameters(items, codes, rng)
    covariance = MEDIUM.covariance(codes) + 1e-9 * np.eye(len(codes))
    theta = rng.standard_normal((PERSONS, len(codes))) @ np.linalg.cholesky(covariance).T
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_bank(folder / "ITEMS.csv", items)
        np.savez_compressed(folder / "ANSWERS.npz", scores=worlds.answers(truth, theta, rng))
        command = [sys.executable, "-m", "assessment.cli", "simulate", "--bank", str(folder / "ITEMS.csv")]
        command += ["--responses", str(folder / "ANSWERS.npz"), "--out", str(folder / "out"), "--seed", str(SEED)]
        subprocess.run([*command, "--checkpoints", ",".join(map(str, CHECKPOINTS))], check=True)
        report(folder / "out", codes, worlds.mastered(truth, theta))
    print(f"{len(items)} questions on {len(codes)} criteria, {PERSONS} people, medium sharing")


def true_parameters(items: list[Item], codes: list[str], rng: np.random.Generator) -> ItemParameters:
    """What the questions really are, in a world where authors err as much as they say."""
    told = np.array([parameters(item)[:6] for item in items], dtype=float)
    columns = dict(zip(("a", "b", "c", "d"), told.T[:4], strict=True))
    columns["b"] = columns["b"] + rng.normal(0.0, told[:, 5])
    columns["criterion"] = np.array([codes.index(item.criterion) for item in items])
    columns["seconds"] = np.array([float(item.seconds) for item in items])
    return ItemParameters.of(columns, len(codes))


def write_bank(path: Path, items: list[Item]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for item in items:
            a, b, c, d, se_a, se_b = parameters(item)[:6]
            writer.writerow((item.code, item.criterion, a, b, c, d, item.seconds, se_a, se_b))


def report(out: Path, codes: list[str], mastered: np.ndarray) -> None:
    with (out / "decisions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for after in CHECKPOINTS:
        here = [row for row in rows if int(row["after_items"]) == after]
        said = np.array([float(row["probability"]) for row in here])
        true = np.array([mastered[int(row["person"]), codes.index(row["criterion"])] for row in here])
        sure = (said >= 0.9) | (said <= 0.1)
        right = (said >= 0.5) == true
        print(
            f"after {after:3d} questions: {right.mean():.3f} right; {sure.mean():.2f} decided at 90 %, "
            f"of which {right[sure].mean():.3f} right"
        )
    print(json.dumps(json.loads((out / "summary.json").read_text()), indent=1)[:1500])


if __name__ == "__main__":
    main()
