"""The registry of the kinds of questions. A new kind is one file here and one line below."""

from __future__ import annotations

from typing import Any

from assessment.items.kinds.fill_blanks import FillBlanks
from assessment.items.kinds.fill_table import FillTable
from assessment.items.kinds.kind import Kind
from assessment.items.kinds.matching import Matching
from assessment.items.kinds.number import Number
from assessment.items.kinds.ordering import Ordering
from assessment.items.kinds.placing import Placing
from assessment.items.kinds.several_choices import SeveralChoices
from assessment.items.kinds.short_text import ShortText
from assessment.items.kinds.single_choice import SingleChoice
from assessment.items.kinds.situational import Situational
from assessment.items.kinds.task import Task

ALL: tuple[Kind[Any], ...] = (
    SingleChoice(),
    SeveralChoices(),
    Number(),
    ShortText(),
    Ordering(),
    FillTable(),
    FillBlanks(),
    Matching(),
    Placing(),
    Situational(),
    Task(),
)
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in ALL}
