"""The migrations and the tables say the same schema, on both databases, upwards and downwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect

from assessment.app import MIGRATIONS, check_ready, create_app
from assessment.errors import RuleBroken
from assessment.storage.database import db
from tests.conftest import config_for, run_outside_transaction
from tests.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgres"])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "postgres" and request.config.getoption("db") == "sqlite":
        request.param = "sqlite"
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        run_outside_transaction(server.url, "CREATE DATABASE empty_one")
        url = server.url.replace("/postgres?", "/empty_one?")
    app = create_app(config_for(url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgres":
        run_outside_transaction(server.url, "DROP DATABASE empty_one WITH (FORCE)")


def test_migrations_lead_to_the_tables(empty_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    check(directory=str(MIGRATIONS))
    assert set(inspect(db.engine).get_table_names()) == {*db.metadata.tables, "alembic_version"}


def test_migrations_can_be_undone(empty_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS))
    downgrade(directory=str(MIGRATIONS), revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_an_unmigrated_database_is_refused_with_the_command_to_run(empty_app: Flask) -> None:
    with pytest.raises(RuleBroken, match="assessment db upgrade"):
        check_ready(empty_app)
