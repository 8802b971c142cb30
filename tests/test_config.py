"""Settings: what is missing or wrong is said all at once, before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.config import read_config, store_secret
from assessment.errors import InvalidInput


def test_every_wrong_setting_is_named_in_one_message(tmp_path: Path) -> None:
    environment = {"SECRET_KEY": "court", "PUBLIC_URL": "clea", "DATABASE_URL": "mysql://x"}
    with pytest.raises(InvalidInput) as caught:
        read_config(environment, tmp_path)
    assert {fault.place for fault in caught.value.faults} == {"SECRET_KEY", "PUBLIC_URL", "DATABASE_URL"}


def test_a_missing_secret_says_which_command_makes_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="assessment setup"):
        read_config({}, tmp_path)


def test_the_stored_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    store_secret(tmp_path)
    first = read_config({}, tmp_path).secret_key
    store_secret(tmp_path)
    assert read_config({}, tmp_path).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_postgres_address_names_its_driver(tmp_path: Path) -> None:
    settings = {"SECRET_KEY": "k" * 40, "DATABASE_URL": "postgresql://a@b/c"}
    assert read_config(settings, tmp_path).database_url == "postgresql+psycopg://a@b/c"
