"""The settings of a running product, read once from the environment and checked all together."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assessment.errors import Faults
from assessment.messages import counted, message

LONGEST_KEPT = 3650  # days
SECRET_LENGTH = 32  # characters of the key that signs forms; shorter ones can be guessed


@dataclass(frozen=True)
class Config:
    """What the product needs to know of where it runs."""

    database_url: str
    secret_key: str
    public_url: str = "http://127.0.0.1:8000"
    bank_folder: Path = Path("itembank")
    # Proxies in front, whose word on the visitor's address is believed.
    trusted_proxies: int = 0
    # Tests and throw-away runs only: serve candidates on a database that may lose answers.
    unsafe_durability: bool = False
    # Days after which work that is over is deleted.
    jobs_kept_days: int = 90

    @property
    def https(self) -> bool:
        return self.public_url.startswith("https://")


def bank_folder() -> Path:
    """The shipped bank: beside the package in a checkout, or where ASSESSMENT_BANK says."""
    return Path(os.environ.get("ASSESSMENT_BANK", Path(__file__).resolve().parent.parent / "itembank"))


def read_config(environment: Mapping[str, str] = os.environ, instance: Path = Path("instance")) -> Config:
    """Settings from the environment; in a checkout, `instance/` holds the database and the secret key."""
    faults = Faults()
    secret = environment.get("SECRET_KEY") or _stored_secret(instance)
    if not secret:
        faults.add(
            "SECRET_KEY",
            message("rien"),
            message(
                "une clé secrète, ou le fichier %(instance)s/secret_key (assessment setup l'écrit)", instance=instance
            ),
        )
    elif len(secret) < SECRET_LENGTH:
        faults.add(
            "SECRET_KEY",
            counted("%(n)s caractère", "%(n)s caractères", len(secret)),
            message("%(secret_length)s caractères ou plus", secret_length=SECRET_LENGTH),
        )
    public_url = environment.get("PUBLIC_URL", Config.public_url).rstrip("/")
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        faults.add("PUBLIC_URL", public_url, message("une adresse telle que https://clea.exemple.fr"))
    database_url = environment.get("DATABASE_URL") or f"sqlite:///{(instance / 'assessment.db').resolve()}"
    if not database_url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        faults.add("DATABASE_URL", database_url.split(":")[0], message("sqlite:///… ou postgresql+psycopg://…"))
    proxies = environment.get("TRUSTED_PROXIES", "0")
    if not (proxies.isdecimal() and len(proxies) == 1):
        faults.add("TRUSTED_PROXIES", proxies, message("le nombre de serveurs mandataires devant le produit, de 0 à 9"))
    kept = environment.get("JOBS_KEPT_DAYS", str(Config.jobs_kept_days))
    if not (kept.isascii() and kept.isdecimal() and len(kept) < 5 and 1 <= int(kept) <= LONGEST_KEPT):
        faults.add("JOBS_KEPT_DAYS", kept, message("un nombre entier de 1 à %(most)s", most=LONGEST_KEPT))
    faults.raise_if_any(message("Réglages manquants ou faux."))
    return Config(
        database_url=database_url.replace("postgresql://", "postgresql+psycopg://", 1),
        secret_key=secret or "",
        public_url=public_url,
        bank_folder=bank_folder(),
        trusted_proxies=int(proxies),
        unsafe_durability=environment.get("UNSAFE_DURABILITY") == "1",
        jobs_kept_days=int(kept),
    )


def store_secret(instance: Path) -> None:
    """Write a new secret key once, readable by its owner only; an existing one stays."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))


def _stored_secret(instance: Path) -> str | None:
    path = instance / "secret_key"
    return path.read_text().strip() if path.exists() else None
