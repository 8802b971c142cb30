"""The guards of the bank measured: false alarms without a fault, and how often a planted fault is found.

PYTHONPATH=. python -m bench.guards [REPEATS]      questions drawn at random, then chosen by the engine
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from assessment.engine import ItemParameters, Measure
from assessment.engine.calibration.tree import Tree
from assessment.engine.health.dependence import dependence
from assessment.engine.health.difficulty import difficulty
from assessment.engine.health.discrimination import discrimination
from assessment.engine.health.drift import drift
from assessment.engine.health.expected import Layout, expect
from assessment.engine.health.fairness import fairness
from assessment.engine.health.foreseen import foresee
from assessment.engine.health.item_fit import Curves, item_fit
from assessment.engine.health.people import learnt
from assessment.engine.health.person_fit import person_fit
from assessment.engine.health.refit import Free, refit
from assessment.engine.health.responses import Responses
from assessment.engine.simulation import Plan, Policy, run
from assessment.engine.structure import MEDIUM
from bench.worlds import bank

CODES = tuple(f"{domain}.{sub}.{one}" for domain in (1, 2, 3) for sub in (1, 2) for one in (1, 2))
EACH, PEOPLE, ASKED = 8, 800, 36
Chances = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""(p, abilities on each item's criterion), both (people, items) -> p with a fault."""


@dataclass
class Seen:
    """What one guard said over the repeats: p of sound rows, word and p of the faulty one."""

    sound: list[float] = field(default_factory=list)
    loud: int = 0
    found: list[str] = field(default_factory=list)


GROUP = (np.arange(PEOPLE) % 3 == 0).astype(np.intp)
PERIOD = np.arange(PEOPLE) * 2 // PEOPLE


def played(policy: Policy, seed: int, fault: Chances | None) -> tuple[Layout, Responses, np.ndarray]:
    """The layout, the answers, and each person's own shift of ability."""
    rng = np.random.default_rng(seed)
    items: ItemParameters = bank(len(CODES), EACH, np.random.default_rng(3))
    shift = np.where(GROUP == 1, -0.5, 0.2) + 0.3 * PERIOD
    theta = rng.standard_normal((PEOPLE, len(CODES))) @ np.linalg.cholesky(MEDIUM.covariance(CODES)).T + shift[:, None]
    own = theta[:, items.criterion]
    p = items.score_probability(np.arange(len(items)), np.ones(len(items), dtype=np.intp), own.T).T
    p = p if fault is None else fault(p, own)
    scores = (rng.random(p.shape) < p).astype(np.int8)
    everyone = np.arange(PEOPLE)
    measure = Measure.of(CODES, items)
    found = run(measure, scores, everyone, Plan(policy, (), ASKED, seed=seed))
    person, asked = np.repeat(everyone, ASKED), found.items.reshape(-1)
    responses = Responses.of(person, asked, found.scores.reshape(-1), (PEOPLE, len(items)))
    return Layout(items, Tree.of(CODES), MEDIUM), responses, shift


def odds(p: np.ndarray, more: np.ndarray | float) -> np.ndarray:
    return p * np.exp(more) / (1.0 - p + p * np.exp(more))


def at(item: int, change: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Chances:
    def fault(p: np.ndarray, own: np.ndarray) -> np.ndarray:
        new = p.copy()
        new[:, item] = change(p[:, item], own[:, item])
        return new

    return fault


def pair(first: int, second: int, seed: int) -> Chances:
    knack = np.random.default_rng(seed).normal(size=PEOPLE)

    def fault(p: np.ndarray, own: np.ndarray) -> np.ndarray:
        new = p.copy()
        for item in (first, second):
            new[:, item] = odds(p[:, item], 2.5 * knack)
        return new

    return fault


def look(policy: Policy, seed: int, fault: Chances | None, bad: tuple[int, ...], seen: dict[str, Seen]) -> None:
    layout, responses, _ = played(policy, seed, fault)
    rng, items = np.random.default_rng(seed), layout.items
    people = learnt(responses, layout, PERIOD)
    layout = replace(layout, components=people.components)
    ahead, around = foresee(responses, layout, CODES, people.centre), expect(responses, layout)
    curves = Curves(refit(responses, ahead, items), refit(responses, ahead, items, Free.DIFFICULTY))
    near = (items.criterion[:, None] == items.criterion).astype(np.intp)
    compared = fairness(responses, layout, GROUP, "groupe")
    assert compared is not None
    guards = {
        "item fit": item_fit(responses, ahead, curves, rng),
        "discrimination": discrimination(responses, ahead, items, rng),
        "difficulty": difficulty(responses, curves.measured, items),
        "fairness": compared,
        "drift": drift(responses, layout, PERIOD[responses.person]),
    }
    for name, guard in guards.items():
        sound = [row for row in range(len(items)) if row not in bad and np.isfinite(guard.p[row])]
        seen[name].sound += guard.p[sound].tolist()
        seen[name].loud += sum(guard.attention[row].value == "look" for row in sound)
        seen[name].found += [guard.attention[row].value for row in bad[:1]]
    pairs = dependence(responses, ahead, near, items.highest, rng)
    places = list(zip(pairs.first.tolist(), pairs.second.tolist(), pairs.attention, strict=True))
    seen["dependence"].loud += sum(word.value == "look" for one, two, word in places if (one, two) != bad)
    seen["dependence"].found += [word.value for one, two, word in places if (one, two) == bad]
    if fault is None:
        people = person_fit(responses, around, layout, rng)
        seen["person fit"].sound += people.p.tolist()
        seen["person fit"].loud += sum(word.value == "look" for word in people.attention)


def main(repeats: int) -> None:
    names = ("item fit", "discrimination", "difficulty", "fairness", "drift", "dependence", "person fit")
    for policy in (Policy.RANDOM, Policy.JOINT):
        print(f"\n{policy.value}: {PEOPLE} people, {ASKED} of {len(CODES) * EACH} questions, {repeats} repeats")
        quiet = {name: Seen() for name in names}
        for seed in range(repeats):
            look(policy, seed, None, (), quiet)
        for name in names:
            p = np.array(quiet[name].sound)
            rates = f"p <= .05: {(p <= 0.05).mean():.3f}   p <= .01: {(p <= 0.01).mean():.3f}" if len(p) else ""
            print(f"  without a fault  {name:15s} {rates}   to look at: {quiet[name].loud}")
        often = np.argsort(-played(policy, 0, None)[1].asked, kind="stable")
        faults = {
            "wrong key": (at(often[3], lambda p, own: 1.0 - p), ("item fit", "discrimination")),
            "guessed by all": (at(often[3], lambda p, own: np.full(len(p), 0.55)), ("item fit", "discrimination")),
            "harder by 1": (at(often[3], lambda p, own: odds(p, -1.2)), ("difficulty",)),
            "unfair by 1.2 logits": (at(often[3], lambda p, own: odds(p, -1.2 * GROUP)), ("fairness",)),
            "easier by 1.5 logits": (at(often[3], lambda p, own: odds(p, 1.5 * PERIOD)), ("drift",)),
        }
        for fault, (change, expected) in faults.items():
            seen = {name: Seen() for name in names}
            for seed in range(repeats):
                look(policy, 100 + seed, change, (int(often[3]),), seen)
            for name in expected:
                words = seen[name].found
                print(f"  {fault:20s} {name:15s} look {words.count('look')}, watch {words.count('watch')} of {repeats}")
        two = tuple(sorted((int(often[3]), int(often[4]))))
        seen = {name: Seen() for name in names}
        for seed in range(repeats):
            look(policy, 100 + seed, pair(*two, seed), two, seen)
        words = seen["dependence"].found
        print(
            f"  {'one helps another':20s} {'dependence':15s} look {words.count('look')}, watch {words.count('watch')} of {repeats}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
