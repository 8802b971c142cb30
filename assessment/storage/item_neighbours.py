"""The questions of the same criterion as one, to compare a draft with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from assessment.storage.items import ItemRecord
from assessment.storage.tables.bank import ItemRow, ItemVersion


@dataclass(frozen=True)
class Beside:
    """A version of another question of the criterion."""

    item_id: str
    code: str
    number: int
    state: str
    title: str
    data: dict[str, Any]


def beside(session: Session, item: ItemRecord) -> list[Beside]:
    """The latest version of each other question of the criterion, and the one in use; what is retired is left out."""
    newer = aliased(ItemVersion)
    superseded = exists().where(newer.item_id == ItemRow.id, newer.number > ItemVersion.number)
    query = (
        select(ItemRow.id, ItemRow.code, ItemVersion.number, ItemVersion.state, ItemVersion.title, ItemVersion.data)
        .join(ItemVersion, ItemVersion.item_id == ItemRow.id)
        .where(ItemRow.body_id == item.body_id, ItemRow.certificate == item.certificate)
        .where(ItemRow.criterion == item.criterion, ItemRow.id != item.id)
        .where(ItemVersion.state != "retired", (ItemVersion.state == "in_use") | ~superseded)
        .order_by(ItemRow.code, ItemVersion.number.desc())
    )
    return [Beside(*row) for row in session.execute(query)]
