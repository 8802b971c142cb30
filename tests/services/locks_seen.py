"""Which rows are locked, and in which order: a ring of two orders is a deadlock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Select, event
from sqlalchemy.orm import ORMExecuteState

from assessment.storage.database import db


@contextmanager
def locks() -> Iterator[list[str]]:
    """The tables whose rows are locked, in the order they are."""
    found: list[str] = []

    def see(state: ORMExecuteState) -> None:
        if isinstance(state.statement, Select) and state.statement._for_update_arg is not None:
            found.append(str(state.statement.get_final_froms()[0]))

    event.listen(db.session, "do_orm_execute", see)
    yield found
    event.remove(db.session, "do_orm_execute", see)
