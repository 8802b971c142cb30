"""How long an author's pages take on a bank of 21,000 questions: processor milliseconds of this process, best of five.

`python -m bench.author_pages [MORE]` builds the bank in a temporary SQLite database; each shipped question is copied until
there are MORE than shipped (20 000), as drafts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from assessment.app import create_app
from assessment.config import Config, bank_folder
from assessment.services import bodies, releases
from assessment.storage.database import Table, db, new_id
from assessment.storage.tables.bank import ItemRow, ItemVersion, difficulty_of, words_of

PASSWORD = "une phrase de passe"
PAGES = (
    "/questions/",
    "/questions/?texte=client&critere=2",
    "/questions/?etat=draft&sorte=number&niveau=difficile",
    "/questions/?page=400",
    "/questions/carte",
)
TIMES = 5
MOVED = (25, 100)  # questions moved together: those of a page, and many more


def grown(body_id: str, more: int, now: datetime) -> None:
    """`more` questions beside the shipped ones."""
    query = select(ItemRow, ItemVersion).join(ItemVersion, ItemVersion.item_id == ItemRow.id)
    shipped = [(row, version) for row, version in db.session.execute(query.where(ItemRow.body_id == body_id))]
    items, versions = [], []
    for number in range(more):
        row, version = shipped[number % len(shipped)]
        item_id, code = new_id(), f"{row.criterion}-{number + 1000}"
        data = version.data | {"code": code, "title": f"{version.title} {number}"}
        items.append(
            {"id": item_id, "body_id": body_id, "certificate": row.certificate, "code": code,
             "criterion": row.criterion, "created_at": now}
        )  # fmt: skip
        versions.append(
            {"id": new_id(), "item_id": item_id, "number": 1, "state": "draft", "data": data, "title": data["title"],
             "kind": version.kind, "words": words_of(data), "difficulty": difficulty_of(data), "edition": 1,
             "created_at": now, "changed_at": now}
        )  # fmt: skip
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(insert(ItemRow), items)
        connection.execute(insert(ItemVersion), versions)


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the processor, the shortest of some runs."""
    return min(timed(work) for _ in range(TIMES))


def moves(client: FlaskClient, drafts: list[str]) -> None:
    """Several questions retired together, looked at first, then put back."""
    sent = {"version": drafts, "choice": "retire"}
    took: dict[str, list[float]] = {"plan": [], "move": [], "undo": []}
    for _ in range(TIMES):
        took["plan"].append(timed(lambda: expected(client.post("/questions/deplacer", data=sent), 200)))
        start = time.process_time()
        given = {"choice": "retire", "versions": " ".join(drafts)}
        made = expected(client.post("/questions/deplacements", data=given), 303)
        took["move"].append(1000 * (time.process_time() - start))
        back = f"{made.headers['Location']}/annuler"
        start = time.process_time()
        expected(client.post(back), 303)
        took["undo"].append(1000 * (time.process_time() - start))
    for name, each in took.items():
        print(f"{f'{name} {len(drafts)} questions':54} {min(each):7.0f} ms")


def expected(answer: TestResponse, status: int) -> TestResponse:
    if answer.status_code != status:
        raise SystemExit(f"{answer.request.path}: {answer.status_code}")
    return answer


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def measure(app: Flask, more: int) -> None:
    now = datetime.now(UTC)
    with app.app_context():
        Table.metadata.create_all(db.engine)
        body_id = bodies.create("Organisme des mesures", now)
        account = bodies.NewAccount("Nadège", "author@exemple.fr", PASSWORD, ("author",))
        bodies.add_account(body_id, account, now)
        releases.install_bank(body_id, "socle", now)
        grown(body_id, more, now)
    client = app.test_client()
    client.post("/connexion", data={"email": "author@exemple.fr", "password": PASSWORD})
    for page in PAGES:
        expected(client.get(page), 200)
        print(f"{page:54} {best(partial(client.get, page)):7.0f} ms")
    with app.app_context():
        query = select(ItemVersion.id).where(ItemVersion.state == "draft").limit(max(MOVED))
        drafts = list(db.session.scalars(query))
    draft = f"/questions/versions/{drafts[0]}/brouillon"
    print(f"{'a draft, with its neighbours':54} {best(partial(client.get, draft)):7.0f} ms")
    for count in MOVED:
        moves(client, drafts[:count])


def main() -> None:
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.db'}"
        app = create_app(Config(database_url=address, secret_key="k" * 48, bank_folder=bank_folder()))
        app.config["WTF_CSRF_ENABLED"] = False
        measure(app, more)


if __name__ == "__main__":
    main()
