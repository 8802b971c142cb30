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
    for back in ("https://ailleurs.example/connexion", "//ailleurs.example", "//[", "/\\ailleurs.example", "/a\nb"):
        assert client.post("/affichage", data={"back": back}).headers["Location"] == "/"
    answer = client.post("/affichage", data={"back": "http://localhost/connexion?next=/jury"})
    assert answer.headers["Location"] == "/connexion?next=/jury"


def test_a_referrer_that_is_no_address_leads_home(client: FlaskClient) -> None:
    assert client.post("/affichage", headers={"Referer": "http://["}).headers["Location"] == "/"
