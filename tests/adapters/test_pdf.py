"""A document becomes a PDF that is tagged, archived, the same each time, and in which nothing typed is markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assessment.adapters import pdf
from assessment.review.document import (
    Block,
    Card,
    Document,
    Facts,
    Heading,
    Line,
    Listing,
    Paragraph,
    Signatures,
    Table,
)
from tests.pdf_reading import Read

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TABLE = Table(("Critère", "Décision"), (((Line("1.1.1", "strong"),), (Line("acquis"), Line("Vu.", "small"))),), (1, 2))
ALL: tuple[Block, ...] = (
    Paragraph("En tête", "lead"),
    Paragraph("Provisoire", "notice"),
    Heading("Domaines"),
    Facts((("Personne", "Amina Diallo"),)),
    Heading("Un domaine", 2),
    TABLE,
    Listing(("Lire", "Compter")),
    Card("Apprendre à diviser.", "7 heures"),
    Signatures(("Mme Petit", "M. Roy")),
)


def written(*blocks: Block) -> bytes:
    return pdf.write(Document("Un titre", "Organisme", AT, "En haut", "En bas", blocks), str)


def test_a_pdf_says_that_it_is_accessible_and_made_to_last() -> None:
    found = Read(written(*ALL))
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.claims
    assert "<pdfaid:part>2</pdfaid:part>" in found.claims
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in found.claims
    assert (found.language, found.title) == ("fr", "Un titre")


def test_every_kind_of_block_keeps_its_meaning() -> None:
    found = Read(written(*ALL))
    assert {"Title", "H1", "H2", "Table", "TH", "TD", "L", "LI", "P"} <= set(found.parts)
    assert found.parts["TH"] == 2
    for word in ("En tête", "Provisoire", "Amina Diallo", "1.1.1", "Compter", "7 heures", "M. Roy"):
        assert word in found.text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(*ALL) == written(*ALL)


@pytest.mark.parametrize(
    "typed", ["#panic()", "*gras* _penché_", "$x$ @lien", '"] #read("/etc/passwd")', "= Titre", "\\"]
)
def test_what_a_person_typed_is_never_markup(typed: str) -> None:
    assert typed in Read(written(Paragraph(typed))).text


@pytest.mark.parametrize("name", ["Łukasz Żak", "Müller-Özdemir", "محمد", "Ірина"])
def test_names_of_many_languages_are_written(name: str) -> None:
    assert Read(written(Paragraph(f"Nom : {name}"))).parts["P"]


def test_a_sign_that_nothing_can_draw_does_not_stop_the_document() -> None:
    assert "Amina" in Read(written(Paragraph("Amina \U0001f9ff\u1b00"))).text


def test_each_sentence_is_said_in_the_language_of_the_reader() -> None:
    document = Document("Un titre", "Organisme", AT, "", "", (Paragraph("bonjour"),))
    assert "BONJOUR" in Read(pdf.write(document, str.upper)).text
