"""From frozen releases of a bank to the engine's numbers, and back: the only place that knows both vocabularies.

The first release of a pool is the one questions are taken from. Further ones only lend their parameters to the answers
that were given under them, so that a new release never changes what an earlier answer weighed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessment.engine import ItemParameters, Measure, MeasureOptions, Rule
from assessment.engine.shrinkage import shrunk
from assessment.engine.tables import tabulate
from assessment.items.item import Item
from assessment.items.referential import Referential, rule
from assessment.items.support import Block, block_to_data

NO_GROUP = -1
"""Group of a question that shares its text with no other."""

COLUMNS = ("a", "b", "c", "d", "se_a", "se_b", "seconds")
"""A row of a release's parameters."""

KNOWN = len(COLUMNS) - 1
"""Numbers of a reference row: the same without the seconds; the thresholds of a graded item follow."""

Row = tuple[float, float, float, float, float, float, float]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Frozen(Protocol):
    """What a pool needs of a release (`services.releases.Release` is one)."""

    @property
    def id(self) -> str: ...
    @property
    def referential(self) -> Referential: ...
    @property
    def items(self) -> tuple[Item, ...]: ...
    @property
    def item_version_ids(self) -> tuple[str, ...]: ...
    @property
    def parameters(self) -> Sequence[Row]: ...
    @property
    def pilots(self) -> Sequence[bool]: ...
    @property
    def steps(self) -> Sequence[Sequence[float]]: ...
    @property
    def reference(self) -> Mapping[str, Sequence[Sequence[float]]]: ...
    @property
    def measured(self) -> Sequence[bool]: ...
    @property
    def measured_reference(self) -> Mapping[str, Sequence[bool]]: ...


@dataclass(frozen=True)
class Pool:
    """Questions in the engine's order; build with `pool_of`."""

    measure: Measure
    items: tuple[Item, ...]
    version_ids: tuple[str, ...]
    groups: NDArray[np.intp]
    """Number of the text, table or picture each item shares with others, NO_GROUP when it shares none."""
    outside: Mask
    """Items that are never asked for what they would teach: those that only lend their parameters, and pilots."""
    pilots: Mask
    """Items of the first release that are on trial (`sittings.pilots`)."""
    enemies: Mapping[str, frozenset[str]]
    """Code -> codes of the questions that are not asked of who met it."""
    places: Mapping[tuple[str, int], int]
    """(release, position in it) -> the engine's item."""
    referential: Referential

    def index(self, release_id: str, release_position: int) -> int:
        return self.places[release_id, release_position]

    def place(self, release_id: str, item: int) -> int:
        """The position in its release of one of the engine's items."""
        return next(at for (release, at), found in self.places.items() if release == release_id and found == item)

    def with_codes(self, codes: Iterable[str]) -> Mask:
        wanted = set(codes)
        return np.array([item.code in wanted for item in self.items], dtype=bool)

    def needing(self, needs: Sequence[str]) -> Mask:
        """Items that cannot be answered without one of these (`hearing`, `sight`)."""
        wanted = set(needs)
        return np.array([bool(wanted.intersection(item.needs)) for item in self.items], dtype=bool)

    def enemies_of(self, codes: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self.enemies.get(code, frozenset()) for code in codes))

    def among(self, codes: Sequence[str]) -> Mask:
        """The criteria that are among these."""
        wanted = set(codes)
        return np.array([code in wanted for code in self.measure.codes], dtype=bool)

    def on_criteria(self, codes: Sequence[str]) -> Mask:
        """The items on these criteria."""
        mask: Mask = self.among(codes)[self.measure.items.criterion]
        return mask


def pool_of(releases: Sequence[Frozen], mastered_share: float | None = None) -> Pool:
    """The pool of the first release, with the parameters of the others for answers given under them.

    `mastered_share` is the share of a criterion to master, that of the referential when it is not given.
    """
    first = releases[0]
    codes = tuple(criterion.code for criterion in first.referential.criteria)
    lines = [
        (release, position)
        for release in releases
        for pilot in (False, True)
        for position in _part(codes, release, pilot)
    ]
    pilots = np.array([release.id == first.id and release.pilots[position] for release, position in lines], dtype=bool)
    items = tuple(release.items[position] for release, position in lines)
    return Pool(
        measure=_measure(codes, releases, mastered_share),
        items=items,
        version_ids=tuple(release.item_version_ids[position] for release, position in lines),
        groups=_groups(items),
        outside=pilots | np.array([release.id != first.id for release, _ in lines], dtype=bool),
        pilots=pilots,
        enemies=_enemies(items),
        places={(release.id, position): at for at, (release, position) in enumerate(lines)},
        referential=first.referential,
    )


def _part(codes: tuple[str, ...], release: Frozen, pilot: bool) -> list[int]:
    """Positions of the questions that count, or of those on trial: these come after and change nothing before them."""
    return [
        position
        for position, item in enumerate(release.items)
        if item.criterion in codes and release.pilots[position] is pilot
    ]


def _measure(codes: tuple[str, ...], releases: Sequence[Frozen], mastered_share: float | None) -> Measure:
    """The measure of what counts in the first release; other items are added as their own release knows them."""
    first = releases[0]
    options = MeasureOptions(
        reference=_reference(codes, first),
        rules=_rules(codes, first.referential),
        mastered_share=float(first.referential.mastery.value) if mastered_share is None else mastered_share,
    )
    degrees = max((len(steps) for release in releases for steps in release.steps), default=0)
    counted, *added = (
        _parameters(codes, release, _part(codes, release, pilot), degrees)
        for release in releases
        for pilot in (False, True)
    )
    measure = Measure.of(codes, counted, options)
    parts = [measure.items, *(shrunk(part) for part in added if len(part))]
    if len(parts) == 1:
        return measure
    items = ItemParameters(
        **{each.name: np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(ItemParameters)}
    )
    return replace(measure, items=items, tables=tabulate(items, measure.cuts))


def _parameters(codes: tuple[str, ...], release: Frozen, lines: Sequence[int], degrees: int) -> ItemParameters:
    """Some items of a release; `degrees` is the highest score of any graded item, all releases together."""
    rows = np.array([release.parameters[at] for at in lines], dtype=float).reshape(-1, len(COLUMNS))
    criterion = [codes.index(release.items[at].criterion) for at in lines]
    thresholds = _thresholds([release.steps[at] for at in lines], degrees)
    return _checked(codes, criterion, rows, (thresholds, [release.measured[at] for at in lines]))


def _reference(codes: tuple[str, ...], release: Frozen) -> ItemParameters:
    """The items that define mastery, frozen with the release."""
    frozen, measured = release.reference, release.measured_reference
    pairs = [(at, row) for at, code in enumerate(codes) for row in frozen.get(code, ())]
    known = [flag for code in codes for flag in measured.get(code, [False] * len(frozen.get(code, ())))]
    width = min((len(row[:KNOWN]) for _, row in pairs), default=0)
    steps = [row[KNOWN:] for _, row in pairs]
    rows = np.array([row[:width] for _, row in pairs], dtype=float).reshape(-1, width)
    degrees = max((len(each) for each in steps), default=0)
    return _checked(codes, [at for at, _ in pairs], rows, (_thresholds(steps, degrees), known))


def _thresholds(steps: Sequence[Sequence[float]], degrees: int) -> Numbers:
    """One row per item, NaN where it has fewer degrees: everywhere for a right-or-wrong item."""
    rows = [[*each, *[np.nan] * (degrees - len(each))] for each in steps]
    return np.array(rows, dtype=float).reshape(len(steps), degrees)


def _checked(
    codes: tuple[str, ...], criterion: Sequence[int], rows: Numbers, more: tuple[Numbers, Sequence[bool]]
) -> ItemParameters:
    named = {name: rows[:, at] for at, name in enumerate(COLUMNS[: rows.shape[1]])}
    table: dict[str, ArrayLike] = {"criterion": criterion, "a": [], "b": [], **named}
    thresholds, measured = more
    return ItemParameters.of(
        table | {"thresholds": thresholds, "measured": np.array(measured, dtype=bool)}, criteria=len(codes)
    )


def _rules(codes: tuple[str, ...], referential: Referential) -> tuple[Rule, ...]:
    made = []
    for subdomain in referential.subdomains:
        said = rule(subdomain)
        members = tuple(codes.index(criterion.code) for criterion in subdomain.criteria)
        mandatory = tuple(codes.index(code) for code in said.mandatory)
        made.append(Rule(subdomain.code, members, said.at_least, mandatory))
    return tuple(made)


def _enemies(items: Sequence[Item]) -> dict[str, frozenset[str]]:
    """Both ways: one of the two questions names the other."""
    pairs = {(item.code, other) for item in items for other in item.enemies}
    both = pairs | {(other, code) for code, other in pairs}
    return {code: frozenset(other for one, other in both if one == code) for code, _ in both}


def _groups(items: Sequence[Item]) -> NDArray[np.intp]:
    """Items whose blocks are the same stay together while they are asked; families draw their own texts."""
    keys = [None if item.family else _said(item.support) for item in items]
    numbers = {key: number for number, key in enumerate(sorted({key for key in keys if key and keys.count(key) > 1}))}
    return np.array([numbers.get(key, NO_GROUP) if key else NO_GROUP for key in keys], dtype=np.intp)


def _said(blocks: Sequence[Block]) -> str:
    return json.dumps([block_to_data(block) for block in blocks], sort_keys=True) if blocks else ""
