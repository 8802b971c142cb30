"""Side by side with catsim, adaptivetesting, girth and mirt: same items, same answers, one core, one run.

.venv-peers/bin/python -m bench.engine_peers  (environment of bench/requirements-peers.txt)
Peers measure one scale; ours is timed on that scale and on its real work, 108 criteria with four structures.
Processor time of one thread, medians. A ratio above 1 says how many times longer the peer takes than our one scale.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import importlib
import statistics
import time
import warnings
from types import ModuleType

import numpy as np

from assessment.engine import Answer, Constraints, ItemParameters, Measure, answer, begin, choose, rebuild
from assessment.engine.models import Floats
from assessment.engine.scoring import maximum_likelihood, posterior_mean
from bench import simulation_peers, worlds
from bench.timing import median_ms

ASKED = 20
PERSONS = 100
BANKS = (500, 5_000, 50_000)


def optional(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed here")
        return None


def one_scale(items: int) -> ItemParameters:
    rng = np.random.default_rng(items)
    slopes = np.exp(rng.normal(np.log(1.25), 0.25, items))
    return ItemParameters.of({"criterion": np.zeros(items, dtype=int), "a": slopes, "b": rng.normal(-0.5, 1.0, items)})


def ours(bank: ItemParameters) -> float:
    """Answer and choose on one scale."""
    measure = Measure.of(("1.1.1",), bank)
    return _our_step(measure)


def ours_on_108(items: int) -> float:
    codes = worlds.codes()
    return _our_step(Measure.of(codes, worlds.bank(len(codes), -(-items // len(codes)), np.random.default_rng(items))))


def _our_step(measure: Measure) -> float:
    rng = np.random.default_rng(1)
    asked = np.zeros(len(measure.items), dtype=bool)
    rows = [Answer(int(i), int(rng.random() < 0.6)) for i in rng.choice(len(measure.items), ASKED, replace=False)]
    asked[[row.item for row in rows]] = True
    state = rebuild(measure, rows[:-1]) if len(rows) > 1 else begin(measure)
    last = rows[-1]
    return median_ms(
        lambda: choose(measure, answer(measure, state, last.item, last.score), Constraints(asked), rng), 100
    )


def catsim_step(bank: ItemParameters) -> float:
    selection, estimation = importlib.import_module("catsim.selection"), importlib.import_module("catsim.estimation")
    items = importlib.import_module("catsim").ItemBank(np.column_stack([bank.a, bank.b, bank.c, bank.d]))
    asked, right = list(range(ASKED)), [n % 3 > 0 for n in range(ASKED)]
    selector, estimator = selection.MaxInfoSelector(), estimation.NumericalSearchEstimator()

    def step() -> object:
        theta = estimator.estimate(item_bank=items, administered_items=asked, response_vector=right, est_theta=0.0)
        return selector.select(item_bank=items, administered_items=asked, est_theta=theta)

    return median_ms(step, 30)


def adaptivetesting_step(bank: ItemParameters) -> float:
    estimators = importlib.import_module("adaptivetesting.math.estimators")
    select = importlib.import_module("adaptivetesting.math.item_selection").maximum_information_criterion
    pool = importlib.import_module("adaptivetesting.models").ItemPool.load_from_list(
        b=bank.b.tolist(), a=bank.a.tolist(), c=bank.c.tolist(), d=bank.d.tolist()
    )
    asked, rest = pool.test_items[:ASKED], pool.test_items[ASKED:]
    right = [int(n % 3 > 0) for n in range(ASKED)]

    def step() -> object:
        prior = estimators.NormalPrior(0, 1)
        theta = estimators.ExpectedAPosteriori(right, asked, prior).get_estimation()
        return select(rest, theta)

    return median_ms(step, 3)


def mirt_step(bank: ItemParameters) -> float:
    mirt = importlib.import_module("mirt")
    model = mirt.TwoParameterLogistic(n_items=len(bank))
    model.set_parameters(discrimination=np.array(bank.a), difficulty=np.array(bank.b))
    model._is_fitted = True  # parameters are known here; the package offers no public way to say so
    engine = mirt.CATEngine(model, se_threshold=1e-3, max_items=ASKED + 1)
    times = []
    for n in range(ASKED):
        start = time.process_time()
        engine.administer_item(int(n % 3 > 0))
        times.append(time.process_time() - start)
    return 1000.0 * statistics.median(times[5:])


STEPS = {"catsim": catsim_step, "adaptivetesting": adaptivetesting_step, "mirt": mirt_step}


def speed() -> None:
    print(f"one adaptive step after {ASKED} answers (ms)")
    present = [name for name in STEPS if optional(name) is not None]
    for size in BANKS:
        bank = one_scale(size)
        base = ours(bank)
        cells = [f"ours, one scale {base:8.3f}", f"ours, 108 criteria {ours_on_108(size):8.3f}"]
        for name in present:
            found = STEPS[name](bank)
            cells.append(f"{name} {found:9.2f} (x {found / base:.1f})")
        print(f"{size:7d} items: " + "   ".join(cells), flush=True)


def agreement() -> None:
    bank = one_scale(40)
    rng = np.random.default_rng(9)
    theta = rng.standard_normal(PERSONS)
    scores = (rng.random((PERSONS, 40)) < bank.expected_score(np.arange(40), np.tile(theta, (40, 1))).T).astype(int)
    means = np.array([posterior_mean(bank, row)[0] for row in scores])
    print(f"\nability of {PERSONS} persons from 40 items; root mean square difference between estimates")
    girth = optional("girth")
    if girth is not None:
        # girth carries its prior and grid of its own; persons are columns.
        _print_gap("girth, EAP", girth.ability_eap(scores.T, np.array(bank.b), np.array(bank.a)), means)
    estimators = optional("adaptivetesting.math.estimators")
    if estimators is not None:
        pool = importlib.import_module("adaptivetesting.models").ItemPool.load_from_list(b=list(bank.b), a=list(bank.a))
        prior = estimators.NormalPrior(0, 1)
        eap = [estimators.ExpectedAPosteriori(list(r), pool.test_items, prior).get_estimation() for r in scores]
        _print_gap("adaptivetesting, EAP", np.array(eap), means)
    catsim = optional("catsim")
    if catsim is not None:
        items = catsim.ItemBank(np.column_stack([bank.a, bank.b, bank.c, bank.d]))
        estimator = importlib.import_module("catsim.estimation").NumericalSearchEstimator()
        mixed = [n for n in range(PERSONS) if 0 < scores[n].sum() < 40]
        found = [
            estimator.estimate(
                item_bank=items,
                administered_items=list(range(40)),
                response_vector=[bool(x) for x in scores[n]],
                est_theta=0.0,
            )
            for n in mixed
        ]
        _print_gap("catsim, ML", np.array(found), np.array([maximum_likelihood(bank, scores[n]) for n in mixed]))


def _print_gap(name: str, theirs: Floats, mine: Floats) -> None:
    print(
        f"{name:24s} {np.sqrt(np.mean((theirs - mine) ** 2)):.5f}   correlation {np.corrcoef(theirs, mine)[0, 1]:.6f}"
    )


def main() -> None:
    warnings.simplefilter("ignore")
    speed()
    agreement()
    print()
    simulation_peers.main()


if __name__ == "__main__":
    main()
