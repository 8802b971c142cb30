"""The page without a network names nobody, and its worker changes when the page does."""

from __future__ import annotations

import json
import re

from flask.testing import FlaskClient


def script(client: FlaskClient) -> str:
    answer = client.get("/parcours-hors-ligne.js")
    assert answer.mimetype == "text/javascript"
    return answer.text


def constant(text: str, name: str) -> object:
    found = re.search(rf"const {name} = (.*);", text)
    assert found
    return json.loads(found[1])


def test_every_file_the_worker_keeps_is_there(client: FlaskClient) -> None:
    files = constant(script(client), "FILES")
    assert isinstance(files, list)
    assert {path: client.get(path).status_code for path in files} == dict.fromkeys(files, 200)


def test_the_page_without_a_network_uses_only_what_the_worker_keeps(client: FlaskClient) -> None:
    page, files = client.get("/hors-ligne").text, constant(script(client), "FILES")
    assert isinstance(files, list)
    used = re.findall(r'(?:src|href)="(/static/[^"?]+)', page)
    assert set(used) - {"/static/css/print.css"} <= set(files)


def test_the_page_without_a_network_holds_no_form_and_no_name(client: FlaskClient) -> None:
    page = client.get("/hors-ligne").text
    assert "<form" not in page
    assert "csrf" not in page


def test_another_page_gives_another_worker(client: FlaskClient) -> None:
    before = constant(script(client), "CACHE")
    assert constant(script(client), "CACHE") == before
    client.set_cookie("display", "dark.large.normal")
    assert constant(script(client), "CACHE") != before
