"""The whole way in a real browser at 360 px, keyboard only: invitation, sitting, observation, judgement, signed file.

Two of the 108 judgements are made on their page; the others, which are the same page again, go straight to the rows.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assessment.services import calendar_fr, checking, signing, sitting, suggestions
from assessment.services.acting import CANDIDATE, Acting
from assessment.sittings.sitting import Settings
from assessment.storage.database import db
from tests.conftest import PASSWORD
from tests.journeys import steps
from tests.services.judging_builders import Scene, judge_all

pytestmark = pytest.mark.browser
QUESTIONS = 6
SEEN, LAST = "4.2.1", "7.4.5"


@pytest.mark.both
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_the_invitation_to_the_signed_file(
    browser: Browser, site: str, people: dict[str, Acting], javascript: bool
) -> None:
    evaluator, now = people["evaluator"], datetime.now().astimezone()
    with steps.phone(browser, javascript) as at_the_desk, steps.phone(browser, javascript) as at_home:
        desk, phone = at_the_desk.new_page(), at_home.new_page()
        file_id = open_file(desk, site)
        sitting.open_sitting(file_id, now, Settings(questions=QUESTIONS))  # a short one; the invitation keeps it
        code = invite(desk)
        candidate = Acting(evaluator.body_id, "Lina", frozenset({CANDIDATE}), file_id=file_id)
        take_the_sitting(phone, site, code, candidate)
        observe(desk, f"{site}/dossiers/{file_id}/criteres/{SEEN}")
        db.session.rollback()
        assert suggestions.for_file(file_id)[SEEN].observations == 1
        judge_all(Scene(evaluator, file_id, now), left_open=(SEEN, LAST))
        for criterion in (SEEN, LAST):
            judge(desk, f"{site}/dossiers/{file_id}/criteres/{criterion}")
        note_interview(desk, f"{site}/dossiers/{file_id}/bilan", calendar_fr.today(datetime.now().astimezone()))
        sign(desk, f"{site}/dossiers/{file_id}/signature", javascript)
        expect(desk.get_by_role("heading", level=1)).to_have_text("Dossier : Lina Bonnet")
        expect(desk.locator("main")).to_contain_text("Vu pendant l'atelier.")
    db.session.rollback()
    assert signing.signed(evaluator, file_id).number == 1
    assert checking.check_all() == []


def open_file(page: Page, site: str) -> str:
    """Sign in, open a file; its id."""
    page.goto(f"{site}/connexion")
    write(page, page.get_by_label("Adresse électronique"), "evaluator@exemple.fr")
    write(page, page.get_by_label("Mot de passe"), PASSWORD)
    page.keyboard.press("Enter")
    steps.press_on(page, page.get_by_role("link", name="Ouvrir un dossier").first)
    write(page, page.locator("[name=first_name]"), "Lina")
    write(page, page.locator("[name=last_name]"), "Bonnet")
    steps.press_on(page, steps.button(page, "Ouvrir le dossier"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lina Bonnet")
    return page.url.rsplit("/", 1)[1]


def invite(page: Page) -> str:
    """The personal code shown, once, on the invitation page."""
    page.reload()
    steps.press_on(page, page.locator("main form[action$='/invitation'] button").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Invitation pour Lina Bonnet")
    return page.locator(".code-shown").inner_text()


def take_the_sitting(page: Page, site: str, code: str, candidate: Acting) -> None:
    steps.come_in(page, site, code)
    steps.skip_trial(page, site)
    steps.press_on(page, steps.button(page, "Commencer"))
    assert steps.answer_everything(page, candidate, Random(3), lambda _: None) == QUESTIONS
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, Lina")


def observe(page: Page, address: str) -> None:
    page.goto(address)
    fold = page.locator("summary", has_text="Noter une observation")
    if not page.get_by_label("La personne sait le faire").is_visible():
        steps.press_on(page, fold)
    steps.choose(page, page.locator("[name=mastered]"), "yes")
    steps.choose(page, page.locator("[name=certainty]"), "often")
    write(page, page.locator("[name=note]"), "Vu pendant l'atelier.")
    steps.press_on(page, steps.button(page, "Noter l'observation"))
    expect(page.locator("main")).to_contain_text("Vu pendant l'atelier.")


def judge(page: Page, address: str) -> None:
    page.goto(address)
    steps.choose(page, page.locator("[name=decision]"), "acquired")
    write(page, page.locator("[name=reason]"), "Vu pendant l'atelier, sans aide.")
    steps.press_on(page, steps.button(page, "Enregistrer et continuer"))
    expect(page).not_to_have_url(re.compile(re.escape(address) + "$"))


def note_interview(page: Page, address: str, held_on: date) -> None:
    """A date typed with the keyboard, in the order this browser shows it."""
    page.goto(address)
    field = page.locator("[name=held_on]")
    for order in ("%m%d%Y", "%d%m%Y"):
        write(page, field, held_on.strftime(order))
        if field.input_value() == held_on.isoformat():
            break
        page.reload()
    steps.press_on(page, steps.button(page, "Noter la date"))
    expect(page.locator("[name=held_on]")).to_have_value(held_on.isoformat())


def sign(page: Page, address: str, javascript: bool) -> None:
    page.goto(address)
    name = "Signer en tant que Evaluator"
    steps.press_on(page, steps.button(page, name))
    if javascript:
        confirm = page.get_by_role("dialog").get_by_role("button", name=name)
        expect(confirm).to_be_visible()
        steps.press_on(page, confirm)


def write(page: Page, field: Locator, text: str) -> None:
    steps.tab_to(page, field)
    page.keyboard.type(text)
