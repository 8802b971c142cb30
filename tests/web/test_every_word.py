"""Every word on a page goes through gettext, or is data: all pages of all roles, read in a marked language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest
from flask.testing import FlaskClient
from flask_babel import Domain

from assessment.items.kinds import KINDS
from assessment.review.judgement import Verdict
from assessment.review.reliability import Seen
from assessment.services import files, judging, jury, observing, planning, sitting
from assessment.services.acting import Acting
from assessment.services.item_search import Wanted, find
from assessment.sittings.sitting import Settings
from tests.services.judging_builders import Scene, ready_to_sign, signed
from tests.sittings.playing import answer_all, begun
from tests.web.candidate_steps import agree, begin, enter, form_for, has_question, hidden
from tests.web.pseudo import Pseudo
from tests.web.visitor import WRONG, Visitor

SignIn = Callable[[FlaskClient, str], None]
People = dict[str, Acting]
DESKS = {
    "evaluator": ["/dossiers/", "/dossiers/?vue=all", "/dossiers/rien"],
    "trainer": ["/stagiaires/"],
    "jury": ["/jury/"],
    "administrator": ["/administration/"],
    "author": ["/questions/", "/questions/?certificat=numerique"],
}


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Domain, "get_translations", lambda self: Pseudo())


@pytest.fixture
def busy_body(people: People, file_id: str, candidate: Acting, now: datetime) -> str:
    """A file answered and judged in part; one ready to sign; one signed and decided by a jury, with a final one."""
    evaluator = people["evaluator"]
    begun(candidate, now, Settings(questions=8))
    answer_all(candidate, now, Random(3))
    observing.observe(evaluator, file_id, Seen("1.2.1", "yes", "once", "Décrit son poste."), now)
    judging.judge(evaluator, file_id, Verdict("1.2.1", "not_acquired", "Trop peu de mots du métier."), now)
    planning.add_objective(evaluator, file_id, planning.Objective("1.2", "Dire son métier.", 7), now)
    planning.choose_trainer(evaluator, file_id, people["trainer"].who, now)
    for name in ("Bruno", "Chloé"):
        other = files.open_file(evaluator, files.NewFile("socle", name, "Petit", None, ("large_text",)), now)
        scene = Scene(evaluator, other, now)
        ready_to_sign(scene, but=("2.1.1",)) if name == "Bruno" else signed(scene, but=("2.1.1",))
    files.open_final(evaluator, other, now)
    jury.open_session(people["jury"], jury.NewSession(now.date(), "Mme Petit, employeurs"), now)
    return file_id


@pytest.mark.parametrize("role", DESKS)
def test_every_word_on_a_desk_is_looked_up_or_data(
    client: FlaskClient, sign_in: SignIn, busy_body: str, role: str
) -> None:
    sign_in(client, role)
    visitor = Visitor(client)
    visitor.go("/", *DESKS[role], "/compte/mot-de-passe", f"/dossiers/{busy_body}", "/nulle-part")
    visitor.send_forms()
    assert len(visitor.seen) > 5
    assert not visitor.found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_word_on_a_question_and_its_draft_is_looked_up_or_data(
    client: FlaskClient, sign_in: SignIn, people: People, kind: str
) -> None:
    sign_in(client, "author")
    visitor = Visitor(client)
    line = find(people["author"], Wanted("socle", kind=kind)).lines[0]
    visitor.go(f"/questions/{line.item_id}", f"/questions/versions/{line.version_id}/apercu")
    visitor.send(f"/questions/{line.item_id}/modifier", {})
    visitor.send_forms()
    assert not visitor.found


def test_every_word_on_a_move_of_several_questions_is_looked_up_or_data(
    client: FlaskClient, sign_in: SignIn, people: People
) -> None:
    sign_in(client, "author")
    visitor = Visitor(client)
    ids = [line.version_id for line in find(people["author"], Wanted("socle")).lines[:2]]
    for choice in ("retire", "submit"):
        visitor.read(client.post("/questions/deplacer", data={"version": ids, "choice": choice}), choice)
    made = client.post("/questions/deplacements", data={"versions": " ".join(ids), "choice": "retire"})
    visitor.go(made.headers["Location"])
    visitor.send(f"{made.headers['Location']}/annuler", {})
    assert not visitor.found


def test_every_word_a_candidate_reads_is_looked_up_or_data(
    client: FlaskClient, people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now, questions=14)
    visitor = Visitor(client)
    visitor.go("/parcours", "/parcours/accord", *(f"/parcours/essai/{number}" for number in range(1, 11)))
    visitor.send("/parcours/accord", {})
    agree(client)
    begin(client)
    for turn in range(40):
        page = client.get("/parcours/question")
        visitor.read(page, f"question {turn}")
        if not has_question(page.text):
            visitor.send("/parcours/continuer", {})
            continue
        token = {"token": hidden(page.text, "token"), "key": hidden(page.text, "key"), "action": "answer"}
        for wrong in ({}, {"value": WRONG * 500, "choice": WRONG}):
            visitor.send("/parcours/question", token | wrong)
        visitor.send("/parcours/question", form_for(candidate, page.text, turn % 2 == 0, Random(turn)))
    assert not visitor.found


def test_every_word_from_a_pause_to_the_outcome_is_looked_up_or_data(
    client: FlaskClient, people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    begin(client)
    visitor = Visitor(client)
    for path in ("/parcours/pause", "/parcours/continuer", "/parcours/question"):
        visitor.send(path, {})
    visitor.go("/parcours/arreter", "/parcours/mes-donnees")
    sitting.stop(candidate, now)
    for path in ("/parcours/question", "/parcours/pause", "/parcours/mes-donnees/effacement"):
        visitor.send(path, {"key": "k" * 16, "token": "t"})
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    visitor.seen.clear()
    visitor.go("/parcours", "/parcours/fin", "/parcours/bilan")
    assert not visitor.found


def test_every_word_at_the_door_is_looked_up_or_data(client: FlaskClient) -> None:
    visitor = Visitor(client)
    visitor.go("/", "/connexion", "/entrer/FAUX", "/parcours", "/dossiers/", "/nulle-part")
    for _ in range(6):  # the last ones are refused for coming too often
        visitor.send("/connexion", {"email": WRONG, "password": WRONG})
        visitor.send("/entrer", {"code": WRONG})
    visitor.read(client.get("/connexion", data={"x": "\0"}), "GET with a null character")
    visitor.read(client.post("/"), "POST to a page that is read")
    visitor.read(client.post("/connexion", data={"file": "x" * 2_000_000}), "POST too large")
    assert not visitor.found


def test_a_sentence_that_is_not_looked_up_is_found(
    client: FlaskClient, sign_in: SignIn, busy_body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.review.dossier.message", lambda text, **values: text % values if values else text)
    sign_in(client, "evaluator")
    visitor = Visitor(client)
    visitor.go(f"/dossiers/{busy_body}")
    assert any("L'entretien a eu lieu" in text for text in visitor.found)
