"""What a candidate does in a real browser, with the keyboard only; other journeys start from these."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from assessment.items.parameters import highest
from assessment.services import sitting
from assessment.services.acting import Acting
from assessment.storage.database import db

PATIENCE = 120_000  # milliseconds, on the busiest machine
PHONE: ViewportSize = {"width": 360, "height": 740}
SMALLEST: ViewportSize = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
MOST_PRESSES = 80
"""Presses of the Tab key within which any control of a page must be reached."""


def phone(browser: Browser, javascript: bool = True, size: ViewportSize = PHONE) -> BrowserContext:
    context = browser.new_context(viewport=size, java_script_enabled=javascript, locale="fr-FR", has_touch=False)
    context.set_default_timeout(PATIENCE)
    return context


def press_on(page: Page, control: Locator, key: str = "Enter") -> None:
    """Reach a control with the Tab key, as a person without a mouse does, then press a key on it."""
    tab_to(page, control)
    page.keyboard.press(key)


def tab_to(page: Page, control: Locator) -> None:
    expect(control).to_be_visible()
    wanted = control.evaluate_handle("element => element")
    for _ in range(MOST_PRESSES):
        if page.evaluate("element => document.activeElement === element", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {control}")


def button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name, exact=True)


def come_in(page: Page, site: str, code: str) -> None:
    """From the entrance to the person's own page, reading and agreeing on the way."""
    page.goto(site)
    tab_to(page, page.get_by_label("Votre code personnel"))
    page.keyboard.type(code)
    press_on(page, button(page, "Entrer"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Voici ce qui va se passer")
    press_on(page, page.get_by_role("link", name="J'ai compris"))
    press_on(page, page.get_by_label("J'ai compris et je suis d'accord."), "Space")
    press_on(page, button(page, "Continuer"))
    expect(page).to_have_url(f"{site}/parcours/essai/1")


def skip_trial(page: Page, site: str) -> None:
    press_on(page, page.get_by_role("link", name="Passer les essais"))
    expect(page).to_have_url(f"{site}/parcours")


def answer_everything(page: Page, candidate: Acting, rng: Random, look: Callable[[Page], None]) -> int:
    """Answer with the keyboard until the last page; how many questions were met. `look` sees every page."""
    met = 0
    expect(page.locator("#answer, [data-sitting-ended]").first).to_be_attached()
    while not page.locator("[data-sitting-ended]").count():
        look(page)
        if page.locator("#answer").count():
            met += 1
            answer_one(page, candidate, rng)
        else:
            press_on(page, button(page, "Continuer"))
            expect(page.locator("#answer, [data-sitting-ended]").first).to_be_attached()
    look(page)
    return met


def answer_one(page: Page, candidate: Acting, rng: Random) -> None:
    """Fill the question shown as this person would, and send it."""
    token = page.locator("#answer [name=token]").input_value()
    if rng.random() < 0.15:
        press_on(page, button(page, "Je ne sais pas"))
    else:
        for name, values in planned(candidate, rng).items():
            for value in values:
                fill(page, name, value)
        press_on(page, button(page, "Valider"))
    gone = page.locator(f"#answer [name=token][value='{token}']")
    expect(gone).to_have_count(0)
    expect(page.locator("main h1").first).to_be_attached()  # without script, the next page has arrived


def planned(candidate: Acting, rng: Random) -> dict[str, list[str]]:
    """The fields of a right answer, or of a plausible mistake, to the question this person is shown."""
    db.session.rollback()
    own = sitting.own_sitting(candidate)
    assert own.current is not None
    served = sitting.served_item(own, own.current)
    return served.item.behaviour.form_for(
        served.item.content, served.order, highest(served.item) * (rng.random() < 0.7), rng
    )


def fill(page: Page, name: str, value: str) -> None:
    """One field of the answer by keyboard: a choice, a place in an order, or something typed."""
    field = page.locator(f"#answer [name='{name}']")
    kind = field.first.evaluate("element => element.type")
    if kind == "radio":
        choose(page, field, value)
    elif kind == "checkbox":
        box = page.locator(f"#answer [name='{name}'][value='{value}']")
        if not box.is_checked():
            press_on(page, box, "Space")
    elif kind == "select-one":
        pick(page, field, value)
    else:
        tab_to(page, field)
        page.keyboard.press("Control+A")
        page.keyboard.type(value)


def pick(page: Page, field: Locator, value: str) -> None:
    """A drop-down list: the first choice, then down to the one wanted."""
    values = [option.get_attribute("value") for option in field.locator("option").all()]
    tab_to(page, field)
    page.keyboard.press("Home")
    for _ in range(values.index(value)):
        page.keyboard.press("ArrowDown")
    expect(field).to_have_value(value)


def choose(page: Page, radios: Locator, value: str) -> None:
    """A radio group is one stop of the Tab key; arrows move inside it."""
    names = [radio.get_attribute("value") for radio in radios.all()]
    chosen = next((at for at, radio in enumerate(radios.all()) if radio.is_checked()), 0)
    tab_to(page, radios.nth(chosen))
    page.keyboard.press("Space")
    for _ in range((names.index(value) - chosen) % len(names)):
        page.keyboard.press("ArrowDown")
    expect(radios.nth(names.index(value))).to_be_checked()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def picture(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
