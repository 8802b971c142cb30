"""The variants of an item: one per seed when it has a family, itself otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.errors import Faults
from assessment.items.item import Item, item_from_data
from assessment.messages import message


def draw(item: Item, seed: str | int) -> Item:
    """The variant of this seed, always the same; raises InvalidInput when the pattern gives none."""
    if item.family is None:
        return item
    faults = Faults()
    data = item.family.filled(item.family.draw(str(seed)))
    variant = item_from_data(data, item.certificate, f"{item.code} (variante {seed})", faults)
    faults.raise_if_any(message("La famille %(code)s a donné une variante impossible.", code=item.code))
    assert variant is not None
    return variant


def sample(item: Item, count: int) -> Iterator[Item]:
    """`count` variants from successive seeds (one for an item without a family)."""
    return (draw(item, seed) for seed in range(count if item.family is not None else 1))
