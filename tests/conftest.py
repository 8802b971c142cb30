"""What every test may ask for: an application on a fresh database, people of every role, a candidate's file."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from assessment.app import create_app
from assessment.config import Config, bank_folder
from assessment.services import bodies, files, releases
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.job_kinds import KINDS
from assessment.storage.database import db
from tests.postgres import Postgres
from tests.services.job_examples import EXAMPLES
from tests.services.judging_builders import Scene, signed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "une phrase de passe"
ROLES = ("evaluator", "trainer", "author", "reviewer", "jury", "administrator")


def pytest_addoption(parser: pytest.Parser) -> None:
    choices = ["all", "sqlite"]
    parser.addoption("--db", choices=choices, default="all", help="databases that service tests run on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" not in metafunc.fixturenames:
        return
    everywhere = "tests/services" in metafunc.definition.nodeid or metafunc.definition.get_closest_marker("both")
    both = everywhere and metafunc.config.getoption("db") == "all"
    metafunc.parametrize("database", ["sqlite", "postgres"] if both else ["sqlite"], indirect=True)


class Clock:
    """The product's clock in tests: stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture(autouse=True)
def logs_are_heard() -> Iterator[None]:
    """No test leaves one of our loggers silent: what it logs would be lost to those that follow."""
    yield
    known = logging.root.manager.loggerDict
    assert not [name for name in known if name.startswith("assessment") and logging.getLogger(name).disabled]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the schema and one body with the shipped bank, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    build_template(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The name of a PostgreSQL database that tests clone."""
    run_outside_transaction(postgres.url, "CREATE DATABASE template_body")
    build_template(postgres.url.replace("/postgres?", "/template_body?"))
    return "template_body"


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database for this test."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    run_outside_transaction(server.url, f"CREATE DATABASE one_test TEMPLATE {template} STRATEGY file_copy")
    yield server.url.replace("/postgres?", "/one_test?")
    run_outside_transaction(server.url, "DROP DATABASE one_test WITH (FORCE)")


@pytest.fixture
def app(database: str, clock: Clock) -> Iterator[Flask]:
    app = create_app(config_for(database), now=clock)
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.config["WTF_CSRF_ENABLED"] = False  # tests/web/test_security.py turns it on
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def body(app: Flask) -> str:
    """The id of the accredited body of the tests."""
    return bodies.find("Organisme des tests")


@pytest.fixture
def people(body: str) -> dict[str, Acting]:
    """One person per role of the body, and a stranger: an evaluator of another body."""
    other = bodies.find("Autre organisme")
    return {role: bodies.acting_by_email(f"{role}@exemple.fr") for role in ROLES} | {
        "stranger": bodies.acting_by_email("stranger@exemple.fr", other)
    }


@pytest.fixture
def sign_in(app: Flask) -> Callable[[FlaskClient, str], None]:
    """Signs a client in as the person of a role."""

    def enter(client: FlaskClient, role: str) -> None:
        answer = client.post("/connexion", data={"email": f"{role}@exemple.fr", "password": PASSWORD})
        assert answer.status_code == 302, answer.text

    return enter


@pytest.fixture
def file_id(people: dict[str, Acting], now: datetime) -> str:
    """A candidate's file opened by the evaluator."""
    details = files.NewFile(certificate="socle", first_name="Amina", last_name="Diallo")
    return files.open_file(people["evaluator"], details, now)


@pytest.fixture
def candidate(people: dict[str, Acting], file_id: str) -> Acting:
    """The person of `file_id`."""
    return Acting(people["evaluator"].body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)


@pytest.fixture
def signed_file(people: dict[str, Acting], file_id: str, now: datetime) -> str:
    """`file_id`, judged and signed by the evaluator, one criterion not acquired."""
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    return file_id


@pytest.fixture
def example_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kinds of work made for tests, known during this one."""
    for name, kind in EXAMPLES.items():
        monkeypatch.setitem(KINDS, name, kind)


def config_for(url: str) -> Config:
    return Config(database_url=url, secret_key="k" * 48, bank_folder=bank_folder())


def run_outside_transaction(url: str, command: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


def build_template(url: str) -> None:
    """Create the schema, the two bodies of the tests with their people, and the bank of the first."""
    app = create_app(config_for(url), now=Clock())
    with app.app_context():
        db.create_all()
        body = bodies.create("Organisme des tests", NOW)
        other = bodies.create("Autre organisme", NOW)
        for role in ROLES:
            bodies.add_account(
                body, bodies.NewAccount(role.title(), f"{role}@exemple.fr", PASSWORD, (real_role(role),)), NOW
            )
        bodies.add_account(other, bodies.NewAccount("Stranger", "stranger@exemple.fr", PASSWORD, ("evaluator",)), NOW)
        releases.install_bank(body, "socle", NOW)
        db.session.remove()
        db.engine.dispose()


def real_role(name: str) -> str:
    return "author" if name == "reviewer" else name
