"""The files people keep: a signed file, an attestation, a session's pieces, the plan, the candidate's own."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, datetime

import pytest

from assessment.errors import NotAllowed, NotFound, RuleBroken
from assessment.services import documents, files, jury, signing
from assessment.services.acting import Acting
from assessment.services.documents import Voice
from assessment.services.jury import NewSession, Ruling
from tests.pdf_reading import Read
from tests.services.judging_builders import Scene, signed

People = dict[str, Acting]
VOICE = Voice(str, lambda text: text[:10])
MEETING = NewSession(date(2026, 12, 10), "Mme Petit, employeurs\nM. Roy, salariés")


def test_a_signed_file_is_a_pdf_for_its_evaluator_and_its_jury(people: People, signed_file: str) -> None:
    kept = documents.jury_file(people["jury"], signed_file, 1, VOICE)
    assert kept.name == "dossier-amina-diallo-v1.pdf"
    assert kept == documents.jury_file(people["evaluator"], signed_file, 1, VOICE)
    found = signing.signed(people["jury"], signed_file)
    assert found.content_hash in Read(kept.content).text.replace(" ", "")


def test_others_get_no_document(people: People, signed_file: str) -> None:
    with pytest.raises(NotFound):
        documents.jury_file(people["stranger"], signed_file, 1, VOICE)
    with pytest.raises(NotFound):
        documents.partial_attestation(people["stranger"], signed_file, VOICE)
    with pytest.raises(NotAllowed):
        documents.jury_file(people["author"], signed_file, 1, VOICE)


def test_an_attestation_rests_on_a_signature(people: People, file_id: str, now: datetime) -> None:
    with pytest.raises(NotFound):
        documents.partial_attestation(people["evaluator"], file_id, VOICE)
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    kept = documents.partial_attestation(people["evaluator"], file_id, VOICE)
    assert kept.name == "attestation-amina-diallo.pdf"
    assert "Ce n'est pas le certificat" in Read(kept.content).text


def test_the_pieces_of_a_session_prove_what_was_signed(people: People, signed_file: str, now: datetime) -> None:
    session_id = jury.open_session(people["jury"], MEETING, now)
    (line,) = jury.view(people["jury"], session_id).lines
    jury.decide(people["jury"], session_id, Ruling(line.signature_id, "postponed", "Une pièce manque."), now)
    kept = documents.session_pieces(people["jury"], session_id, now, VOICE)
    assert kept == documents.session_pieces(people["jury"], session_id, now, VOICE)
    archive = zipfile.ZipFile(io.BytesIO(kept.content))
    stem = "001-dossier-amina-diallo-v1"
    assert archive.namelist() == ["proces-verbal.pdf", "decisions.csv", f"{stem}.pdf", f"{stem}.json"]
    seal = hashlib.sha256(archive.read(f"{stem}.json")).hexdigest()
    assert seal == signing.signed(people["jury"], signed_file).content_hash
    assert "Une pièce manque." in archive.read("decisions.csv").decode()
    assert "décision reportée" in Read(archive.read("proces-verbal.pdf")).text


def test_an_archive_has_a_human_size(
    people: People, signed_file: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = jury.open_session(people["jury"], MEETING, now)
    monkeypatch.setattr(documents, "MOST_FILES", 0)
    with pytest.raises(RuleBroken):
        documents.session_pieces(people["jury"], session_id, now, VOICE)


def test_the_plan_is_a_sheet_for_the_person(people: People, signed_file: str, now: datetime) -> None:
    kept = documents.plan_sheet(people["evaluator"], signed_file, now, VOICE)
    assert kept.name == "plan-amina-diallo.pdf"
    assert "Votre bilan, Amina" in Read(kept.content).text


def test_a_candidate_keeps_an_outcome_once_it_is_signed(
    people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    with pytest.raises(NotFound):
        documents.own_outcome(candidate, now, VOICE)
    signed(Scene(people["evaluator"], file_id, now))
    assert "Tout est acquis." in Read(documents.own_outcome(candidate, now, VOICE).content).text


def test_a_candidate_keeps_what_the_last_page_says(
    people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    files.invite(people["evaluator"], file_id, now)
    kept = documents.own_end(candidate, now, VOICE)
    assert "Merci, Amina" in Read(kept.content).text


@pytest.mark.parametrize(("name", "expected"), [("Élodie Nuñez", "elodie-nunez"), ("张伟", "dossier"), ("../x", "x")])
def test_a_file_name_is_written_by_any_machine(name: str, expected: str) -> None:
    assert documents.slug(name) == expected
