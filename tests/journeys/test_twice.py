"""Double clicks, two tabs, the back button, a lost network: one answer each, and the person always gets on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessment.services import checking, files, sitting
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings
from assessment.storage.database import db
from tests.journeys import steps

pytestmark = pytest.mark.browser


@pytest.fixture
def code(people: dict[str, Acting], file_id: str, now: datetime) -> str:
    sitting.open_sitting(file_id, now, Settings(questions=30))
    return files.invite(people["evaluator"], file_id, now).code


@pytest.fixture
def device(browser: Browser, site: str, code: str) -> Iterator[BrowserContext]:
    """A phone on which the first question is open."""
    with steps.phone(browser) as context:
        page = context.new_page()
        steps.come_in(page, site, code)
        steps.skip_trial(page, site)
        steps.button(page, "Commencer").click()
        expect(page.locator("#answer")).to_be_visible()
        page.wait_for_load_state("networkidle")  # its scripts have arrived too
        yield context


def number_of(page: Page) -> str:
    return page.title().split(" – ")[0]


def answers(candidate: Acting) -> int:
    db.session.rollback()
    assert checking.check_all() == []
    return len(sitting.own_sitting(candidate).answers)


def write_answer(page: Page, candidate: Acting) -> None:
    for name, values in steps.planned(candidate, Random(1)).items():
        for value in values:
            steps.fill(page, name, value)


def test_a_double_click_answers_once(device: BrowserContext, candidate: Acting) -> None:
    page = device.pages[0]
    write_answer(page, candidate)
    steps.button(page, "Valider").dblclick()
    expect(page).to_have_title("Question 2 – Repères")
    assert answers(candidate) == 1


def test_a_tab_left_behind_is_told_so_and_goes_on(device: BrowserContext, site: str, candidate: Acting) -> None:
    first, second = device.pages[0], device.new_page()
    second.goto(f"{site}/parcours/question")
    write_answer(second, candidate)
    steps.answer_one(first, candidate, Random(1))
    steps.button(second, "Valider").click()
    expect(second.get_by_text("Vous avez déjà répondu à cette question.")).to_be_visible()
    expect(second.locator("#question-text")).to_be_focused()
    assert number_of(second) == number_of(first) == "Question 2"
    steps.answer_one(second, candidate, Random(2))
    steps.button(first, "Je ne sais pas").click()
    expect(first).to_have_title("Question 3 – Repères")
    assert answers(candidate) == 2


def test_the_back_button_leads_to_the_question_to_answer_now(
    browser: Browser, site: str, code: str, candidate: Acting
) -> None:
    with steps.phone(browser, javascript=False) as context:
        page = context.new_page()
        steps.come_in(page, site, code)
        steps.skip_trial(page, site)
        steps.button(page, "Commencer").click()
        steps.answer_one(page, candidate, Random(1))
        page.go_back()
        page.go_forward()
        page.goto(f"{site}/parcours/question")
        expect(page).to_have_title("Question 2 – Repères")
        steps.answer_one(page, candidate, Random(1))
    assert answers(candidate) == 2


def test_an_answer_given_without_network_is_kept_and_sent_again(device: BrowserContext, candidate: Acting) -> None:
    page = device.pages[0]
    device.set_offline(True)
    steps.button(page, "Je ne sais pas").click()
    expect(page.get_by_role("status").first).to_contain_text("gardée")
    assert answers(candidate) == 0
    device.set_offline(False)
    expect(page).to_have_title("Question 2 – Repères", timeout=20_000)
    assert answers(candidate) == 1


def test_a_page_loaded_again_without_network_stays_calm_and_comes_back(
    device: BrowserContext, candidate: Acting
) -> None:
    page = device.pages[0]
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.active.state)")
    device.set_offline(True)
    steps.button(page, "Je ne sais pas").click()
    expect(page.get_by_role("status").first).to_contain_text("gardée")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau pour l'instant")
    expect(page.get_by_text("Votre réponse est gardée sur cet appareil.")).to_be_visible()
    assert steps.violations(page) == []
    device.set_offline(False)
    expect(page).to_have_title("Question 2 – Repères", timeout=30_000)
    assert answers(candidate) == 1


def test_a_reload_in_the_middle_changes_nothing(device: BrowserContext, candidate: Acting) -> None:
    page = device.pages[0]
    text = page.locator("#question-text").inner_text()
    page.reload()
    expect(page.locator("#question-text")).to_have_text(text)
    assert answers(candidate) == 0
