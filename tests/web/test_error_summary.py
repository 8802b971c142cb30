"""What is to be looked at again is summed up above a form: each line names its field and leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

SignIn = Callable[[FlaskClient, str], None]
LINE = re.compile(r'<li><a href="#([^"]+)">([^<]*)</a></li>')
FORMS = [
    ("evaluator", "/dossiers/nouveau", {"birth_date": "demain"}, {"birth_date": "Date de naissance"}),
    (
        "evaluator",
        "/dossiers/nouveau",
        {"certificate": "autre"},
        {"first_name": "Prénom", "last_name": "Nom", "certificate": "Certificat"},
    ),
    (
        "evaluator",
        "/dossiers/{file}/criteres/1.2.1/observation",
        {},
        {"mastered": "Votre constat", "certainty": "Comment", "note": "Ce que vous avez vu ou lu"},
    ),
    ("evaluator", "/dossiers/{file}/criteres/1.2.1/decision", {}, {"decision": "Ce critère est"}),
    ("author", "/questions/nouvelle", {"certificat": "socle"}, {"criterion": "Critère", "kind": "Sorte de question"}),
    ("jury", "/jury/", {}, {"held_on": "Date", "members": "Membres"}),
    ("administrator", "/administration/personnes/nouvelle", {}, {"name": "Prénom et nom"}),
]


@pytest.mark.parametrize("form", FORMS)
def test_each_line_names_its_field_and_leads_to_it(
    client: FlaskClient, sign_in: SignIn, file_id: str, form: tuple[str, str, dict[str, str], dict[str, str]]
) -> None:
    role, address, sent, named = form
    sign_in(client, role)
    answer = client.post(address.format(file=file_id), data=sent)
    assert answer.status_code == 422
    lines = LINE.findall(answer.text)
    for field, label in named.items():
        (said,) = [text for name, text in lines if name == field]
        assert said.startswith(f"{label}\u00a0: ")
    assert all(f'id="{field}"' in answer.text for field, _ in lines)


def test_what_belongs_to_no_field_is_said_without_a_link(app: Flask) -> None:
    with app.test_request_context():
        shown = render_template_string('{% import "ui/all.html" as ui %}{{ ui.errors([("", "Trop tard.")]) }}')
    assert "<li>Trop tard.</li>" in shown
