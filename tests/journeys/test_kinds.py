"""Every kind of question answered in a browser on a small phone without script, and its page found accessible."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from assessment.items.kinds import KINDS
from assessment.items.parameters import highest
from assessment.services import files, sitting
from assessment.services.acting import Acting
from assessment.services.releases import load_release
from assessment.sittings.sitting import Sitting
from assessment.storage.database import db, writing
from assessment.storage.tables.sittings import Serve
from tests.journeys.steps import button, fill, violations
from tests.sittings.playing import begun

SMALLEST = {"width": 320, "height": 640}
KINDS_ASKED = sorted(KINDS)


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


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_a_question_of_this_kind_needs_no_script(
    browser: Browser, site: str, candidate: Acting, people: dict[str, Acting], kind: str
) -> None:
    now = datetime.now(UTC)
    begun(candidate, now)
    ask(candidate, kind)
    context = browser.new_context(viewport=SMALLEST, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Votre code personnel").fill(files.invite(people["evaluator"], str(candidate.file_id), now).code)
    button(page, "Entrer").click()
    page.goto(f"{site}/parcours/question")
    own = sitting.own_sitting(candidate)
    served = sitting.served_item(own, own.serves[-1])
    fill_all(page, served.item.behaviour.form_for(served.item.content, served.order, highest(served.item), Random(1)))
    button(page, "Valider").click()
    assert answered(candidate).answers[-1].score == highest(served.item)
    context.close()


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_a_question_of_this_kind_fits_a_small_phone_and_is_accessible(
    browser: Browser, site: str, candidate: Acting, people: dict[str, Acting], kind: str
) -> None:
    now = datetime.now(UTC)
    begun(candidate, now)
    ask(candidate, kind)
    context = browser.new_context(viewport=SMALLEST, locale="fr-FR")
    page = context.new_page()
    page.goto(site)
    page.get_by_label("Votre code personnel").fill(files.invite(people["evaluator"], str(candidate.file_id), now).code)
    button(page, "Entrer").click()
    page.wait_for_url("**/parcours**")
    page.goto(f"{site}/parcours/question")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
