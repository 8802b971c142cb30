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
from sqlalchemy import insert, select

from assessment.app import create_app
from assessment.config import Config, bank_folder
from assessment.services import bodies, releases
from assessment.storage.database import Table, db, new_id
from assessment.storage.tables.bank import ItemRow, ItemVersion, difficulty_of, words_of

PASSWORD = "une phrase de passe"
PAGES = ("/questions/", "/questions/?texte=client&critere=2", "/questions/?page=400", "/questions/carte")
TIMES = 5


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
    took = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        took.append(1000 * (time.process_time() - start))
    return min(took)


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
        answer = client.get(page)
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")
        print(f"{page:40} {best(partial(client.get, page)):7.0f} ms")
    with app.app_context():
        draft = db.session.scalars(select(ItemVersion.id).where(ItemVersion.state == "draft")).first()
    print(
        f"{'a draft, with its neighbours':40} {best(lambda: client.get(f'/questions/versions/{draft}/brouillon')):7.0f} ms"
    )


def main() -> None:
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'bench.db'}"
        app = create_app(Config(database_url=address, secret_key="k" * 48, bank_folder=bank_folder()))
        app.config["WTF_CSRF_ENABLED"] = False
        measure(app, more)


if __name__ == "__main__":
    main()
