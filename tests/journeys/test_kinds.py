"""Every kind of question answered in a browser on a small phone without script, and its page found accessible."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select

from assessment.items.kinds import KINDS
from assessment.items.parameters import highest
from assessment.services import files, sitting
from assessment.services.acting import Acting
from assessment.services.releases import load_release
from assessment.sittings.sitting import Sitting
from assessment.storage.database import db, writing
from assessment.storage.tables.sittings import Serve
from tests.journeys.steps import SMALLEST, button, fill, phone, violations
from tests.sittings.playing import begun

KINDS_ASKED = sorted(KINDS)
pytestmark = pytest.mark.browser


def ask(candidate: Acting, kind: str) -> None:
    """Make the question that waits one of this kind."""
    own = sitting.own_sitting(candidate)
    release = load_release(own.release_id)
    at = next(at for at, item in enumerate(release.items) if item.kind == kind)
    with writing() as session:
        row = session.scalars(select(Serve).where(Serve.sitting_id == own.id).order_by(Serve.position.desc())).first()
        assert row is not None
        row.release_position, row.item_version_id = at, release.item_version_ids[at]


def fill_all(page: Page, form: dict[str, list[str]]) -> None:
    """By keyboard; boxes ticked at first that are not to be sent are unticked."""
    for name, values in form.items():
        for value in values:
            fill(page, name, value)
    for box in page.locator("#answer input[type=checkbox]:checked").all():
        if box.get_attribute("value") not in form.get(box.get_attribute("name") or "", []):
            box.uncheck()


def answered(candidate: Acting) -> Sitting:
    db.session.rollback()
    return sitting.own_sitting(candidate)


@pytest.fixture
def code(people: dict[str, Acting], candidate: Acting) -> str:
    """The personal code of a person whose sitting is running."""
    now = datetime.now(UTC)
    begun(candidate, now)
    return files.invite(people["evaluator"], str(candidate.file_id), now).code


def question_page(context: BrowserContext, site: str, code: str) -> Page:
    """The question that waits for a person who comes back with their code."""
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Votre code personnel").fill(code)
    button(page, "Entrer").click()
    page.wait_for_url("**/parcours**")
    page.goto(f"{site}/parcours/question")
    return page


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_a_question_of_this_kind_needs_no_script(
    browser: Browser, site: str, candidate: Acting, code: str, kind: str
) -> None:
    ask(candidate, kind)
    with phone(browser, javascript=False, size=SMALLEST) as context:
        page = question_page(context, site, code)
        own = sitting.own_sitting(candidate)
        served = sitting.served_item(own, own.serves[-1])
        best = highest(served.item)
        fill_all(page, served.item.behaviour.form_for(served.item.content, served.order, best, Random(1)))
        button(page, "Valider").click()
        assert answered(candidate).answers[-1].score == best


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_a_question_of_this_kind_fits_a_small_phone_and_is_accessible(
    browser: Browser, site: str, candidate: Acting, code: str, kind: str
) -> None:
    ask(candidate, kind)
    with phone(browser, size=SMALLEST) as context:
        page = question_page(context, site, code)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
