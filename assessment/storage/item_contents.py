"""The latest wording of many questions at once, whole: what an import compares with and what an export writes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from assessment.storage.items import Wanted, filtered
from assessment.storage.tables.bank import ItemRow, ItemVersion


@dataclass(frozen=True)
class Latest:
    """The newest version of a question with its mapping."""

    item_id: str
    version_id: str
    certificate: str
    code: str
    number: int
    state: str
    edition: int
    data: dict[str, Any]
    media: dict[str, str] | None = None  # frozen when it left its author: name -> hash

    @property
    def stamp(self) -> str:
        """Changes whenever the wording does."""
        return f"{self.version_id}.{self.edition}"


def latest(session: Session, body_id: str, wanted: Wanted, codes: Collection[str] | None = None) -> list[Latest]:
    """The latest version of every question wanted, by code; of those of `codes` only, when it is given."""
    columns = [
        ItemRow.id,
        ItemVersion.id,
        ItemRow.certificate,
        ItemRow.code,
        ItemVersion.number,
        ItemVersion.state,
        ItemVersion.edition,
        ItemVersion.data,
        ItemVersion.media,
    ]
    query = filtered(body_id, wanted, columns).order_by(ItemRow.code)
    rows = session.execute(query if codes is None else query.where(ItemRow.code.in_(codes)))
    return [Latest(*row) for row in rows]
