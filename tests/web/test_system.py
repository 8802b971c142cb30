"""The page that shows every part keeps the promises that all pages make."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "assessment" / "web" / "templates"
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture
def page(client: FlaskClient) -> Page:
    reply = client.get("/systeme")
    assert reply.status_code == 200
    return Page(reply.text)


def test_nothing_is_inline_so_the_strict_policy_holds(page: Page) -> None:
    attributes = {name for _, found in page.tags for name in found}
    assert not {name for name in attributes if name == "style" or name.startswith(("on", "hx-on"))}
    assert all(found.get("src") for tag, found in page.tags if tag == "script")
    assert "style" not in {tag for tag, _ in page.tags}


def test_a_name_is_given_once_and_every_reference_finds_its_target(page: Page) -> None:
    names = page.values("id")
    assert len(names) == len(set(names))
    wanted = {name for attribute in REFERENCES for value in page.values(attribute) for name in value.split()}
    assert wanted - set(names) == set()


def test_every_form_that_changes_something_carries_its_proof(client: FlaskClient) -> None:
    forms = re.findall(r'<form[^>]*method="post".*?</form>', client.get("/systeme").text, re.S)
    assert forms
    assert all('name="csrf_token"' in form for form in forms)


def test_the_settings_of_a_person_are_on_the_page_without_script(client: FlaskClient) -> None:
    client.set_cookie("display", "contrast.larger.wide")
    head = client.get("/systeme").text[:300]
    assert 'data-theme="contrast" data-text="larger" data-spacing="wide"' in head


def test_every_macro_is_in_the_handbook() -> None:
    names = re.findall(r"{%- set (\w+) =", (TEMPLATES / "ui" / "all.html").read_text(encoding="utf-8"))
    handbook = (ROOT / "docs" / "design-system.md").read_text(encoding="utf-8")
    assert [name for name in names if f"ui.{name}" not in handbook] == []


def test_no_template_writes_a_style_or_a_script() -> None:
    for template in sorted(TEMPLATES.rglob("*.html")):
        found = re.findall(
            r'\sstyle="|<style|<script(?![^>]*src=)|\son\w+="|hx-on', template.read_text(encoding="utf-8")
        )
        assert not found, template
