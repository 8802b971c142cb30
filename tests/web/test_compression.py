"""Style sheets and scripts travel compressed; pages never do; the first candidate page fits its budget."""

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessment.web import compression

WEB = Path(__file__).parents[2] / "assessment" / "web"
BUDGET = 60_000  # bytes, all included
ROOM_FOR_THE_PAGE = 20_000  # bytes kept for the HTML itself
CANDIDATE = (
    "vendor/htmx.min.js",
    *(f"js/{name}.js" for name in ("candidate", "queue", "listen", "ordering", "display", "print", "status")),
    *(f"css/{name}.css" for name in ("tokens", "base", "components", "candidate", "print")),
    "img/mark.svg",
)


@pytest.fixture
def browser() -> FlaskClient:
    app = Flask("pages", static_folder=str(WEB / "static"))
    app.add_url_rule("/page", "page", lambda: "a" * 5000)
    compression.install(app)
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
    return client


def fetch(browser: FlaskClient, name: str, **headers: str) -> TestResponse:
    """One static file, its handle closed."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return browser.get(f"/static/{name}", headers=named, buffered=True)


def test_a_style_sheet_is_sent_compressed_and_whole(browser: FlaskClient) -> None:
    reply = fetch(browser, "css/base.css")
    assert reply.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(reply.data) == (WEB / "static/css/base.css").read_bytes()
    assert "Accept-Encoding" in reply.headers["Vary"]


def test_a_browser_that_does_not_accept_it_gets_the_plain_file(browser: FlaskClient) -> None:
    reply = fetch(browser, "css/base.css", Accept_Encoding="identity")
    assert "Content-Encoding" not in reply.headers
    assert "Accept-Encoding" in reply.headers["Vary"]


def test_a_page_is_never_compressed(browser: FlaskClient) -> None:
    assert "Content-Encoding" not in browser.get("/page").headers


def test_an_unchanged_file_is_not_sent_again(browser: FlaskClient) -> None:
    tag = fetch(browser, "css/base.css").headers["ETag"]
    assert fetch(browser, "css/base.css", If_None_Match=tag).status_code == 304


def test_what_a_candidate_page_loads_leaves_room_for_the_page(browser: FlaskClient) -> None:
    sent = sum(len(fetch(browser, name).data) for name in CANDIDATE)
    assert sent <= BUDGET - ROOM_FOR_THE_PAGE


def test_every_script_of_a_candidate_page_is_counted_in_its_budget() -> None:
    loaded = {"candidate.js"}
    for name in ("candidate", "queue", "listen", "ordering", "display", "status"):
        source = (WEB / "static" / "js" / f"{name}.js").read_text(encoding="utf-8")
        loaded |= {line.split('"')[1].removeprefix("./") for line in source.splitlines() if line.startswith("import")}
    assert {f"js/{name}" for name in loaded} == {name for name in CANDIDATE if name.startswith("js/")}
