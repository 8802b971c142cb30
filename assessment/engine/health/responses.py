"""Answers as the guards take them: who answered what, what it earned, how long it took."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessment.engine.models import Floats
from assessment.errors import Faults
from assessment.messages import message

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Responses:
    """One row per answer, those of a person in the order of answering; a person answers an item once.

    Build with `Responses.of`, which checks.
    """

    person: Indices
    item: Indices
    score: Indices
    """From 0 to the item's highest."""
    seconds: Floats
    """NaN where nobody measured."""
    counted: NDArray[np.bool_]
    """Answers that tell something of abilities; those to questions on trial are only looked at."""
    persons: int
    items: int

    @classmethod
    def of(
        cls, person: ArrayLike, item: ArrayLike, score: ArrayLike, shape: tuple[int, int], seconds: ArrayLike = ()
    ) -> Responses:
        """`shape` is (persons, items); `seconds` may be absent; every answer counts. Raises InvalidInput."""
        who, what, earned = (np.asarray(column, dtype=np.intp).reshape(-1) for column in (person, item, score))
        timed = np.asarray(seconds, dtype=float).reshape(-1)
        timed = timed if len(timed) else np.full(len(who), np.nan)
        faults = Faults()
        if not len(who) == len(what) == len(earned) == len(timed):
            lengths = ", ".join(str(len(column)) for column in (who, what, earned, timed))
            faults.add(
                message("réponses"), message("%(lengths)s valeurs", lengths=lengths), message("des colonnes égales")
            )
        elif len(who) and not (_within(who, shape[0]) and _within(what, shape[1]) and earned.min() >= 0):
            faults.add(
                message("réponses"),
                message("un rang ou un résultat hors limites"),
                message("des rangs dans %(shape)s, des résultats >= 0", shape=shape),
            )
        elif len(np.unique(who * max(shape[1], 1) + what)) < len(who):
            faults.add(
                message("réponses"), message("plusieurs réponses d'une personne à une question"), message("une seule")
            )
        faults.raise_if_any(message("Ces réponses ne peuvent pas être examinées."))
        return cls(who, what, earned, timed, np.ones(len(who), dtype=bool), *shape)

    def __len__(self) -> int:
        return len(self.person)

    @property
    def asked(self) -> NDArray[np.int64]:
        """(items,) answers of each item."""
        return np.bincount(self.item, minlength=self.items)

    def where(self, kept: NDArray[np.bool_]) -> Responses:
        """Some of the answers; persons and items keep their numbers."""
        columns = (self.person[kept], self.item[kept], self.score[kept], self.seconds[kept], self.counted[kept])
        return Responses(*columns, self.persons, self.items)


def _within(ranks: Indices, top: int) -> bool:
    return bool(ranks.min() >= 0 and ranks.max() < top)
