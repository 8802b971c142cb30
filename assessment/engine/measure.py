"""Everything a sitting needs that does not depend on the person: built once per release of the bank, then shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessment.engine.mastery import MASTERED_SHARE, Cuts, Settings, cuts
from assessment.engine.needs import Layout
from assessment.engine.parameters import ItemParameters
from assessment.engine.rules import Rule, nominal_rules
from assessment.engine.shrinkage import shrunk
from assessment.engine.structure import Mixture, default_mixture
from assessment.engine.tables import Tables, tabulate
from assessment.errors import Faults
from assessment.messages import counted, message

JITTER = 1e-9
"""Added to the diagonal of the covariances: abilities fully shared stay invertible."""

OBSERVATION_SLOPE = 2.5
"""Sharpness of an evaluator's judgement around the cut: twice a good item, since the judgement is about mastery."""

OBSERVATION_SECONDS = 300.0
"""What one observation takes: five minutes."""

USUAL_RELIABILITY = 0.85
"""Reliability assumed of an observation that has not been made yet."""


@dataclass(frozen=True)
class Measure:
    """A bank ready to measure with; build with `Measure.of`."""

    codes: tuple[str, ...]
    mixture: Mixture
    items: ItemParameters
    """As used: uncertain difficulties are pulled in (`shrinkage`)."""
    cuts: Cuts
    rules: tuple[Rule, ...]
    settings: Settings
    tables: Tables = field(repr=False)
    needs: Layout = field(repr=False)
    observing: Tables = field(repr=False)
    """Tables of one observation per criterion, at the reliability of an ordinary evaluator."""

    @classmethod
    def of(cls, codes: Sequence[str], items: ItemParameters, options: MeasureOptions | None = None) -> Measure:
        """Measure over the criteria `codes` with the pool `items`; InvalidInput when they do not fit together."""
        chosen = options or MeasureOptions()
        names = tuple(codes)
        mixture = chosen.mixture or default_mixture(names)
        rules = nominal_rules(names) if chosen.rules is None else chosen.rules
        reference = items if chosen.reference is None else chosen.reference
        _check(names, items, mixture, rules)
        _check(names, reference, mixture, rules)
        settled = shrunk(items)
        cut = cuts(shrunk(reference), len(names), chosen.mastered_share)
        return cls(
            names,
            mixture,
            settled,
            cut,
            rules,
            chosen.settings,
            tabulate(settled, cut),
            Layout.of(rules),
            _observing(cut),
        )

    @property
    def criteria(self) -> int:
        return len(self.codes)

    def index(self, code: str) -> int:
        """Position of a criterion; InvalidInput when the measure does not know it."""
        if code not in self.codes:
            faults = Faults()
            faults.add(message("critère"), code, message("un des %(n)s critères de la mesure", n=len(self.codes)))
            faults.raise_if_any(message("Critère inconnu."))
        return self.codes.index(code)


@dataclass(frozen=True)
class MeasureOptions:
    """What may differ from the defaults: sharing, reference items of the cuts, rules, thresholds."""

    mixture: Mixture | None = None
    reference: ItemParameters | None = None
    rules: tuple[Rule, ...] | None = None
    settings: Settings = field(default_factory=Settings)
    mastered_share: float = MASTERED_SHARE


def accessible(measure: Measure, criteria: Sequence[int]) -> NDArray[np.bool_]:
    """Mask of the items on one of `criteria`: what a sitting limited to those may ask."""
    mask: NDArray[np.bool_] = np.isin(measure.items.criterion, np.asarray(criteria, dtype=np.intp))
    return mask


def as_item(criterion: NDArray[np.intp], cut: Cuts, reliability: float) -> ItemParameters:
    """Observations as items: "seen mastered" rises from 1 - r to r around the cut of each criterion."""
    at = cut.theta[criterion]
    table: dict[str, ArrayLike] = {"criterion": criterion, "a": OBSERVATION_SLOPE, "b": at}
    limits: dict[str, ArrayLike] = {"c": 1.0 - reliability, "d": reliability, "seconds": OBSERVATION_SECONDS}
    return ItemParameters.of(table | limits)


def _observing(cut: Cuts) -> Tables:
    return tabulate(as_item(np.arange(len(cut.theta)), cut, USUAL_RELIABILITY), cut)


def _check(codes: tuple[str, ...], items: ItemParameters, mixture: Mixture, rules: Sequence[Rule]) -> None:
    faults = Faults()
    if not codes:
        faults.add(message("critères"), message("aucun critère"), message("au moins un critère"))
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        faults.add(
            message("critères"), message("%(code)s plusieurs fois", code=code), message("chaque critère une fois")
        )
    if len(items) and int(items.criterion.max()) >= len(codes):
        faults.add(
            "questions",
            message("critère n° %(max)s", max=int(items.criterion.max())),
            message("un critère de 0 à %(n)s", n=len(codes) - 1),
        )
    if mixture.covariances.shape[1] != len(codes):
        faults.add(
            "structure",
            message("%(shape)s critères", shape=mixture.covariances.shape[1]),
            counted("%(n)s critère", "%(n)s critères", len(codes)),
        )
    for rule in rules:
        if not all(0 <= c < len(codes) for c in (*rule.members, *rule.mandatory)):
            faults.add(
                message("règle %(code)s", code=rule.code),
                message("un critère inconnu"),
                message("des critères de la mesure"),
            )
        elif not 0 <= rule.minimum <= len(rule.members) or not set(rule.mandatory) <= set(rule.members):
            faults.add(
                message("règle %(code)s", code=rule.code),
                rule.minimum,
                message("au plus %(n)s critères, obligatoires compris", n=len(rule.members)),
            )
    faults.raise_if_any(message("La mesure ne peut pas être préparée."))
