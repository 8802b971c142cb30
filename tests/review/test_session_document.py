"""The minutes of a jury session: members, decisions, what still waits, and room to sign."""

from __future__ import annotations

from datetime import UTC, datetime

from assessment.review.document import Signatures
from assessment.review.session_document import Decided, Meeting, minutes
from tests.review.document_examples import VOICE, domain, jury_content, words

AT = datetime(2026, 12, 10, tzinfo=UTC)
CONTENT = jury_content(domain("1", "acquired"))
MEMBERS = ("Mme Petit, employeurs", "M. Roy, salariés")


def meeting(*decisions: str) -> Meeting:
    files = tuple(Decided(CONTENT, 1, "ab" * 32, one, "Une pièce manque." if one else "") for one in decisions)
    return Meeting("Organisme d'essai", "2026-12-10", MEMBERS, files)


def test_minutes_name_each_file_its_decision_and_its_fingerprint() -> None:
    document = minutes(meeting("décision reportée"), AT, VOICE)
    for piece in ("Amina Diallo", "décision reportée", "Une pièce manque.", "version 1, empreinte abababababababab"):
        assert piece in words(document)
    assert [block.names for block in document.blocks if isinstance(block, Signatures)] == [MEMBERS]


def test_what_waits_for_a_decision_is_said() -> None:
    assert "1 dossier n'a pas encore de décision." in words(minutes(meeting("certificat accordé", ""), AT, VOICE))
    assert "pas encore de décision" not in words(minutes(meeting("certificat accordé"), AT, VOICE))
