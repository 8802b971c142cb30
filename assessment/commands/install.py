"""`assessment setup` and `assessment serve`: from an empty folder to a served product."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask_migrate import upgrade

from assessment.app import create_app
from assessment.commands.serving import Background, Server
from assessment.config import store_secret
from assessment.services import bodies, demonstration, releases
from assessment.storage.database import writing

WORKERS = 2


@click.command("setup")
@click.option("--demonstration", "with_demonstration", is_flag=True, help="Add an invented body with people and files.")
@click.option("--body", help="Name of the accredited body to create.")
@click.option("--email", help="Address of its first administrator.")
@click.option("--password", help="Password of its first administrator.")
def setup(with_demonstration: bool, body: str | None, email: str | None, password: str | None) -> None:
    """Make the secret key and the database, and give bodies the certificates shipped since.

    Then add the demonstration body, or a real one with its administrator.
    """
    store_secret(Path("instance"))
    app = create_app()
    with app.app_context():
        upgrade(directory=str(app.extensions["migrate"].directory))
        for name, certificate in releases.install_missing_banks(datetime.now(UTC)):
            click.echo(f"« {name} » reçoit les questions livrées du certificat {certificate}.")
        if with_demonstration and not demonstration.exists():
            install_demonstration()
        if body:
            install_body(body, email, password)


def install_demonstration() -> None:
    """Build the demonstration body, with a progress bar."""
    click.echo("Préparation de l'organisme de démonstration (une seule fois).")
    with click.progressbar(length=demonstration.STEPS, label="Démonstration") as bar:
        demonstration.build(datetime.now(UTC), lambda: bar.update(1))


def install_body(name: str, email: str | None, password: str | None) -> None:
    """A real body with its first administrator and the shipped bank: all of it, or nothing."""
    email = email or click.prompt("Adresse de l'administrateur")
    password = password or click.prompt("Mot de passe", hide_input=True, confirmation_prompt=True)
    now = datetime.now(UTC)
    with writing():
        body = bodies.create(name, now)
        bodies.add_account(body, bodies.NewAccount("Administrateur", email, password, ("administrator",)), now)
        for certificate in releases.shipped_certificates():
            releases.install_bank(body, certificate, now)
    click.echo(f"« {name} » est prêt ; connectez-vous avec {email}.")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=WORKERS, show_default=True, help="Processes that answer.")
@click.option("--no-worker", is_flag=True, help="Without the process that does the work outside requests.")
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the product with a production server, and do the work outside requests beside it."""
    click.echo(f"http://{host}:{port}")
    Server((host, port), workers, Background(wanted=not no_worker)).run()
