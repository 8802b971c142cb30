"""An invented candidate answers: abilities drawn from the population, each answer from the question's own curve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray

from assessment.engine import ItemParameters
from assessment.services import entry, serving, sitting
from assessment.services.acting import Acting
from assessment.services.measures import pool_for
from assessment.services.shared_facts import DEVICES
from assessment.sittings.sitting import Sitting, Status, is_checkpoint

WITHIN_SD = 0.75
"""Spread of one person's criteria around their own level, as in a population that shares much."""

ADMITS = 0.4
"""How often a person who does not know says so."""


@dataclass(frozen=True)
class Simulated:
    """One invented person in front of the questions."""

    acting: Acting
    level: float
    seed: int


def answer_questions(person: Simulated, begun: datetime, most: int) -> datetime:
    """Agree, begin, and answer up to `most` questions through the real services; when the last one was answered."""
    entry.consent(person.acting, optional=person.seed % 2 == 0, now=begun)
    now = begun + timedelta(minutes=4)
    sitting.go_on(person.acting, now, tuple(DEVICES)[person.seed % len(DEVICES)])
    rng, abilities = Random(person.seed), None
    while True:
        here = sitting.own_sitting(person.acting)
        if here.status is not Status.RUNNING or len(here.answers) >= most or here.current is None:
            return now
        if abilities is None:
            abilities = draw_abilities(person, len(pool_for(here.release_id).measure.codes))
        now = _answer_one(person, here, (abilities, rng), now)
        serving.serve_next(here.id, now)
        if is_checkpoint(len(here.answers) + 1):
            now += timedelta(seconds=rng.uniform(4, 20))


def draw_abilities(person: Simulated, criteria: int) -> NDArray[np.float64]:
    """One ability per criterion, around the person's level."""
    return np.random.default_rng(person.seed).normal(person.level, WITHIN_SD, criteria)


def _draw_score(items: ItemParameters, item: NDArray[np.intp], abilities: NDArray[np.float64], rng: Random) -> int:
    """A score from the question's own curve, the highest first: one draw whatever the number of degrees."""
    drawn, ability = rng.random(), abilities[items.criterion[item]]
    for score in range(int(items.highest[item[0]]), 0, -1):
        drawn -= float(items.score_probability(item, np.array([score]), ability)[0])
        if drawn < 0:
            return score
    return 0


def _answer_one(person: Simulated, here: Sitting, drawn: tuple[NDArray[np.float64], Random], now: datetime) -> datetime:
    abilities, rng = drawn
    shown = here.serves[-1]
    pool = pool_for(here.release_id)
    item = np.array([pool.index(here.release_id, shown.release_position)])
    items = pool.measure.items
    earned = _draw_score(items, item, abilities, rng)
    later = now + timedelta(seconds=max(3.0, rng.lognormvariate(0, 0.4) * float(items.seconds[item[0]])))
    served = sitting.served_item(here, shown)
    gives_up = not earned and rng.random() < ADMITS
    form = {} if gives_up else served.item.behaviour.form_for(served.item.content, served.order, earned, rng)
    action = sitting.DONT_KNOW if gives_up else sitting.ANSWER
    key = f"demonstration-{person.seed}-{shown.position}"
    sitting.submit(person.acting, sitting.Submission(shown.token, key, action, form), later)
    return later
