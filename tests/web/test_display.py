"""Display settings live in a cookie, need no script, and never lead off the site."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_a_choice_is_kept_and_shown(client: FlaskClient) -> None:
    client.post("/affichage", data={"text": "larger", "theme": "contrast"})
    page = client.get("/connexion").text
    assert 'data-text="larger"' in page
    assert 'data-theme="contrast"' in page


def test_an_absurd_choice_changes_nothing(client: FlaskClient) -> None:
    client.post("/affichage", data={"text": "<script>"})
    page = client.get("/connexion").text
    assert "data-text" not in page.split("<body")[0]
    assert "<script>" not in page


def test_the_way_back_stays_on_this_site(client: FlaskClient) -> None:
    answer = client.post("/affichage", data={"back": "https://ailleurs.example/connexion"})
    assert answer.headers["Location"] == "/connexion"
    assert client.post("/affichage", data={"back": "//ailleurs.example"}).headers["Location"] == "/"
