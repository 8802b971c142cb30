"""Binds web, storage and settings into one Flask application; the only place that knows all three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from assessment.config import Config, read_config
from assessment.errors import RuleBroken
from assessment.messages import message
from assessment.storage import tables
from assessment.storage.database import check_durability, db
from assessment.web import access, browser, compression, errors, fragments, pages, security

__all__ = ["create_app", "tables"]

MIGRATIONS = Path(__file__).parent / "storage" / "migrations"
LARGEST_FORM = 1024 * 1024  # bytes; imports have their own limit
babel = Babel()
migrate = Migrate(render_as_batch=True, compare_type=True)


def clock() -> datetime:
    return datetime.now(UTC)


def create_app(config: Config | None = None, now: Callable[[], datetime] = clock) -> Flask:
    """The product, ready to serve. Raises when the database is not migrated or could lose an answer at first use."""
    config = config or read_config()
    app = Flask("assessment", static_folder="web/static", template_folder="web/templates")
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "hide_parameters": True},  # no personal value in a log
        PUBLIC_URL=config.public_url,
        BANK_FOLDER=config.bank_folder,
        UNSAFE_DURABILITY=config.unsafe_durability,
        CLOCK=now,
        JOBS_KEPT=timedelta(days=config.jobs_kept_days),
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # signs forms only; who is signed in is a row of web_session
        SESSION_COOKIE_NAME="__Host-assessment-form" if config.https else "assessment-form",
        WTF_CSRF_TIME_LIMIT=None,  # a form stays good as long as its session: sittings are long
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
        BABEL_TRANSLATION_DIRECTORIES=str(Path(__file__).parent / "web" / "translations"),
    )
    if config.trusted_proxies:
        known = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=known, x_proto=known, x_host=known)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    babel.init_app(app, locale_selector=lambda: "fr")
    fragments.htmx.init_app(app)
    for part in (browser, security, errors, pages, compression):
        part.install(app)
    app.before_request(access.refuse_strangers)
    access.check_every_page(app)
    return app


def serve_safely() -> Flask:
    """The application for a production server: refuses to start on an unmigrated or unsafe database."""
    app = create_app()
    with app.app_context():
        check_ready(app)
    return app


def check_ready(app: Flask) -> None:
    """Refuse a database that is not migrated to this version, or that could lose an acknowledged answer."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        if found != head:
            raise RuleBroken(
                message(
                    "La base n'est pas à jour (trouvé %(found)s, attendu %(head)s) : lancez « assessment db "
                    "upgrade », puis redémarrez.",
                    found=found or message("aucun schéma"),
                    head=head,
                )
            )
        if not app.config["UNSAFE_DURABILITY"]:
            check_durability(connection)
