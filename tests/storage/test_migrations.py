"""The migrations and the tables say the same schema, on both databases, upwards and downwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from assessment.app import MIGRATIONS, create_app
from assessment.storage import jobs
from assessment.storage.database import db
from tests.conftest import config_for, run_outside_transaction
from tests.postgres import Postgres

MOMENT = "'2026-11-22 10:00:00'"
JOB_OF_0006 = [
    f"INSERT INTO body (id, name, demonstration, settings, created_at) VALUES ('b', 'Un', false, '{{}}', {MOMENT})",
    "INSERT INTO account (id, body_id, email, name, password_hash, active, must_change, created_at) "
    f"VALUES ('a', 'b', 'a@b.fr', 'Ada', '', true, false, {MOMENT})",
    "INSERT INTO job (id, body_id, kind, spec, seed, code_version, asked_by, asked_at, state, cancel_asked, done, total, "
    "says, tries, ended_at, error, error_reference) VALUES ('j', 'b', 'study', '{}', 1, '', 'a', "
    f"{MOMENT}, 'failed', false, 3, 5, 'Étape 3 : l''égalité', 1, {MOMENT}, 'La banque est vide.', '')",
]


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


def test_sentences_of_jobs_survive_the_change_of_their_type(empty_app: Flask) -> None:
    upgrade(directory=str(MIGRATIONS), revision="0006")
    with db.engine.begin() as connection:
        for statement in JOB_OF_0006:
            connection.execute(text(statement))
    upgrade(directory=str(MIGRATIONS))
    job = jobs.find(db.session(), "j")
    assert (job.says, job.error) == ("Étape 3 : l'égalité", "La banque est vide.")
    db.session.rollback()
    downgrade(directory=str(MIGRATIONS), revision="0006")
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT says FROM job")) == "Étape 3 : l'égalité"


def names_after_0007(called: Mapping[str, str]) -> Sequence[str]:
    """Names of the bodies of a database of 0007, by their keys, once it is of today."""
    upgrade(directory=str(MIGRATIONS), revision="0007")
    with db.engine.begin() as connection:
        for key, name in called.items():
            connection.execute(
                text(
                    "INSERT INTO body (id, name, demonstration, settings, created_at) "
                    f"VALUES ('{key}', '{name}', false, '{{}}', {MOMENT})"
                )
            )
    upgrade(directory=str(MIGRATIONS))
    with db.engine.connect() as connection:
        return connection.scalars(text("SELECT name FROM body ORDER BY id")).all()


def test_bodies_that_shared_a_name_get_a_number(empty_app: Flask) -> None:
    names = names_after_0007({"b1": "Un", "b2": "Un", "b3": "Un (2)", "b4": "Un"})
    assert names == ["Un", "Un (3)", "Un (2)", "Un (4)"]


def test_a_name_as_long_as_its_column_keeps_room_for_the_number(empty_app: Flask) -> None:
    names = names_after_0007(dict.fromkeys(("b1", "b2", "b3"), "n" * 200))
    assert names == ["n" * 200, "n" * 196 + " (2)", "n" * 196 + " (3)"]
