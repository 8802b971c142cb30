"""`assessment db`: bring the database to the schema of this version."""

from __future__ import annotations

import click
from flask_migrate import upgrade

from assessment.app import create_app


@click.group("db")
def database() -> None:
    """The database's schema."""


@database.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to the schema of this version; its rows stay."""
    app = create_app()
    with app.app_context():
        upgrade(directory=str(app.extensions["migrate"].directory))
    click.echo("La base est à jour.")
