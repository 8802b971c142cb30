"""What would be suggested if something had been otherwise: a question left out, another threshold, other parameters.

Pure functions over the same rows: nothing that is stored moves. With nothing changed, the same numbers come out to the
last bit. What defines mastery stays the same questions, under their new curves if they have any.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.engine import Answer, Evidence
from assessment.items.item import Item
from assessment.items.referential import Referential
from assessment.sittings.pool import Frozen, Pool, Row
from assessment.sittings.sitting import Sitting

Curve = tuple[float, float, float, float, float, float]
"""a, b, c, d, se_a, se_b"""


@dataclass(frozen=True)
class Otherwise:
    """What is imagined to be otherwise."""

    without: frozenset[str] = frozenset()
    """Codes of questions whose answers are left out."""
    mastered_share: float | None = None
    """Share of a criterion to master, instead of the referential's."""
    parameters: Mapping[str, Curve] | None = None
    """New curves by code of question; the others keep theirs."""

    @property
    def same_numbers(self) -> bool:
        return self.mastered_share is None and not self.parameters


def kept(pool: Pool, evidence: tuple[Evidence, ...], without: Collection[str]) -> tuple[Evidence, ...]:
    """The evidence without the answers to some questions; observations stay."""
    return tuple(row for row in evidence if not (isinstance(row, Answer) and pool.items[row.item].code in without))


def left_out(pool: Pool, sitting: Sitting, without: Collection[str]) -> Sitting:
    """The sitting in which some questions do not count."""
    serves = tuple(
        replace(shown, scored=shown.scored and _code(pool, sitting, shown.release_position) not in without)
        for shown in sitting.serves
    )
    return replace(sitting, serves=serves)


def _code(pool: Pool, sitting: Sitting, release_position: int) -> str | None:
    place = pool.places.get((sitting.release_id, release_position))
    return None if place is None else pool.items[place].code


@dataclass(frozen=True)
class Altered:
    """A release whose questions have other curves; the rest is as it was frozen."""

    id: str
    referential: Referential
    items: tuple[Item, ...]
    item_version_ids: tuple[str, ...]
    parameters: tuple[Row, ...]
    pilots: Sequence[bool]
    steps: tuple[tuple[float, ...], ...]
    reference: Mapping[str, Sequence[Sequence[float]]]
    measured: Sequence[bool]
    measured_reference: Mapping[str, Sequence[bool]]


def altered(release: Frozen, curves: Mapping[str, Curve]) -> Altered:
    """The release under new curves, which are measures; the thresholds of a graded question move with its difficulty."""
    rows, steps, measured = [], [], []
    lines = zip(release.items, release.parameters, release.steps, release.measured, strict=True)
    for item, row, own, known in lines:
        curve = curves.get(item.code, row[:6])
        rows.append((*curve, row[6]))
        steps.append(tuple(step + (curve[1] - row[1]) for step in own))
        measured.append(known or curve != row[:6])
    return Altered(
        id=release.id,
        referential=release.referential,
        items=release.items,
        item_version_ids=release.item_version_ids,
        parameters=tuple(rows),
        pilots=release.pilots,
        steps=tuple(steps),
        reference=release.reference,
        measured=tuple(measured),
        measured_reference=release.measured_reference,
    )
