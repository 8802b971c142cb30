"""Templates say messages wherever they meet them: alone, joined, in a sentence, in an attribute."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from flask_babel import Domain

from assessment.messages import Message, counted, message
from assessment.web.saying import everywhere, said
from tests.web.pseudo import Pseudo


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Domain, "get_translations", lambda self: Pseudo())


def render(app: Flask, template: str, **values: object) -> str:
    with app.test_request_context():
        return render_template_string(template, **values)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ one }}", "⟦vu <b>⟧"),
        ("{{ [one, 'a<b'] | join(', ') }}", "⟦vu <b>⟧, a<b"),
        ("{{ _('Ici : %(what)s', what=one) }}", "⟦Ici : ⟦vu <b>⟧⟧"),
        ("{{ ngettext('%(num)s fois, %(what)s', '', 1, what=one) }}", "⟦1 fois, ⟦vu <b>⟧⟧"),
        ("{{ (one | said) ~ ' !' }}", "⟦vu <b>⟧ !"),
        ("{{ {'title': one} | xmlattr }}", ' title="⟦vu <b>⟧"'),
    ],
)
def test_a_message_is_said_and_escaped(app: Flask, template: str, expected: str) -> None:
    shown = render(app, template, one=message("vu %(what)s", what="<b>"))
    assert shown == expected.replace("<", "&lt;").replace(">", "&gt;")


def test_data_is_left_as_it_is(app: Flask) -> None:
    with app.test_request_context():
        assert said("vu") == "vu"
        data = {message("nom"): ["Awa", counted("%(n)s fois", "%(n)s fois", 2)], "x": 1}
        assert everywhere(data) == {"⟦nom⟧": ["Awa", "⟦2 fois⟧"], "x": 1}
        assert not isinstance(said(message("vu")), Message)
