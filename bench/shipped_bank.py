"""`assessment simulate` on the shipped bank: how often its decisions are right, in how many questions and how much time.

python -m bench.shipped_bank [--persons 200] [--report docs/reports/shipped-bank.html]
The truth differs from what the engine is told: each true difficulty lies around the author's estimate, by its stated
standard error. Graded questions are left out, for the contract's files have no place for their steps.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from assessment.engine.parameters import ItemParameters
from assessment.engine.structure import MEDIUM
from assessment.interchange.yaml_items import load_items
from assessment.items.item import Item
from assessment.items.parameters import highest, parameters
from bench import worlds

BANK = Path(__file__).parent.parent / "itembank" / "items" / "socle"
CHECKPOINTS, SEED = (30, 60, 108), 2026
COLUMNS = ("item", "criterion", "a", "b", "c", "d", "seconds", "se_a", "se_b")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=200)
    parser.add_argument("--report", type=Path, help="where the page of the study goes")
    asked = parser.parse_args()
    items = [item for item in load_items(BANK) if highest(item) == 1]
    codes = list(dict.fromkeys(item.criterion for item in items))  # in the order of the file: that of `mastered`
    rng = np.random.default_rng(SEED)
    truth = true_parameters(items, codes, rng)
    covariance = MEDIUM.covariance(codes) + 1e-9 * np.eye(len(codes))
    theta = rng.standard_normal((asked.persons, len(codes))) @ np.linalg.cholesky(covariance).T
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_bank(folder / "ITEMS.csv", items)
        known = {"scores": worlds.answers(truth, theta, rng), "mastered": worlds.mastered(truth, theta)}
        np.savez_compressed(folder / "ANSWERS.npz", **known)
        command = [sys.executable, "-m", "assessment.cli", "simulate", "--bank", str(folder / "ITEMS.csv")]
        command += ["--responses", str(folder / "ANSWERS.npz"), "--out", str(folder / "out"), "--seed", str(SEED)]
        command += [] if asked.report is None else ["--report", str(asked.report)]
        subprocess.run([*command, "--checkpoints", ",".join(map(str, CHECKPOINTS))], check=True)
        tell(json.loads((folder / "out" / "summary.json").read_text()))
    print(f"{len(items)} questions on {len(codes)} criteria, {asked.persons} people, medium sharing")


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


def tell(summary: dict[str, Any]) -> None:
    for point in summary["checkpoints"]:
        print(
            f"after {point['after_items']:3d} questions: {point['right']:.3f} right; {point['share_decided']:.2f} decided,"
            f" of which {point['decided_right'] or float('nan'):.3f} right; calibration error {point['calibration_error']:.3f}"
        )
    print(f"whole bank answered: {summary['right_after_whole_bank']:.3f} right; sharing {summary['structures']}")


if __name__ == "__main__":
    main()
