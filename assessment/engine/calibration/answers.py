"""Answers to calibrate from: who answered what, and was it right. Whatever is absent was not asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from assessment.engine.models import Floats
from assessment.errors import Faults

Indices = NDArray[np.intp]

SHOWN_FAULTS = 50
"""Faults kept in one message: beyond this many a reader stops reading."""


@dataclass(frozen=True)
class Answers:
    """One row per answer, sorted by person then item; build with `Answers.of` or `Answers.of_table`, which check."""

    person: Indices
    item: Indices
    right: NDArray[np.bool_]
    persons: int
    items: int

    @classmethod
    def of(cls, person: ArrayLike, item: ArrayLike, score: ArrayLike, shape: tuple[int, int]) -> Answers:
        """Checked answers; `shape` is (persons, items). Raises InvalidInput listing every fault."""
        who, what = np.asarray(person, dtype=np.intp), np.asarray(item, dtype=np.intp)
        value = np.asarray(score)
        _check(who, what, value, shape)
        order = np.argsort(who * shape[1] + what, kind="stable")
        return cls(who[order], what[order], value[order].astype(bool), *shape)

    @classmethod
    def of_table(cls, scores: ArrayLike) -> Answers:
        """From a (persons, items) table of 0 and 1; any other number, or NaN, means not asked."""
        table = np.asarray(scores)
        person, item = np.nonzero((table == 0) | (table == 1))
        return cls(person, item, table[person, item] == 1, *table.shape)

    def __len__(self) -> int:
        return len(self.person)

    @property
    def asked(self) -> Indices:
        """(items,) how many answers each item has."""
        return np.bincount(self.item, minlength=self.items)

    @property
    def rights(self) -> Indices:
        """(items,) how many of them are right."""
        return np.bincount(self.item[self.right], minlength=self.items)

    @property
    def complete(self) -> bool:
        """Everybody answered everything."""
        return len(self) == self.persons * self.items

    def part(self, start: int, stop: int) -> Answers:
        """The answers of the persons start..stop, renumbered from 0."""
        low, high = np.searchsorted(self.person, [start, stop])
        cut = slice(low, high)
        return Answers(self.person[cut] - start, self.item[cut], self.right[cut], stop - start, self.items)

    def of_persons(self, persons: Indices) -> Answers:
        """The answers of some persons only, renumbered in increasing order."""
        kept = np.unique(persons)
        number = np.full(self.persons, -1, dtype=np.intp)
        number[kept] = np.arange(len(kept))
        here = number[self.person] >= 0
        return Answers(number[self.person[here]], self.item[here], self.right[here], len(kept), self.items)

    def of_items(self, items: Indices) -> Answers:
        """The answers to some items only, renumbered in the order given."""
        number = np.full(self.items, -1, dtype=np.intp)
        number[items] = np.arange(len(items))
        here = number[self.item] >= 0
        shape = (self.persons, len(items))
        return Answers.of(self.person[here], number[self.item[here]], self.right[here], shape)

    def matrix(self, values: Floats) -> csr_array:
        """(persons, items) sparse matrix of one value per answer."""
        starts = np.searchsorted(self.person, np.arange(self.persons + 1))
        return csr_array((values, self.item, starts), shape=(self.persons, self.items))


def _check(person: Indices, item: Indices, score: NDArray[np.generic], shape: tuple[int, int]) -> None:
    faults = Faults()
    if not len(person):
        faults.add("réponses", "aucune", "au moins une réponse")
    if not len(person) == len(item) == len(score):
        faults.add("réponses", f"{len(person)}, {len(item)} et {len(score)} valeurs", "trois colonnes égales")
    faults.raise_if_any("Ces réponses ne peuvent pas servir à une calibration.")
    checks = [
        ("personne", person, (person >= 0) & (person < shape[0]), f"un rang de 0 à {shape[0] - 1}"),
        ("question", item, (item >= 0) & (item < shape[1]), f"un rang de 0 à {shape[1] - 1}"),
        ("score", score, np.isin(score, (0, 1)), "0 ou 1"),
    ]
    for name, values, good, expected in checks:
        for i in np.flatnonzero(~good)[:SHOWN_FAULTS]:
            faults.add(f"réponse n° {i + 1}, {name}", values[i], expected)
    pair = person * shape[1] + item
    _, first, count = np.unique(pair, return_index=True, return_counts=True)
    for i in first[count > 1][:SHOWN_FAULTS]:
        faults.add(f"réponse n° {i + 1}", "plusieurs réponses d'une personne à une question", "une seule")
    faults.raise_if_any("Ces réponses ne peuvent pas servir à une calibration.")
