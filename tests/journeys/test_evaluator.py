"""An evaluator's way in a real browser: from a new file to its signature, each page accessible and fitting a phone."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.services import calendar_fr, files, planning, signing
from assessment.services.acting import Acting
from assessment.sittings.sitting import Settings
from assessment.storage.database import db
from tests.conftest import PASSWORD
from tests.journeys import steps
from tests.services.judging_builders import Scene, judge_all, ready_to_sign, signed
from tests.sittings.playing import answer_all, begun

pytestmark = pytest.mark.browser
LAST = "7.4.5"


def sign_in(page: Page, site: str, role: str = "evaluator") -> None:
    page.goto(f"{site}/connexion")
    page.fill("[name=email]", f"{role}@exemple.fr")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/connexion" not in address)


def wrong_with(page: Page) -> list[str]:
    """What keeps a page from being read by everyone on a phone."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return steps.violations(page) + (["wider than the screen"] if wide else [])


def test_what_was_refused_is_read_first(browser: Browser, site: str, file_id: str) -> None:
    with steps.phone(browser) as context:
        page = context.new_page()
        sign_in(page, site)
        page.goto(f"{site}/dossiers/{file_id}/criteres/1.2.1")
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        expect(page.get_by_role("alert")).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_from_a_new_file_to_its_signature(
    browser: Browser, site: str, people: dict[str, Acting], javascript: bool
) -> None:
    evaluator, today = people["evaluator"], datetime.now().astimezone()
    with steps.phone(browser, javascript) as context:
        page = context.new_page()
        sign_in(page, site)
        page.get_by_role("link", name="Ouvrir un dossier").first.click()
        page.get_by_label("Prénom").fill("Lina")
        page.get_by_label("Nom", exact=False).last.fill("Bonnet")
        page.get_by_role("button", name="Ouvrir le dossier").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Lina Bonnet")
        file_id = page.url.rsplit("/", 1)[1]
        db.session.rollback()  # the site wrote in its own transaction: read what is there now
        judge_all(Scene(evaluator, file_id, today), left_open=(LAST,))
        page.goto(f"{site}/dossiers/{file_id}/criteres/{LAST}")
        page.get_by_label("acquis", exact=True).check()
        page.get_by_label("Raison").fill("Vu pendant l'atelier de tri.")
        page.get_by_role("button", name="Enregistrer et continuer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Signature")
        planning.note_interview(evaluator, file_id, calendar_fr.today(today), today)
        page.reload()
        page.get_by_role("button", name="Signer en tant que Evaluator").click()
        if javascript:
            page.get_by_role("dialog").get_by_role("button", name="Signer en tant que Evaluator").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Dossier : Lina Bonnet")
    db.session.rollback()
    assert signing.signed(evaluator, file_id).number == 1


def test_every_page_of_an_evaluator_is_accessible(
    browser: Browser, site: str, people: dict[str, Acting], file_id: str, candidate: Acting
) -> None:
    today = datetime.now().astimezone()
    begun(candidate, today, Settings(questions=6))
    answer_all(candidate, today, Random(5))
    done = files.open_file(people["evaluator"], files.NewFile("socle", "Lina", "Bonnet"), today)
    signed(Scene(people["evaluator"], done, today), but=("2.1.1",))
    ready_to_sign(Scene(people["evaluator"], file_id, today), but=("2.1.1", "2.1.2"))
    parts = ["", "/criteres/2.1.1", "/domaines/2", "/a-observer", "/bilan", "/bilan/feuille", "/signature"]
    pages = ["/dossiers/", "/dossiers/nouveau", f"/dossiers/{done}", f"/dossiers/{done}/jury"]
    pages += [f"/dossiers/{file_id}{part}" for part in parts]
    with steps.phone(browser) as context:
        page = context.new_page()
        sign_in(page, site)
        found = {}
        for address in pages:
            page.goto(f"{site}{address}")
            if wrong := wrong_with(page):
                found[address] = wrong
    assert found == {}
