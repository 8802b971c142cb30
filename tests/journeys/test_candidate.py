"""A candidate's whole way in a real browser: a phone 360 px wide, the keyboard only, with and without JavaScript."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.services import checking, files, sitting
from assessment.services.acting import Acting
from assessment.services.sample_questions import SAMPLES
from assessment.sittings.sitting import Settings, Sitting, Status
from assessment.storage.database import db
from tests.journeys import steps

pytestmark = pytest.mark.browser
QUESTIONS = 8
TRIALS = [f"essai/{number}" for number in range(1, len(SAMPLES) + 1)]


@pytest.fixture
def code(people: dict[str, Acting], file_id: str, now: datetime) -> str:
    """The personal code of a person invited to a short sitting."""
    sitting.open_sitting(file_id, now, Settings(questions=QUESTIONS))
    return files.invite(people["evaluator"], file_id, now).code


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_the_code_to_the_end_with_the_keyboard(
    browser: Browser, site: str, code: str, candidate: Acting, javascript: bool
) -> None:
    with steps.phone(browser, javascript) as context:
        page = context.new_page()
        steps.come_in(page, site, code)
        steps.skip_trial(page, site)
        steps.press_on(page, steps.button(page, "Commencer"))
        met = steps.answer_everything(page, candidate, Random(7), fits)
        expect(page.get_by_role("heading", level=1)).to_have_text("Merci, Amina")
    own = finished(candidate)
    assert met == len(own.answers) == QUESTIONS
    assert own.status is Status.ENDED
    assert checking.check_all() == []


def test_every_page_of_a_candidate_is_accessible(browser: Browser, site: str, code: str, candidate: Acting) -> None:
    found: dict[str, list[str]] = {}

    def look(page: Page) -> None:
        if wrong := steps.violations(page):
            found.setdefault(page.title(), wrong)

    with steps.phone(browser) as context:
        page = context.new_page()
        for path in ("", f"/entrer/{code}"):
            page.goto(site + path)
            look(page)
        steps.come_in(page, site, code)
        for path in ("deroulement", "accord", *TRIALS, "arreter", "mes-donnees"):
            page.goto(f"{site}/parcours/{path}")
            look(page)
        page.goto(f"{site}/parcours")
        steps.button(page, "Commencer").click()
        steps.answer_everything(page, candidate, Random(3), look)
    assert found == {}


def test_a_pause_on_one_device_is_resumed_on_another(browser: Browser, site: str, code: str, candidate: Acting) -> None:
    with steps.phone(browser) as first:
        page = first.new_page()
        steps.come_in(page, site, code)
        steps.skip_trial(page, site)
        steps.press_on(page, steps.button(page, "Commencer"))
        steps.answer_one(page, candidate, Random(1))
        question = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Vous êtes en pause")
    with steps.phone(browser) as second:
        page = second.new_page()
        page.goto(f"{site}/entrer/{code}")
        steps.press_on(page, steps.button(page, "Entrer"))
        steps.press_on(page, steps.button(page, "Reprendre"))
        expect(page.get_by_role("heading", level=1)).to_have_text(question)


def test_after_a_swap_the_title_changes_and_the_question_has_the_focus(
    browser: Browser, site: str, code: str, candidate: Acting
) -> None:
    with steps.phone(browser) as context:
        page = context.new_page()
        steps.come_in(page, site, code)
        steps.skip_trial(page, site)
        steps.press_on(page, steps.button(page, "Commencer"))
        expect(page).to_have_title("Question 1 – Repères")
        steps.answer_one(page, candidate, Random(1))
        expect(page).to_have_title("Question 2 – Repères")
        expect(page.locator("#question-text")).to_be_focused()


def test_a_trial_refused_leads_back_to_its_question(browser: Browser, site: str, code: str) -> None:
    with steps.phone(browser) as context:
        page = context.new_page()
        steps.come_in(page, site, code)
        page.goto(f"{site}/parcours/essai/1")
        steps.press_on(page, steps.button(page, "Valider"))
        expect(page.locator("#question-error")).to_be_visible()
        expect(page.locator("#question-text")).to_be_focused()


def test_the_display_menu_closes_when_the_tab_key_leaves_it(browser: Browser, site: str) -> None:
    with steps.phone(browser) as context:
        page = context.new_page()
        page.goto(site)
        menu = page.locator("[data-menu]")
        steps.press_on(page, menu.locator("summary"))
        expect(menu).to_have_attribute("open", "")
        steps.tab_to(page, menu.get_by_role("button", name="Appliquer"))
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        expect(menu).not_to_have_attribute("open", "")


def test_letters_twice_as_large_still_fit(browser: Browser, site: str, code: str) -> None:
    with steps.phone(browser) as context:
        page = context.new_page()
        steps.come_in(page, site, code)
        for path in TRIALS:
            page.goto(f"{site}/parcours/{path}")
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert width_of(page) <= steps.PHONE["width"]


def fits(page: Page) -> None:
    """Nothing of the page is wider than a small phone."""
    assert width_of(page) <= steps.PHONE["width"]


def width_of(page: Page) -> int:
    """How wide the page is, what one would have to slide to included."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def finished(candidate: Acting) -> Sitting:
    db.session.rollback()
    return sitting.own_sitting(candidate)
