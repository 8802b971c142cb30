"""What a page shows to collect an answer: plain records that hold no key and no telling identifier."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PresentedOption:
    """One option; `value` is its displayed position: '1', '2', ..."""

    value: str
    text: str


@dataclass(frozen=True)
class PresentedChoices:
    """Radio buttons, or boxes when `several`; all are sent under `field`."""

    options: tuple[PresentedOption, ...]
    several: bool
    field: str = "choice"


@dataclass(frozen=True)
class PresentedEntry:
    """One field to type in; `numeric` opens the keyboard of numbers."""

    numeric: bool
    unit: str | None = None
    field: str = "value"


@dataclass(frozen=True)
class PresentedElement:
    """One element to rank: its number is sent under `field` ('rank-1' for the first displayed)."""

    field: str
    text: str


@dataclass(frozen=True)
class PresentedRanking:
    elements: tuple[PresentedElement, ...]
    ranks: tuple[str, ...]


@dataclass(frozen=True)
class PresentedCell:
    """A cell of text, or a blank to fill: then `field` is its name and `label` says which cell it is."""

    text: str = ""
    field: str | None = None
    label: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class PresentedTable:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[PresentedCell, ...], ...]


Presented = PresentedChoices | PresentedEntry | PresentedRanking | PresentedTable
