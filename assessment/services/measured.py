"""Curves that calibrations measured: which questions of a release have one, and which rows of what defines mastery.

A measure belongs to a wording: a new version of a question starts again from its author's estimate. What defines mastery
stays the same questions for ever; when one of them is measured, its row is the measure, since the cut is where a person
answers three quarters of *those* questions right, on the scale the questions are measured on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.items.item import Item
from assessment.items.parameters import parameters, steps
from assessment.storage.tables.bank import BankRelease, ItemRow, ItemVersion, ReleaseItem

Reference = dict[str, list[list[float]]]


@dataclass(frozen=True)
class Curve:
    """Parameters of one question; `steps` are the thresholds of a graded one."""

    a: float
    b: float
    c: float
    d: float
    se_a: float
    se_b: float
    steps: tuple[float, ...] = ()

    @property
    def row(self) -> list[float]:
        """As what defines mastery keeps it."""
        return [float(each) for each in (self.a, self.b, self.c, self.d, self.se_a, self.se_b, *self.steps)]


Curves = Mapping[str, Curve]
"""By version of a question."""


def authored(item: Item) -> Curve:
    """What the author says of a question."""
    found = parameters(item)
    return Curve(found.a, found.b, found.c, found.d, found.se_a, found.se_b, steps(item))


def of_release(session: Session, release_id: str | None) -> dict[str, Curve]:
    """The measured questions of a release."""
    rows = session.scalars(select(ReleaseItem).where(ReleaseItem.release_id == release_id, ReleaseItem.measured))
    return {row.item_version_id: curve_of(row) for row in rows}


def curve_of(row: ReleaseItem) -> Curve:
    return Curve(row.a, row.b, row.c, row.d, row.se_a, row.se_b, tuple(row.steps or ()))


def reference_versions(session: Session, body_id: str, certificate: str) -> dict[str, list[str]]:
    """Criterion -> the versions whose rows define its mastery, in the order of the rows.

    They are the questions of the first release that had any for the criterion, those on trial left out.
    """
    query = (
        select(ItemRow.criterion, BankRelease.number, ReleaseItem.item_version_id)
        .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
        .join(ReleaseItem, ReleaseItem.item_version_id == ItemVersion.id)
        .join(BankRelease, BankRelease.id == ReleaseItem.release_id)
        .where(BankRelease.body_id == body_id, BankRelease.certificate == certificate, ~ReleaseItem.pilot)
        .order_by(BankRelease.number, ReleaseItem.position)
    )
    first: dict[str, int] = {}
    found: dict[str, list[str]] = {}
    for criterion, number, version_id in session.execute(query):
        if first.setdefault(criterion, number) == number:
            found.setdefault(criterion, []).append(version_id)
    return found


def remeasured(
    reference: Mapping[str, Sequence[Sequence[float]]],
    flags: Mapping[str, Sequence[bool]],
    versions: Mapping[str, Sequence[str]],
    curves: Curves,
) -> tuple[Reference, dict[str, list[bool]]]:
    """The reference rows with the curves of the questions they are about, and which rows are measured."""
    rows: Reference = {}
    measured: dict[str, list[bool]] = {}
    for criterion, old in reference.items():
        own = versions.get(criterion, [])
        known = own if len(own) == len(old) else [""] * len(old)  # rows nobody can name keep what they say
        before = flags.get(criterion, [False] * len(old))
        rows[criterion] = [
            curves[name].row if name in curves else list(row) for name, row in zip(known, old, strict=True)
        ]
        measured[criterion] = [name in curves or flag for name, flag in zip(known, before, strict=True)]
    return rows, measured
