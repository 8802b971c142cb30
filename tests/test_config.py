"""Settings: what is missing or wrong is said all at once, before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import request

from assessment.app import create_app
from assessment.config import Config, read_config, store_secret
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


@pytest.mark.parametrize("days", ["0", "-3", "3651", "trois", "", "²"])
def test_jobs_are_kept_a_sensible_time(tmp_path: Path, days: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_config({"SECRET_KEY": "k" * 40, "JOBS_KEPT_DAYS": days}, tmp_path)
    assert [fault.place for fault in caught.value.faults] == ["JOBS_KEPT_DAYS"]
    assert read_config({"SECRET_KEY": "k" * 40, "JOBS_KEPT_DAYS": "30"}, tmp_path).jobs_kept_days == 30


def test_a_postgres_address_names_its_driver(tmp_path: Path) -> None:
    settings = {"SECRET_KEY": "k" * 40, "DATABASE_URL": "postgresql://a@b/c"}
    assert read_config(settings, tmp_path).database_url == "postgresql+psycopg://a@b/c"


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_a_visitor_s_address_is_believed_from_as_many_proxies_as_said(proxies: int, seen: str) -> None:
    app = create_app(Config("sqlite://", "k" * 48, trusted_proxies=proxies))
    app.add_url_rule("/sante/adresse", "health.address", lambda: str(request.remote_addr))
    answer = app.test_client().get("/sante/adresse", headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.text == seen


def test_an_absurd_number_of_proxies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="Réglages"):
        read_config({"SECRET_KEY": "k" * 40, "TRUSTED_PROXIES": "beaucoup"}, tmp_path)
