"""What the defaults of a sitting cost and bring: the exposure cap, and the floor on gain per minute.

python -m bench.sitting_settings [--persons 120] [--world medium] [--seed 101]
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import argparse
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assessment.engine import Constraints, Measure, answer, begin, choose, suggest
from assessment.engine import choice as choosing
from assessment.engine.models import Floats
from bench import worlds

HOUR = 80
"""Questions of an hour, at 45 seconds each."""

LONGEST = 240
LOOK_EVERY = 10
SHORT = 60
"""Questions of an ordinary sitting, for the exposure."""

FEWEST = 20
RECENT = 200


@dataclass(frozen=True)
class Path:
    """One person: the best gain per minute before each question, what was asked, what was believed every LOOK_EVERY."""

    gain_per_minute: Floats
    items: NDArray[np.intp]
    probability: Floats


def sit(
    measure: Measure, scores: NDArray[np.int8], rng: np.random.Generator, limits: Constraints, longest: int
) -> Path:
    state, excluded = begin(measure), np.zeros(len(measure.items), dtype=bool)
    gains, items, believed = [], [], []
    for position in range(longest):
        if position % LOOK_EVERY == 0:
            believed.append(suggest(measure, state).probability)
        choice = choose(measure, state, replace(limits, excluded=excluded), rng)
        if choice.item is None or choice.reason is None:
            break
        gains.append(choice.reason.gain_per_minute)
        items.append(choice.item)
        excluded[choice.item] = True
        state = answer(measure, state, choice.item, int(scores[choice.item]))
    believed.append(suggest(measure, state).probability)
    return Path(np.array(gains), np.array(items), np.array(believed))


def floor(measure: Measure, world: worlds.World, seed: int) -> None:
    paths = [
        sit(measure, scores, np.random.default_rng([seed, person]), Constraints(), LONGEST)
        for person, scores in enumerate(world.scores)
    ]
    looks = LONGEST // LOOK_EVERY + 1
    right = [
        np.mean(
            [
                (p.probability[at] >= 0.5) == m
                for p, m in zip(paths, world.mastered, strict=True)
                if at < len(p.probability)
            ]
        )
        for at in range(looks)
    ]
    print("questions  right   an hour more brings   gain per minute (mean; lowest and highest tenth of the people)")
    for at in range(looks - HOUR // LOOK_EVERY):
        n = at * LOOK_EVERY
        gains = np.array([p.gain_per_minute[n] for p in paths if n < len(p.gain_per_minute)])
        more = right[at + HOUR // LOOK_EVERY] - right[at]
        low, high = np.quantile(gains, [0.1, 0.9])
        print(f"{n:9d}  {right[at]:.4f}  {more:+.4f}               {gains.mean():.4f}   {low:.4f} {high:.4f}")
    for asked in (0.02, 0.03, 0.04, 0.05, 0.06, 0.08):
        ends = [
            int(np.argmax(p.gain_per_minute < asked)) if (p.gain_per_minute < asked).any() else LONGEST for p in paths
        ]
        at_end = [
            ((p.probability[min(end // LOOK_EVERY, len(p.probability) - 1)] >= 0.5) == m).mean()
            for p, end, m in zip(paths, ends, world.mastered, strict=True)
        ]
        low, high = np.quantile(ends, [0.1, 0.9])
        print(
            f"floor {asked:.2f}: {np.mean(ends):.0f} questions ({low:.0f} to {high:.0f}), right {np.mean(at_end):.4f}"
        )


def exposure(measure: Measure, world: worlds.World, seed: int, cap: float, almost: float) -> None:
    choosing.ALMOST_AS_GOOD = almost
    shown: list[NDArray[np.intp]] = []
    right = []
    for person, scores in enumerate(world.scores):
        recent = shown[-RECENT:]
        times = (
            np.bincount(np.concatenate(recent), minlength=len(measure.items))
            if recent
            else np.zeros(len(measure.items))
        )
        over = times > cap * max(len(recent), FEWEST)
        limits = Constraints(overexposed=over if over.any() else None)
        path = sit(measure, scores, np.random.default_rng([seed, person]), limits, SHORT)
        shown.append(path.items)
        right.append(((path.probability[-1] >= 0.5) == world.mastered[person]).mean())
    last = shown[len(shown) // 3 :]
    rates = np.bincount(np.concatenate(last), minlength=len(measure.items)) / len(last)
    print(
        f"cap {cap:.2f}, almost as good {almost:.1f}: right after {SHORT} {np.mean(right):.4f}; most exposed"
        f" {rates.max():.2f}, above 0.30: {(rates > 0.30).sum()}, above 0.33: {(rates > 0.33).sum()},"
        f" never asked: {(rates == 0).mean():.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=120)
    parser.add_argument("--world", default="medium")
    parser.add_argument("--seed", type=int, default=101)
    asked = parser.parse_args()
    world = worlds.world(asked.world, asked.persons, asked.seed)
    measure = Measure.of(world.codes, world.known)
    for cap, almost in ((1.0, 0.8), (0.3, 0.8), (0.3, 0.6), (0.3, 0.0)):
        exposure(measure, world, asked.seed, cap, almost)
    few = replace(world, scores=world.scores[:60], mastered=world.mastered[:60])
    floor(measure, few, asked.seed)


if __name__ == "__main__":
    main()
