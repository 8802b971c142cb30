"""Writes the French catalogue: sentences get the spaces that do not break, and zero takes the singular (`0 réponse`)."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from assessment.items.typesetting import typeset

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "assessment" / "web" / "translations" / "fr" / "LC_MESSAGES"
METHODS = [("**/web/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "message": None, "counted": (1, 2)}  # as in the Makefile
BEFORE_A_VALUE = re.compile(r"(?<!«)\u00a0(?=%\()")  # not the sign of a percentage


def spaced(text: str) -> str:
    """The sentence with the unbreakable spaces of French; those before a value stay as they are."""
    return BEFORE_A_VALUE.sub(" ", typeset(text))


def main() -> None:
    catalogue = Catalog(locale="fr", project="assessment", fuzzy=False)
    found = {text for *_, text, _, _ in extract_from_dir(str(ROOT / "assessment"), METHODS, keywords=KEYWORDS)}
    plurals = {text[:2] for text in found if isinstance(text, tuple)}
    for one, many in plurals:
        catalogue.add((one, many), (spaced(one), spaced(many)))
    for text in found - {one for one, _ in plurals}:  # the first form of a plural is found by itself too
        if isinstance(text, str) and spaced(text) != text:
            catalogue.add(text, spaced(text))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "messages.po").open("wb") as file:
        write_po(file, catalogue, omit_header=False, sort_output=True)
    with (FOLDER / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    main()
