"""Answers to calibrate from: who answered what, and what it earned. Whatever is absent was not asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from assessment.engine.models import Floats
from assessment.errors import Faults
from assessment.messages import message

Indices = NDArray[np.intp]

SHOWN_FAULTS = 50
"""Faults kept in one message: beyond this many a reader stops reading."""


@dataclass(frozen=True)
class Answers:
    """One row per answer, sorted by person then item; build with `Answers.of` or `Answers.of_table`, which check."""

    person: Indices
    item: Indices
    score: NDArray[np.int8]
    persons: int
    items: int
    highest: Indices
    """(items,) highest score: 1 for right-or-wrong items."""

    @classmethod
    def of(
        cls,
        person: ArrayLike,
        item: ArrayLike,
        score: ArrayLike,
        shape: tuple[int, int],
        highest: ArrayLike = 1,
    ) -> Answers:
        """Checked answers; `shape` is (persons, items). Raises InvalidInput listing every fault."""
        who, what = np.asarray(person, dtype=np.intp), np.asarray(item, dtype=np.intp)
        value, top = np.asarray(score), np.broadcast_to(np.asarray(highest, dtype=np.intp), shape[1])
        _check((who, what, value), shape, top)
        order = np.argsort(who * shape[1] + what, kind="stable")
        return cls(who[order], what[order], value[order].astype(np.int8), *shape, top)

    @classmethod
    def of_table(cls, scores: ArrayLike, highest: ArrayLike = 1) -> Answers:
        """From a (persons, items) table of scores; any number that is not one of an item's, or NaN, means not asked."""
        table = np.asarray(scores)
        top = np.broadcast_to(np.asarray(highest, dtype=np.intp), table.shape[1])
        known = np.isfinite(table) & (table >= 0) & (table <= top)
        person, item = np.nonzero(known & (np.nan_to_num(table) % 1 == 0))
        return cls(person, item, table[person, item].astype(np.int8), table.shape[0], table.shape[1], top)

    def __len__(self) -> int:
        return len(self.person)

    @property
    def asked(self) -> Indices:
        """(items,) how many answers each item has."""
        return np.bincount(self.item, minlength=self.items)

    @property
    def right(self) -> NDArray[np.bool_]:
        """(answers,) whether each earned anything: right, for a right-or-wrong item."""
        found: NDArray[np.bool_] = self.score > 0
        return found

    @property
    def share(self) -> Floats:
        """(answers,) what each earned, as a share of its item's highest score."""
        return self.score / self.highest[self.item]

    @property
    def rights(self) -> Indices:
        """(items,) how many answers earned the highest score."""
        return np.bincount(self.item[self.score == self.highest[self.item]], minlength=self.items)

    @property
    def wrongs(self) -> Indices:
        """(items,) how many earned nothing."""
        return np.bincount(self.item[self.score == 0], minlength=self.items)

    @property
    def graded(self) -> Indices:
        """The items with partial credit."""
        return np.flatnonzero(self.highest > 1)

    @property
    def complete(self) -> bool:
        """Everybody answered everything."""
        return len(self) == self.persons * self.items

    def part(self, start: int, stop: int) -> Answers:
        """The answers of the persons start..stop, renumbered from 0."""
        low, high = np.searchsorted(self.person, [start, stop])
        cut = slice(low, high)
        return Answers(
            self.person[cut] - start, self.item[cut], self.score[cut], stop - start, self.items, self.highest
        )

    def of_persons(self, persons: Indices) -> Answers:
        """The answers of some persons only, renumbered in increasing order."""
        kept = np.unique(persons)
        number = np.full(self.persons, -1, dtype=np.intp)
        number[kept] = np.arange(len(kept))
        here = number[self.person] >= 0
        return Answers(
            number[self.person[here]], self.item[here], self.score[here], len(kept), self.items, self.highest
        )

    def of_items(self, items: Indices) -> Answers:
        """The answers to some items only, renumbered in the order given."""
        number = np.full(self.items, -1, dtype=np.intp)
        number[items] = np.arange(len(items))
        here = number[self.item] >= 0
        shape = (self.persons, len(items))
        return Answers.of(self.person[here], number[self.item[here]], self.score[here], shape, self.highest[items])

    def matrix(self, values: Floats) -> csr_array:
        """(persons, items) sparse matrix of one value per answer."""
        starts = np.searchsorted(self.person, np.arange(self.persons + 1))
        return csr_array((values, self.item, starts), shape=(self.persons, self.items))


Columns = tuple[Indices, Indices, NDArray[np.generic]]


def _check(columns: Columns, shape: tuple[int, int], highest: Indices) -> None:
    person, item, score = columns
    faults = Faults()
    if not len(person):
        faults.add(message("réponses"), message("aucune"), message("au moins une réponse"))
    if not len(person) == len(item) == len(score):
        found = message(
            "%(persons)s, %(items)s et %(scores)s valeurs", persons=len(person), items=len(item), scores=len(score)
        )
        faults.add(message("réponses"), found, message("trois colonnes égales"))
    faults.raise_if_any(message("Ces réponses ne peuvent pas servir à une calibration."))
    known = (item >= 0) & (item < shape[1])
    top = highest[np.where(known, item, 0)]
    checks = [
        (
            message("personne"),
            person,
            (person >= 0) & (person < shape[0]),
            message("un rang de 0 à %(last)s", last=shape[0] - 1),
        ),
        ("question", item, known, message("un rang de 0 à %(last)s", last=shape[1] - 1)),
        (
            "score",
            score,
            _is_score(score, top),
            "0 ou 1" if highest.max(initial=1) == 1 else "un entier, de 0 au plus haut",
        ),
    ]
    for name, values, good, expected in checks:
        for i in np.flatnonzero(~good)[:SHOWN_FAULTS]:
            faults.add(message("réponse n° %(number)s, %(name)s", number=i + 1, name=name), values[i], expected)
    pair = person * shape[1] + item
    _, first, count = np.unique(pair, return_index=True, return_counts=True)
    for i in first[count > 1][:SHOWN_FAULTS]:
        place = message("réponse n° %(number)s", number=i + 1)
        faults.add(place, message("plusieurs réponses d'une personne à une question"), message("une seule"))
    faults.raise_if_any(message("Ces réponses ne peuvent pas servir à une calibration."))


def _is_score(score: NDArray[np.generic], top: Indices) -> NDArray[np.bool_]:
    value = score.astype(float)
    found: NDArray[np.bool_] = (value >= 0) & (value <= top) & (value == np.floor(value))
    return found
