"""What a bank holds: how many questions per criterion, of which kinds, at which difficulties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assessment.items.item import Item


@dataclass(frozen=True)
class Coverage:
    """The questions of one criterion, counted."""

    certificate: str
    criterion: str
    items: int
    families: int
    kinds: tuple[tuple[str, int], ...]
    easiest: float
    hardest: float
    seconds: int


def coverage(items: Iterable[Item]) -> list[Coverage]:
    """One line per criterion that has questions, in the order of codes."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.certificate, item.criterion), []).append(item)
    return [counted(key, groups[key]) for key in sorted(groups, key=lambda key: (key[0], code_order(key[1])))]


def counted(key: tuple[str, str], items: list[Item]) -> Coverage:
    difficulties = [item.difficulty.value for item in items]
    return Coverage(
        certificate=key[0],
        criterion=key[1],
        items=len(items),
        families=sum(item.family is not None for item in items),
        kinds=tuple(sorted(Counter(item.kind for item in items).items())),
        easiest=min(difficulties),
        hardest=max(difficulties),
        seconds=sum(item.seconds for item in items),
    )


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """2.1.10 after 2.1.9, and letters after numbers."""
    return tuple((int(part), "") if part.isdigit() else (10**6, part) for part in code.split("."))
