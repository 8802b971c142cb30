"""Calibration side by side with peers in one run, one core: CPU seconds, error of slopes and difficulties, memory.

    python -m bench.calibration               all sizes, and whichever peers are installed here (girth, mirt, py-irt:
                                              bench/requirements-peers.txt into .venv-calibration gives all three)
    python -m bench.calibration --quick       the small sizes only
Peers are run on the sizes they can do in about a minute; none does the last table (all criteria at once).
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import argparse
import importlib
import importlib.util
import resource
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assessment.adapters import py_irt
from assessment.engine import VarianceComponents
from assessment.engine.calibration.answers import Answers
from assessment.engine.calibration.curves import Curves, derivatives
from assessment.engine.calibration.given import Given, first_guess
from assessment.engine.calibration.joint import fit_joint
from assessment.engine.calibration.maximize import Slope, move
from assessment.engine.calibration.priors import Prior, Told, flat
from assessment.engine.calibration.unidimensional import Options, calibrate
from assessment.engine.models import Floats
from bench import worlds

Pair = tuple[Floats, Floats]
NOT_ASKED = -1


@dataclass(frozen=True)
class Known:
    """Answers whose items are known; scores (persons, items), -1 where not asked."""

    name: str
    a: Floats
    b: Floats
    scores: np.ndarray


@dataclass(frozen=True)
class Spread:
    """Of a bank: standard deviations of log slopes (around log 1.22) and of difficulties."""

    slopes: float = 0.3
    difficulties: float = 1.0


EVEN = Spread(0.22, 1.15)
"""Slopes closer together, difficulties farther apart: where peers come out at the figures published of them."""


def one_scale(persons: int, items: int, seed: int = 1, spread: Spread | None = None) -> Known:
    rng, spread = np.random.default_rng(seed), spread or Spread()
    a, b = np.exp(rng.normal(0.2, spread.slopes, items)), rng.normal(0.0, spread.difficulties, items)
    theta = rng.normal(size=persons)
    scores = np.empty((persons, items), dtype=np.int8)
    for start in range(0, persons, 1000):
        part = slice(start, start + 1000)
        p = 1.0 / (1.0 + np.exp(-a * (theta[part, None] - b)))
        scores[part] = rng.random(p.shape) < p
    return Known(f"{persons} x {items}{'' if spread == Spread() else ' even'}", a, b, scores)


def at_random(known: Known, each: int, seed: int = 2) -> Known:
    scores = known.scores.copy()
    scores[np.random.default_rng(seed).random(scores.shape).argsort(axis=1) >= each] = NOT_ASKED
    return Known(f"{known.name}, {each} at random", known.a, known.b, scores)


def adaptive(known: Known, each: int, seed: int = 3) -> Known:
    """Every second item is the most informative one at the person's estimate so far, the others are drawn."""
    rng, persons = np.random.default_rng(seed), np.arange(len(known.scores))
    nodes = np.linspace(-4.0, 4.0, 33)
    p = 1.0 / (1.0 + np.exp(-known.a[:, None] * (nodes - known.b[:, None])))
    belief, asked = np.tile(-(nodes**2) / 2.0, (len(persons), 1)), np.full_like(known.scores, NOT_ASKED)
    for position in range(each):
        worth = rng.random(asked.shape)
        if position % 2:
            weights = np.exp(belief - belief.max(axis=1, keepdims=True))
            here = (weights @ nodes) / weights.sum(axis=1)
            right = 1.0 / (1.0 + np.exp(-known.a * (here[:, None] - known.b)))
            worth = known.a**2 * right * (1.0 - right)
        worth[asked != NOT_ASKED] = -1.0
        item = worth.argmax(axis=1)
        asked[persons, item] = known.scores[persons, item]
        belief += np.log(np.where(asked[persons, item, None] == 1, p[item], 1.0 - p[item]))
    return Known(f"{known.name}, {each} half adaptive", known.a, known.b, asked)


def ours(known: Known) -> Pair:
    fit = calibrate(Answers.of_table(known.scores))
    return fit.a, fit.b


def without_priors(known: Known) -> Pair:
    """Maximum likelihood, as marginal fits without priors have it."""
    fit = calibrate(Answers.of_table(known.scores), Options(priors=False, standard_errors=False))
    return fit.a, fit.b


def by_girth(known: Known) -> Pair:
    girth = importlib.import_module("girth")
    coded = np.where(known.scores == NOT_ASKED, girth.INVALID_RESPONSE, known.scores.astype(int)).T
    found = girth.twopl_mml_eap(coded)
    return found["Discrimination"], found["Difficulty"]


def by_mirt(known: Known) -> Pair:
    mirt = importlib.import_module("mirt")
    parameters = mirt.fit_mirt(known.scores.astype(int), model="2PL").model.parameters
    return np.asarray(parameters["discrimination"]), np.asarray(parameters["difficulty"])


def by_py_irt(known: Known) -> Pair:
    found = py_irt.fit(Answers.of_table(known.scores))
    return found.a, found.b


PEERS: dict[str, Callable[[Known], Pair]] = {"girth": by_girth, "mirt": by_mirt, "py_irt": by_py_irt}
MOST_ANSWERS = {"girth": 50_000, "mirt": 600_000, "py_irt": 150_000}
"""Sizes beyond which a peer takes minutes."""


def line(who: str, known: Known, method: Callable[[Known], Pair]) -> float:
    before = time.process_time()
    a, b = method(known)
    seconds = time.process_time() - before
    errors = [float(np.sqrt(np.mean((found - truth) ** 2))) for found, truth in ((a, known.a), (b, known.b))]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{known.name:36s} {who:7s} {seconds:8.2f} s   a {errors[0]:.3f}   b {errors[1]:.3f}   {memory} MB", flush=True
    )
    return seconds


def side_by_side(known: Known) -> None:
    own = line("ours", known, ours)
    answers = int((known.scores != NOT_ASKED).sum())
    for name, method in PEERS.items():
        if importlib.util.find_spec(name) is not None and answers <= MOST_ANSWERS[name]:
            print(f"{'':36s} {name}: {line(name, known, method) / own:.1f} times our time", flush=True)


def all_criteria(persons: int, each: int = 60, seed: int = 5) -> None:
    """The joint calibration: 108 criteria, 1,296 items; beside it, fits that know the true abilities."""
    rng, codes = np.random.default_rng(seed), worlds.codes()
    bank, shares = worlds.bank(len(codes), worlds.ITEMS_EACH, rng), VarianceComponents(0.3, 0.2, 0.2, 0.3)
    theta = rng.standard_normal((persons, len(codes))) @ np.linalg.cholesky(shares.covariance(codes)).T
    person = np.repeat(np.arange(persons), each)
    item = np.concatenate([rng.choice(len(bank), each, replace=False) for _ in range(persons)])
    p = bank.c[item] + (1.0 - bank.c[item]) / (
        1.0 + np.exp(-bank.a[item] * (theta[person, bank.criterion[item]] - bank.b[item]))
    )
    answers = Answers.of(person, item, rng.random(len(p)) < p, (persons, len(bank)))
    none = np.full(len(bank), np.nan)
    given = Given(bank.c.copy(), bank.d.copy(), Told(none, none))
    before = time.process_time()
    fit = fit_joint(answers, (codes, bank.criterion.copy()), given)
    seconds = time.process_time() - before
    seen = theta[answers.person, bank.criterion[answers.item]]
    knowing = [with_abilities(answers, seen, given, prior) for prior in (flat(len(bank)), fit.prior)]
    error, plain, steadied = (float(np.sqrt(np.mean((b - bank.b) ** 2))) for b in (fit.curves.b, *knowing))
    print(
        f"{persons} persons x {each} of {len(bank)} items, {len(codes)} criteria: {seconds:.0f} s, {fit.iterations} steps"
    )
    print(f"  difficulty RMSE {error:.3f}; knowing the abilities {plain:.3f}, with the same priors {steadied:.3f}")
    print(f"  shares {fit.components}, truth {shares}", flush=True)


def with_abilities(answers: Answers, seen: Floats, given: Given, prior: Prior) -> Floats:
    """Difficulties by logistic regression on the true abilities."""
    curves: Curves = first_guess(answers, given)
    for _ in range(40):
        bends = derivatives(curves.part(answers.item), seen)
        pull = np.where(answers.right, bends.right - bends.wrong, -bends.wrong)

        def add(values: Floats) -> Floats:
            return np.bincount(answers.item, weights=values, minlength=answers.items).astype(float)

        weight, a = bends.information, curves.a
        slope = Slope(
            add(pull * bends.eta),
            -a * add(pull),
            add(weight * bends.eta**2),
            -a * add(weight * bends.eta),
            a**2 * add(weight),
        )
        curves = move(curves, slope, prior)
    return curves.b


def main() -> None:
    warnings.simplefilter("ignore")  # peers divide by zero on the way
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small sizes only")
    quick = parser.parse_args().quick
    side_by_side(one_scale(1000, 50))
    side_by_side(one_scale(2000, 300))
    if not quick:
        for wide in (one_scale(5000, 500), one_scale(5000, 500, spread=EVEN)):
            for known in (at_random(wide, 30), adaptive(wide, 30)):
                side_by_side(known)
                line("plain", known, without_priors)
        for known in (one_scale(5000, 200), one_scale(20000, 500)):
            side_by_side(known)
    all_criteria(1000 if quick else 5000)


if __name__ == "__main__":
    main()
