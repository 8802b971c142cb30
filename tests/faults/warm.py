"""The product as the kill test serves it: every release is read before the workers are made, so that a new one is ready."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from assessment.app import create_app
from assessment.services.measures import pool_for
from assessment.storage.database import db
from assessment.storage.tables.bank import BankRelease


def application() -> Flask:
    app = create_app()
    with app.app_context():
        for release_id in db.session.scalars(select(BankRelease.id)).all():
            pool_for(release_id)
        db.session.remove()
        db.engine.dispose()  # a connection belongs to one process
    return app
