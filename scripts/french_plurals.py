"""Writes the French catalogue: texts are their own translation, and zero takes the singular (`0 réponse`)."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "assessment" / "web" / "translations" / "fr" / "LC_MESSAGES"
METHODS = [("**/web/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "counted": (1, 2)}


def main() -> None:
    catalogue = Catalog(locale="fr", project="assessment", fuzzy=False)
    for found in extract_from_dir(str(ROOT / "assessment"), METHODS, keywords=KEYWORDS):
        message = found[2]
        if isinstance(message, tuple):
            one, many = message[:2]
            catalogue.add((one, many), (one, many))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "messages.po").open("wb") as file:
        write_po(file, catalogue, omit_header=False, sort_output=True)
    with (FOLDER / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    main()
