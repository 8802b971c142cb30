"""How Alembic reaches the application's database and schema."""

from __future__ import annotations

from alembic import context
from flask import current_app

from assessment.storage.database import Sentence, UtcDateTime, db

PLAIN = {UtcDateTime: "sa.DateTime()", Sentence: "sa.JSON()"}


def render(kind: str, thing: object, autogen_context: object) -> str | bool:
    """Migrations say plain column types: they must still run when our own types have moved."""
    return PLAIN.get(type(thing), False) if kind == "type" else False


def run() -> None:
    """Migrate in one transaction over the application's own engine."""
    with db.engine.connect() as connection:
        options = current_app.extensions["migrate"].configure_args
        context.configure(connection=connection, target_metadata=db.metadata, render_item=render, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
