"""A whole simulation side by side with catsim, mirt and adaptivetesting: the same people, bank and number of questions.

.venv-peers/bin/python -m bench.simulation_peers     (environment of bench/requirements-peers.txt; part of engine_peers)
Peers measure one scale and choose by maximum information; ours does the same (`--policy information`), then its own work
on one scale, then on 108 criteria with four structures. girth simulates no adaptive sitting and is left out.
Processor time of one thread per question, everything included; error of the ability each ends with.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import importlib
import importlib.util
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assessment.engine import ItemParameters, Measure
from assessment.engine.models import Floats
from assessment.engine.policies import Policy
from assessment.engine.scoring import posterior_mean
from assessment.engine.simulation import Plan, run
from bench import worlds

QUESTIONS = 20
PEOPLE = {"ours": 300, "catsim": 300, "mirt": 300, "adaptivetesting": 4}
"""People each can sit in some seconds; the first ones of the same population."""

BANKS = (500, 5_000)
BATCH = 25


@dataclass(frozen=True)
class Case:
    """One scale, one population."""

    bank: ItemParameters
    theta: Floats

    def first(self, people: int) -> Case:
        return Case(self.bank, self.theta[:people])


def case(items: int) -> Case:
    rng = np.random.default_rng(items)
    slopes = np.exp(rng.normal(np.log(1.25), 0.25, items))
    bank = ItemParameters.of({"criterion": np.zeros(items, dtype=int), "a": slopes, "b": rng.normal(-0.5, 1.0, items)})
    return Case(bank, rng.standard_normal(max(PEOPLE.values())))


def ours(given: Case, policy: Policy = Policy.INFORMATION) -> Floats:
    measure = Measure.of(("1.1.1",), given.bank)
    rng = np.random.default_rng(1)
    scores = worlds.answers(given.bank, given.theta[:, None], rng)
    found = []
    for start in range(0, len(scores), BATCH):
        part = slice(start, start + BATCH)
        outcome = run(measure, scores[part], np.arange(len(scores))[part], Plan(policy, (), QUESTIONS))
        for items, given_scores in zip(outcome.items, outcome.scores, strict=True):
            found.append(posterior_mean(measure.items.subset(items), given_scores.astype(np.intp))[0])
    return np.array(found)


def ours_by_decisions(given: Case) -> Floats:
    return ours(given, Policy.JOINT)


def on_108_criteria(items: int) -> float:
    """Processor milliseconds per question of our real work."""
    codes, rng = worlds.codes(), np.random.default_rng(items)
    bank = worlds.bank(len(codes), -(-items // len(codes)), rng)
    measure = Measure.of(codes, bank)
    scores = worlds.answers(bank, rng.standard_normal((BATCH, len(codes))), rng)
    start = time.process_time()
    run(measure, scores, np.arange(BATCH), Plan(Policy.JOINT, (), QUESTIONS))
    return 1000.0 * (time.process_time() - start) / (BATCH * QUESTIONS)


def by_catsim(given: Case) -> Floats:
    module = {
        name: importlib.import_module(f"catsim.{name}")
        for name in ("simulation", "initialization", "selection", "estimation", "stopping")
    }
    bank = given.bank
    items = importlib.import_module("catsim").ItemBank(np.column_stack([bank.a, bank.b, bank.c, bank.d]))
    simulator = module["simulation"].Simulator(items, given.theta, seed=1)
    simulator.simulate(
        module["initialization"].FixedPointInitializer(0.0),
        module["selection"].MaxInfoSelector(),
        module["estimation"].NumericalSearchEstimator(),
        module["stopping"].TestLengthStopper(max_items=QUESTIONS),
    )
    return np.array(simulator.latest_estimations)


def by_mirt(given: Case) -> Floats:
    mirt = importlib.import_module("mirt")
    model = mirt.TwoParameterLogistic(n_items=len(given.bank))
    model.set_parameters(discrimination=np.array(given.bank.a), difficulty=np.array(given.bank.b))
    model._is_fitted = True  # parameters are known here; the package offers no public way to say so
    engine = mirt.CATEngine(model, se_threshold=1e-3, max_items=QUESTIONS, min_items=QUESTIONS, seed=1)
    return np.array([result.theta for result in engine.run_batch_simulation(given.theta)])


def by_adaptivetesting(given: Case) -> Floats:
    implementations = importlib.import_module("adaptivetesting.implementations")
    estimators = importlib.import_module("adaptivetesting.math.estimators")
    pool = importlib.import_module("adaptivetesting.models").ItemPool
    found = []
    for person, theta in enumerate(given.theta):
        test = implementations.TestAssembler(
            item_pool=pool.load_from_list(b=given.bank.b.tolist(), a=given.bank.a.tolist()),
            simulation_id="bench",
            participant_id=str(person),
            ability_estimator=estimators.ExpectedAPosteriori,
            estimator_args={"prior": estimators.NormalPrior(0, 1), "optimization_interval": (-6, 6)},
            true_ability_level=float(theta),
        )
        for _ in range(QUESTIONS):
            test.run_test_once()
        found.append(float(test.ability_level))
    return np.array(found)


METHODS: dict[str, Callable[[Case], Floats]] = {
    "catsim": by_catsim,
    "mirt": by_mirt,
    "adaptivetesting": by_adaptivetesting,
}


def line(name: str, given: Case, method: Callable[[Case], Floats]) -> float:
    """Milliseconds per question."""
    start = time.process_time()
    found = method(given)
    spent = 1000.0 * (time.process_time() - start) / (len(given.theta) * QUESTIONS)
    error = float(np.sqrt(np.mean((found - given.theta) ** 2)))
    print(f"  {name:28s} {len(given.theta):4d} people  {spent:9.3f} ms per question   error {error:.3f}", flush=True)
    return spent


def main() -> None:
    warnings.simplefilter("ignore")
    for items in BANKS:
        given = case(items)
        print(f"a whole simulation of {QUESTIONS} questions on one scale of {items} items")
        base = line("ours, by information", given.first(PEOPLE["ours"]), ours)
        line("ours, by decisions", given.first(PEOPLE["ours"]), ours_by_decisions)
        print(
            f"  {'ours, 108 criteria':28s} {BATCH:4d} people  {on_108_criteria(items):9.3f} ms per question", flush=True
        )
        for name, method in METHODS.items():
            if importlib.util.find_spec(name) is None:
                print(f"  {name} is not installed here (bench/requirements-peers.txt)")
                continue
            theirs = line(name, given.first(PEOPLE[name]), method)
            print(f"  {'':28s} {theirs / base:.1f} times our time", flush=True)


if __name__ == "__main__":
    main()
