"""The letters of documents are those their makers published, with their licence beside them."""

from __future__ import annotations

from hashlib import sha256

from assessment.adapters.pdf import FOLDER

PUBLISHED = {
    "AtkinsonHyperlegible_400Regular.ttf": "752bace0a9820236f24d65d680ac07aeb543c92dd903c871e09f6627261b812f",
    "AtkinsonHyperlegible_700Bold.ttf": "9ebfea858a99e61e2fc299d194ba55b87de4884094f86fdcb6fa0d510b9d77da",
}


def test_the_fonts_are_the_published_ones() -> None:
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in (FOLDER / "fonts").glob("*.ttf")}
    assert found == PUBLISHED


def test_the_licence_of_the_fonts_travels_with_them() -> None:
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "fonts" / "AtkinsonHyperlegible.LICENSE.txt").read_text(
        encoding="utf-8"
    )
