"""Takes the screenshots of the documentation from a served demonstration: python -m scripts.screenshots http://127.0.0.1:8000"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from assessment.services.demonstration_accounts import CODE, PASSWORD
from assessment.services.demonstration_people import ADMINISTRATOR, AUTHOR, EVALUATOR, JURY, REVIEWER, TRAINER
from tests.browser import chromium

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
AUTHOR_PAGES = {
    "items": "",
    "map": "carte",
    "new": "nouvelle",
    "import": "importer",
    "export": "exporter",
    "media": "medias",
    "media-new": "medias/ajouter",
    "reviews": "relectures",
    "publication": "publication",
}
EDITED = {"360": "2.1.1", "desktop": "2.1.2"}  # the criterion of which a question is edited, one for each size
SIZES = {"360": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for size in SIZES:
            candidate(browser, site, size)
            desk(browser, site, size)


def candidate(browser: Browser, site: str, size: str) -> None:
    """The candidate's way up to a question; the demonstration's visitor answers nothing."""
    page = open_page(browser, size)
    page.goto(site)
    take(page, "candidate-welcome", size)
    page.get_by_label("Votre code personnel").fill(CODE)
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.wait_for_url("**/parcours**")
    page.goto(f"{site}/parcours/accord")
    if page.locator("[name=needed]").count():
        page.locator("[name=needed]").check()
        page.get_by_role("button", name="Continuer").click()
    page.goto(f"{site}/parcours")
    take(page, "candidate-home", size)
    page.locator("main .button-primary").first.click()
    page.wait_for_url("**/parcours/question")
    take(page, "candidate-question", size)
    page.context.close()


def desk(browser: Browser, site: str, size: str) -> None:
    """One or two pages of each professional."""
    evaluator = signed_in(browser, site, size, EVALUATOR.email)
    take(evaluator, "evaluator-worklist", size)
    evaluator.goto(f"{site}/dossiers/?vue=all&nom=Leïla")
    evaluator.get_by_role("link", name="Leïla Mansouri").first.click()
    take(evaluator, "evaluator-file", size)
    evaluator.goto(f"{evaluator.url}/criteres/2.1.7")
    take(evaluator, "evaluator-criterion", size)
    workbench(browser, site, size)
    administrator = signed_in(browser, site, size, ADMINISTRATOR.email)
    take(administrator, "admin-people", size)
    jury = signed_in(browser, site, size, JURY.email)
    take(jury, "jury-sessions", size)
    trainer = signed_in(browser, site, size, TRAINER.email)
    trainer.locator("main tbody a").first.click()
    take(trainer, "trainer-plan", size)
    for page in (evaluator, administrator, jury, trainer):
        page.context.close()


def workbench(browser: Browser, site: str, size: str) -> None:
    """Every page of an author that a fresh demonstration can show; a draft is begun on the way and sent to its reviewer."""
    author = signed_in(browser, site, size, AUTHOR.email)
    for name, address in AUTHOR_PAGES.items():
        author.goto(f"{site}/questions/{address}")
        take(author, f"author-{name}", size)
    author.goto(f"{site}/questions/?critere={EDITED[size]}")
    author.locator("main tbody a").first.click()
    take(author, "author-item", size)
    author.locator("a[href$='/apercu']").first.click()
    take(author, "author-preview", size)
    author.go_back()
    author.get_by_role("button", name="Modifier").or_(
        author.get_by_role("link", name="Continuer le brouillon")
    ).first.click()
    author.wait_for_url("**/brouillon")
    author.get_by_label("Titre, pour les auteurs").fill("Un autre titre, plus court")
    take(author, "author-draft", size)
    author.get_by_role("button", name="Envoyer en relecture").click()
    author.wait_for_load_state("networkidle")
    reviewer = signed_in(browser, site, size, REVIEWER.email)
    reviewer.goto(f"{site}/questions/relectures")
    reviewer.get_by_role("link", name=f"Relire {EDITED[size]}").first.click()
    take(reviewer, "author-review", size)
    reviewer.goto(reviewer.url.replace("/relecture", "/differences"))
    take(reviewer, "author-differences", size)
    for page in (author, reviewer):
        page.context.close()


def signed_in(browser: Browser, site: str, size: str, email: str) -> Page:
    page = open_page(browser, size)
    page.goto(f"{site}/connexion")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/connexion" not in address)
    return page


def open_page(browser: Browser, size: str) -> Page:
    return browser.new_context(viewport=SIZES[size], locale="fr-FR").new_page()


def take(page: Page, name: str, size: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}-{size}.png", full_page=size == "360")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
