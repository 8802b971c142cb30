"""The document of a signed file: all that was decided, under which rules, and what it rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from assessment.review.document import Heading
from assessment.review.jury_document import Seal, dates_of, jury_document, summary_of
from assessment.review.jury_file import PlanLine
from tests.review.document_examples import VOICE, domain, jury_content, words

SEAL = Seal("ab" * 32, datetime(2026, 11, 22, tzinfo=UTC), "Signé le 22 novembre 2026 par Éva Martin.")
CONTENT = jury_content(domain("1", "acquired"), domain("2", "acquired", "not_acquired"))


def test_it_says_who_signed_what_was_decided_and_why() -> None:
    said = words(jury_document(CONTENT, SEAL, VOICE))
    for piece in (SEAL.fingerprint, SEAL.by, "Amina Diallo", "1990-01-02", "Partiel : 1 domaine acquis sur 2."):
        assert piece in said
    for piece in ("2.2.1", "non acquis", "Vu pendant l'entretien.", "Lit le planning", "Apprendre à diviser."):
        assert piece in said


def test_levels_of_titles_have_no_gap() -> None:
    levels = [block.level for block in jury_document(CONTENT, SEAL, VOICE).blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_provisional_referential_is_said_in_the_document() -> None:
    assert "provisoire" not in words(jury_document(CONTENT, SEAL, VOICE))
    provisional = jury_content(domain("1", "acquired"), provisional=True)
    assert "Ce document est provisoire." in words(jury_document(provisional, SEAL, VOICE))


def test_what_the_judgements_amount_to() -> None:
    assert summary_of(jury_content(domain("1", "acquired"))) == "Admissible : tout est acquis."
    assert summary_of(jury_content(domain("1", "not_acquired"))) == "Aucun domaine n'est acquis en entier."


def test_dates_are_said_as_far_as_they_are_known() -> None:
    def said(start: str, end: str) -> str:
        return dates_of(PlanLine("2.1", "", 7, start, end), VOICE)

    assert said("2027-01-04", "2027-03-03") == "du 2027-01-04 au 2027-03-03"
    assert (said("2027-01-04", ""), said("", "2027-03-03")) == ("à partir du 2027-01-04", "jusqu'au 2027-03-03")
    assert said("", "") == "à fixer"
