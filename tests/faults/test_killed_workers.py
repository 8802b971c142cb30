"""kill -9 of workers while candidates answer: what was acknowledged is there, once; and a server that lies is caught."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest

from assessment.app import create_app
from assessment.items.presentation import read
from assessment.services import bodies, checking, entry, files, sitting
from assessment.services.acting import CANDIDATE, Acting
from assessment.sittings.replay import Discrepancy
from assessment.sittings.sitting import Settings
from assessment.storage.database import db
from tests.conftest import config_for
from tests.faults.torture import Candidate, gunicorn, kill_workers

CLIENTS = 8
LONGEST = 400.0  # seconds, on the busiest machine; an idle one needs about fifteen
ANSWERS, KILLS = 300, 8
Invited = list[tuple[Acting, str]]


@pytest.fixture
def invited(database: str) -> Invited:
    """People with a long sitting each, begun, and the code of each."""
    app = create_app(config_for(database))
    with app.app_context():
        now, evaluator = datetime.now(UTC), bodies.acting_by_email("evaluator@exemple.fr")
        people = []
        for number in range(CLIENTS):
            file_id = files.open_file(evaluator, files.NewFile("socle", f"Amina{number}", "Diallo"), now)
            person = Acting(evaluator.body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)
            sitting.open_sitting(file_id, now, Settings(questions=250, seconds=100_000))
            entry.consent(person, False, now)
            sitting.go_on(person, now)
            people.append((person, files.invite(evaluator, file_id, now).code))
        close()
    return people


def close() -> None:
    db.session.remove()
    db.engine.dispose()


def torture(site: str, master: int, invited: Invited, goal: tuple[int, int]) -> list[Candidate]:
    """Everyone answers while workers are killed, until so many answers and kills; then the last acknowledgements."""
    clients = [Candidate(site, seed) for seed in range(len(invited))]
    for client, (_, code) in zip(clients, invited, strict=True):
        client.come_in(code)
    over = threading.Event()
    threads = [threading.Thread(target=client.answer_until, args=(over,)) for client in clients]
    for thread in threads:
        thread.start()
    killed = kill_workers(master, lambda: answers(clients), time.monotonic() + LONGEST, goal)
    over.set()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert (answers(clients) >= goal[0], killed >= goal[1]) == (True, True)
    return clients


def answers(clients: list[Candidate]) -> int:
    return sum(len(client.acknowledged) for client in clients)


def verdict(database: str, clients: list[Candidate], invited: Invited) -> list[Discrepancy]:
    """What the checker says, given what each browser was told."""
    app = create_app(config_for(database))
    with app.app_context():
        told = {}
        for client, (person, _) in zip(clients, invited, strict=True):
            own = sitting.own_sitting(person)
            told[own.id] = {key: meant(own, sent) for key, sent in client.acknowledged.items()}
        found = checking.check_all(told)
        close()
    return found


def meant(own: sitting.Sitting, sent: dict[str, str]) -> object:
    """The response that a form stands for, in canonical terms."""
    if sent["action"] == sitting.DONT_KNOW:
        return None
    shown = next(row for row in own.serves if row.token == sent["token"])
    return read(sitting.served_item(own, shown), {name: [value] for name, value in sent.items()})


@pytest.mark.both
def test_no_acknowledged_answer_is_lost_when_workers_are_killed(database: str, invited: Invited) -> None:
    with gunicorn(database) as (site, master):
        clients = torture(site, master, invited, (ANSWERS, KILLS))
    assert verdict(database, clients, invited) == []


def test_a_server_that_acknowledges_before_the_commit_is_caught(database: str, invited: Invited) -> None:
    with gunicorn(database, "tests.faults.early_reply:application()") as (site, master):
        clients = torture(site, master, invited, (60, 3))
    found = verdict(database, clients, invited)
    assert {one.invariant for one in found} == {"answers"}
    assert all("confirmée" in one.detail for one in found)
