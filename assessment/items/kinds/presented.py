"""What a page shows to collect an answer: plain records that hold no key and no telling identifier.

Each has a shape, which names the fragment that draws it: `web/templates/candidate/answers/_<shape>.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PresentedOption:
    """One option; `value` is its displayed position: '1', '2', ..."""

    value: str
    text: str


@dataclass(frozen=True)
class PresentedChoices:
    """Radio buttons, or boxes when `several`; all are sent under `field`."""

    shape: ClassVar[str] = "choices"
    options: tuple[PresentedOption, ...]
    several: bool
    field: str = "choice"


@dataclass(frozen=True)
class PresentedEntry:
    """One field to type in; `numeric` opens the keyboard of numbers."""

    shape: ClassVar[str] = "entry"
    numeric: bool
    unit: str | None = None
    field: str = "value"


@dataclass(frozen=True)
class PresentedElement:
    """One element to rank or to match: what is chosen is sent under `field` ('rank-1' for the first displayed)."""

    field: str
    text: str


@dataclass(frozen=True)
class PresentedRanking:
    shape: ClassVar[str] = "ranking"
    elements: tuple[PresentedElement, ...]


@dataclass(frozen=True)
class PresentedCell:
    """A cell of text, or a blank to fill: then `field` is its name and `label` says which cell it is."""

    text: str = ""
    field: str | None = None
    label: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class PresentedTable:
    shape: ClassVar[str] = "table"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[PresentedCell, ...], ...]


@dataclass(frozen=True)
class PresentedMatching:
    """One of the `choices` is to be chosen for each element; a choice may serve several times."""

    shape: ClassVar[str] = "matching"
    elements: tuple[PresentedElement, ...]
    choices: tuple[PresentedOption, ...]


@dataclass(frozen=True)
class PresentedPiece:
    """A piece of text, or a blank: then `field` is its name, `label` says where it is, `choices` are its words if any."""

    text: str = ""
    field: str | None = None
    label: str = ""
    numeric: bool = False
    choices: tuple[PresentedOption, ...] = ()


@dataclass(frozen=True)
class PresentedBlanks:
    shape: ClassVar[str] = "blanks"
    paragraphs: tuple[tuple[PresentedPiece, ...], ...]


@dataclass(frozen=True)
class PresentedZone:
    """A place on a picture, with its letter and the same place in words; `x`, `y` in units of the picture."""

    value: str
    letter: str
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class PresentedPlan:
    """A picture, `width` by `height` of its own units, with lettered zones of which one is to be chosen."""

    shape: ClassVar[str] = "plan"
    file: str
    alt: str
    width: int
    height: int
    zones: tuple[PresentedZone, ...]
    field: str = "choice"


@dataclass(frozen=True)
class PresentedControl:
    """A field of a mock-up, or a note to read when `field` is None; `start` is the value it holds at first."""

    type: str
    label: str
    field: str | None = None
    choices: tuple[PresentedOption, ...] = ()
    start: str = ""


@dataclass(frozen=True)
class PresentedScreen:
    """A mock-up of a window: `frame` says how it is drawn (mail, files, web)."""

    shape: ClassVar[str] = "screen"
    frame: str
    title: str
    address: str | None
    controls: tuple[PresentedControl, ...]


Presented = (
    PresentedChoices
    | PresentedEntry
    | PresentedRanking
    | PresentedTable
    | PresentedMatching
    | PresentedBlanks
    | PresentedPlan
    | PresentedScreen
)
