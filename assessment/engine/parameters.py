"""Parameters of the items of a bank, checked once and then never changed.

Units: `a` per unit of ability, `b` and thresholds in units of ability, `c` and `d` probabilities, `seconds` seconds.
Item i informs criterion `criterion[i]` (an index into the codes of the measure).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessment.engine.models import Floats, flattening, logistic, partial_credit
from assessment.errors import Faults, InvalidInput
from assessment.messages import counted, message

STEEPEST = 10.0
"""Slope above which an item is a data error, not an item (calibrated slopes rarely pass 4)."""

FARTHEST = 8.0
"""Difficulty beyond which nobody would ever be near: a data error."""

DEFAULTS: dict[str, ArrayLike] = {
    "a": np.nan, "b": np.nan, "c": 0.0, "d": 1.0, "se_a": 0.0, "se_b": 0.0, "seconds": 60.0,
}  # fmt: skip
"""Value of a column nobody gave; NaN for those that must be given."""

SHOWN_FAULTS = 50
"""Faults kept in one message: beyond this many a reader stops reading."""


@dataclass(frozen=True)
class ItemParameters:
    """Arrays of one row per item; build with `ItemParameters.of`, which checks and fills the defaults."""

    criterion: NDArray[np.intp]
    a: Floats
    b: Floats
    c: Floats
    d: Floats
    se_a: Floats
    se_b: Floats
    seconds: Floats
    thresholds: Floats
    """(items, m): GPCM thresholds, NaN where a score does not exist; a row of NaN is a right-or-wrong item."""
    measured: NDArray[np.bool_]
    """Calibrated items: their estimates are already pulled in as far as they should be (`calibration.priors`)."""

    @classmethod
    def of(cls, table: Mapping[str, ArrayLike], criteria: int | None = None) -> ItemParameters:
        """Checked parameters from named columns; a scalar spreads over the items, an absent column takes its default.

        `criterion`, `a` and `b` are required; `criteria` is how many criteria the measure has.
        Raises InvalidInput listing every fault.
        """
        _check_columns(table)
        index = np.array(table["criterion"], dtype=np.intp).reshape(-1)
        n = len(index)
        columns = {name: spread(name, table.get(name, usual), n) for name, usual in DEFAULTS.items()}
        given = table.get("thresholds")
        steps = np.full((n, 0), np.nan) if given is None else np.array(given, dtype=float)
        measured = np.broadcast_to(np.array(table.get("measured", False), dtype=bool), n).copy()
        thresholds = steps if steps.ndim == 2 else steps.reshape(n, -1)
        made = cls(criterion=index, thresholds=thresholds, measured=measured, **columns)
        _check(made, criteria)
        for field_ in fields(made):
            getattr(made, field_.name).setflags(write=False)
        return made

    def __len__(self) -> int:
        return len(self.criterion)

    @cached_property
    def highest(self) -> NDArray[np.intp]:
        """Highest score of each item: 1 for right-or-wrong items."""
        steps = (~np.isnan(self.thresholds)).sum(axis=1)
        return np.where(steps == 0, 1, steps).astype(np.intp)

    @cached_property
    def graded(self) -> bool:
        """Whether any item has partial credit."""
        return bool((self.highest > 1).any())

    def subset(self, index: ArrayLike) -> ItemParameters:
        """The same parameters for the items of `index`, in that order."""
        rows = np.asarray(index)
        return replace(self, **{field_.name: getattr(self, field_.name)[rows] for field_ in fields(self)})

    def expected_score(self, item: NDArray[np.intp], theta: Floats) -> Floats:
        """Expected score as a share of the highest one, parameters taken as known: what mastery is defined on.

        `item` broadcasts with `theta` on the left: theta (items, ...).
        """
        wide = (slice(None),) + (None,) * (theta.ndim - 1)
        right = logistic(theta, self.a[item][wide], self.b[item][wide], self.c[item][wide], self.d[item][wide])
        graded = np.flatnonzero(self.highest[item] > 1) if self.graded else ()
        if len(graded):
            rows = item[graded]
            steps = self.thresholds[rows][(slice(None),) + (None,) * (theta.ndim - 1)]
            scores = partial_credit(theta[graded], self.a[rows][wide], steps)
            expected = (scores * np.arange(scores.shape[-1])).sum(axis=-1)
            right[graded] = expected / self.highest[rows][wide]
        return right

    def score_probability(self, item: NDArray[np.intp], score: NDArray[np.intp], theta: Floats) -> Floats:
        """P(score | theta), flattened by the uncertainty of the parameters; theta (items, ...), one row per item."""
        wide = (slice(None),) + (None,) * (theta.ndim - 1)
        a, b = self.a[item][wide], self.b[item][wide]
        c, d = self.c[item][wide], self.d[item][wide]
        flat = flattening(theta - b, a, self.se_a[item][wide], self.se_b[item][wide])
        right = logistic(theta, a * flat, b, c, d)
        value = np.where(score[wide] > 0, right, 1.0 - right)
        graded = np.flatnonzero(self.highest[item] > 1) if self.graded else ()
        if len(graded):
            rows = item[graded]
            steps = self.thresholds[rows][(slice(None),) + (None,) * (theta.ndim - 1)]
            scores = partial_credit(theta[graded], (a * flat)[graded], steps)
            which = score[graded].reshape((-1,) + (1,) * theta.ndim)
            value[graded] = np.take_along_axis(scores, np.broadcast_to(which, (*scores.shape[:-1], 1)), axis=-1)[..., 0]
        return value


def spread(name: str, value: ArrayLike, n: int) -> Floats:
    """One float per item from a scalar or a sequence of the right length."""
    column = np.array(value, dtype=float).reshape(-1)
    if len(column) == n:
        return column
    if len(column) == 1:
        return np.full(n, column[0])
    faults = Faults()
    faults.add(
        name,
        counted("%(n)s valeur", "%(n)s valeurs", len(column)),
        counted("%(n)s valeur, une par question", "%(n)s valeurs, une par question", n),
    )
    raise InvalidInput(message("Paramètres de questions illisibles."), tuple(faults))


def _check_columns(table: Mapping[str, ArrayLike]) -> None:
    faults = Faults()
    for name in ("criterion", "a", "b"):
        if name not in table:
            faults.add(name, message("colonne absente"), message("une valeur par question"))
    for name in table:
        if name not in ("criterion", "thresholds", "measured", *DEFAULTS):
            faults.add(name, message("colonne inconnue"), ", ".join(("criterion", *DEFAULTS, "thresholds")))
    faults.raise_if_any(message("Paramètres de questions illisibles."))


def _check(items: ItemParameters, criteria: int | None) -> None:
    graded = items.highest > 1
    steps = np.where(np.isnan(items.thresholds), 0.0, items.thresholds)
    top = criteria if criteria is not None else np.iinfo(np.intp).max
    rules = [
        (
            message("critère"),
            items.criterion,
            (items.criterion >= 0) & (items.criterion < top),
            message("un critère de 0 à %(last)s", last=top - 1),
        ),
        (
            "a",
            items.a,
            (items.a > 0) & (items.a <= STEEPEST),
            message("une pente entre 0 et %(most)s", most=f"{STEEPEST:g}"),
        ),
        (
            "b",
            items.b,
            np.abs(items.b) <= FARTHEST,
            message("une difficulté entre -%(most)s et %(most)s", most=f"{FARTHEST:g}"),
        ),
        ("c", items.c, (items.c >= 0) & (items.c < 1), message("une probabilité de 0 à moins de 1")),
        ("d", items.d, (items.d > items.c) & (items.d <= 1), message("une probabilité plus grande que c, au plus 1")),
        ("se_a", items.se_a, (items.se_a >= 0) & np.isfinite(items.se_a), message("une erreur type, 0 ou plus")),
        ("se_b", items.se_b, (items.se_b >= 0) & np.isfinite(items.se_b), message("une erreur type, 0 ou plus")),
        ("seconds", items.seconds, (items.seconds > 0) & np.isfinite(items.seconds), message("une durée positive")),
        (
            message("seuils"),
            steps.max(axis=1, initial=0.0),
            (np.abs(steps) <= FARTHEST).all(axis=1),
            message("au plus %(most)s", most=f"{FARTHEST:g}"),
        ),
        ("c", items.c, ~graded | (items.c == 0), message("0 pour une question à crédit partiel")),
    ]
    faults = Faults()
    for name, values, good, expected in rules:
        for i in np.flatnonzero(~good)[:SHOWN_FAULTS]:
            faults.add(message("question n° %(i)s, %(name)s", i=i + 1, name=name), values[i], expected)
    faults.raise_if_any(message("Paramètres de questions hors limites."))
