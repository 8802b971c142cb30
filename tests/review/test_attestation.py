"""A partial attestation: what is acquired and nothing else, and never taken for the certificate."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assessment.review.attestation import NothingToAttest, attestation, has_something
from assessment.review.jury_file import JuryFile
from tests.review.document_examples import VOICE, domain, jury_content, of_phase, words

SIGNED = datetime(2026, 11, 22, tzinfo=UTC)
PARTLY = jury_content(domain("1", "acquired"), domain("2", "acquired", "not_acquired"))


def said(content: JuryFile) -> str:
    return words(attestation(content, "ab" * 32, SIGNED, VOICE))


def test_it_names_what_is_acquired_and_never_what_is_not() -> None:
    text = said(PARTLY)
    assert "1. Domaine 1" in text
    assert "2.1 Partie 2.1" in text
    assert "2.2 Partie 2.2" not in text
    assert "2. Domaine 2" not in text


def test_it_says_that_it_is_not_the_certificate_and_how_long_it_counts() -> None:
    assert "Ce n'est pas le certificat" in said(PARTLY)
    assert "jusqu'au 2031-11-02" in said(PARTLY)


def test_a_final_evaluation_promises_no_other() -> None:
    assert "jusqu'au" not in said(of_phase(PARTLY, "final"))


def test_nothing_acquired_gives_no_attestation() -> None:
    nothing = jury_content(domain("1", "not_acquired"))
    assert not has_something(nothing)
    with pytest.raises(NothingToAttest):
        attestation(nothing, "ab" * 32, SIGNED, VOICE)
