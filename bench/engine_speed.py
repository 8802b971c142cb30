"""How long one adaptive step takes, on one core, beside what is required.

python -m bench.engine_speed
A step = take an answer, update four structures over 108 criteria, choose among all the items. Medians of single calls (of
whole batches where persons are batched), in processor time of the one thread: on an idle machine that is the elapsed time,
on a busy one it leaves the neighbours out.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import pickle

import numpy as np

from assessment.engine import Answer, Constraints, Measure, answer, begin, choose, published, rebuild, suggest
from assessment.engine.simulation import Plan, Policy, run
from assessment.engine.state import State
from bench import worlds
from bench.timing import median_ms

ROUNDS = 200
BATCHES = 11
SITTING = 120


def measure_of(items: int) -> Measure:
    codes = worlds.codes()
    return Measure.of(codes, worlds.bank(len(codes), -(-items // len(codes)), np.random.default_rng(items)))


def sitting(measure: Measure, answers: int) -> tuple[State, list[Answer], np.ndarray]:
    """A sitting of so many answers as the engine asks them, drawn right six times in ten."""
    rng = np.random.default_rng(1)
    state, rows, asked = begin(measure), [], np.zeros(len(measure.items), dtype=bool)
    for _ in range(answers):
        item = choose(measure, state, Constraints(excluded=asked), rng).item
        assert item is not None
        rows.append(Answer(item, int(rng.random() < 0.6)))
        state = answer(measure, state, item, rows[-1].score)
        asked[item] = True
    return state, rows, asked


def one_step(measure: Measure, answers: int) -> float:
    state, rows, asked = sitting(measure, answers)
    rng = np.random.default_rng(2)
    last = rows[-1]

    def step() -> object:
        return choose(measure, answer(measure, state, last.item, last.score), Constraints(excluded=asked), rng)

    return median_ms(step, ROUNDS)


def batched_step(measure: Measure, persons: int = 10, questions: int = 60) -> float:
    """A step of one person when so many sit at once, everything a study does included."""
    scores = (np.random.default_rng(3).random((persons, len(measure.items))) < 0.6).astype(np.int8)

    def sit() -> object:
        return run(measure, scores, np.arange(persons), Plan(Policy.JOINT, (), questions))

    return median_ms(sit, BATCHES) / (persons * questions)


def main() -> None:
    small, large = measure_of(1296), measure_of(50_000)
    state, rows, _ = sitting(small, SITTING)
    size = len(pickle.dumps(state)) / 1e6
    lines = [
        ("one step, 1,296 items, after 5 answers (ms)", one_step(small, 5), 2.0),
        ("one step, 1,296 items, after 60 answers (ms)", one_step(small, 60), 2.0),
        ("one step, batched over persons (ms)", batched_step(small), 1.0),
        ("one step, 50,000 items, after 20 answers (ms)", one_step(large, 20), 10.0),
        ("rebuilding a sitting of 120 answers (ms)", median_ms(lambda: rebuild(small, rows), 20), 15.0),
        ("memory of a live sitting (MB)", size, 1.0),
    ]
    for name, ours, required in lines:
        print(f"{name:50s} {ours:8.3f}   required <= {required:<5g} {'met' if ours <= required else 'NOT MET'}")
    print(f"{'publishing a sitting of 120 answers (ms)':50s} {median_ms(lambda: published(small, rows), 5):8.3f}")
    live, final = suggest(small, state).probability, suggest(small, published(small, rows)).probability
    print(f"{'largest difference live / published probability':50s} {np.abs(live - final).max():8.4f}")


if __name__ == "__main__":
    main()
