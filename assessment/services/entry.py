"""A candidate coming in: who follows them, what they agreed to, their own data and its erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assessment.errors import NotFound
from assessment.items.presentation import serve
from assessment.items.support import Listening
from assessment.messages import message
from assessment.review.alerts import ACCOMMODATIONS
from assessment.services import journal, shared_facts
from assessment.services.acting import Acting
from assessment.services.body_settings import asks_language
from assessment.services.referentials import load_referential
from assessment.services.releases import load_release
from assessment.sittings.sitting import Sitting
from assessment.storage import erasure, sittings
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Account, Body

CONSENT_VERSION = "2026-11-2"
"""Version of the text on the consent page; a new text is a new version, and is asked again."""


@dataclass(frozen=True)
class Candidacy:
    """What the pages of a candidate say of their own file."""

    file_id: str
    first_name: str
    certificate: str
    evaluator: str
    body: str
    consented: bool
    consented_at: datetime | None
    optional_consent: bool
    home_language: str
    asks_language: bool
    """The body asks which language is spoken at home, of those who agree to the optional use."""
    erasure_asked_at: datetime | None


def candidacy(acting: Acting) -> Candidacy:
    """The candidate's own file, as far as it concerns their pages."""
    file = _own_file(acting)
    evaluator = db.session.scalar(select(Account.name).where(Account.id == file.evaluator_id))
    body = db.session.scalar(select(Body.name).where(Body.id == file.body_id))
    asked = erasure.asked_at(db.session(), file.id)
    return Candidacy(
        file_id=file.id,
        first_name=file.first_name,
        certificate=load_referential(file.referential_version_id).title,
        evaluator=evaluator or "",
        body=body or "",
        consented=file.consent_version == CONSENT_VERSION,
        consented_at=file.consented_at,
        optional_consent=file.optional_consent,
        home_language=file.home_language or "",
        asks_language=asks_language(db.session(), file.body_id),
        erasure_asked_at=asked,
    )


def listening(acting: Acting) -> Listening:
    """How recordings are given to this person: as texts where that accommodation was granted."""
    mine = (CandidateFile.id == acting.require_candidate()) & (CandidateFile.body_id == acting.body_id)
    granted = db.session.scalar(select(CandidateFile.accommodations).where(mine)) or {}
    return Listening.TEXT if granted.get("no_audio") else Listening.SOUND


def has_consented(acting: Acting) -> bool:
    """Whether the person agreed to the text as it is now."""
    mine = (CandidateFile.id == acting.require_candidate()) & (CandidateFile.body_id == acting.body_id)
    return db.session.scalar(select(CandidateFile.consent_version).where(mine)) == CONSENT_VERSION


def consent(acting: Acting, optional: bool, now: datetime, language: str = "") -> None:
    """The person agrees to the needed use, and to the optional one or not; the version and the date are kept.

    `language` spoken at home: kept with the optional use only, where the body asks it.
    """
    file_id = acting.require_candidate()
    with writing() as session:
        journal.lock(session, acting)
        file = session.get(CandidateFile, file_id, populate_existing=True)
        if file is None or file.body_id != acting.body_id:
            raise NotFound(message("Ce dossier n'existe pas."))
        file.consent_version, file.consented_at, file.optional_consent = CONSENT_VERSION, now, optional
        shared_facts.agree(session, file, language if asks_language(session, file.body_id) else "")
        journal.note(session, acting, "consent", file_id, now, version=CONSENT_VERSION, optional=optional)


def ask_erasure(acting: Acting, now: datetime) -> None:
    """Record the request, once; a person of the body carries it out. What served the optional use only goes at once."""
    if candidacy(acting).erasure_asked_at is None:
        with writing() as session:
            journal.lock(session, acting)
            shared_facts.forget(session, session.get_one(CandidateFile, acting.require_candidate()))
            journal.note(session, acting, erasure.ASKED, acting.require_candidate(), now)


def own_data(acting: Acting) -> dict[str, Any]:
    """Everything the person gave, as data they can keep: identity, agreement, questions seen and answers given."""
    file = _own_file(acting)
    devices = shared_facts.devices(db.session(), file.id)
    return {
        message("prénom"): file.first_name,
        message("nom"): file.last_name,
        message("date de naissance"): file.birth_date.isoformat() if file.birth_date else None,
        message("certificat"): file.certificate,
        message("dossier ouvert le"): file.opened_at.isoformat(),
        message("aménagements"): [
            ACCOMMODATIONS.get(name, name) for name, granted in sorted(file.accommodations.items()) if granted
        ],
        message("accord"): {
            message("version"): file.consent_version,
            message("donné le"): file.consented_at.isoformat() if file.consented_at else None,
            message("usage facultatif accepté"): file.optional_consent,
        },
        message("langue parlée à la maison"): shared_facts.LANGUAGES.get(file.home_language or ""),
        message("positionnements"): [
            _sitting_data(one, devices.get(one.number)) for one in sittings.of_file(db.session(), file.id)
        ],
    }


def _sitting_data(sitting: Sitting, device: str | None) -> dict[str, Any]:
    return {
        message("numéro"): sitting.number,
        message("appareil"): device,
        message("commencé le"): sitting.started_at.isoformat() if sitting.started_at else None,
        message("terminé le"): sitting.ended_at.isoformat() if sitting.ended_at else None,
        message("réponses"): [_answer_data(sitting, at) for at in range(len(sitting.answers))],
    }


def _answer_data(sitting: Sitting, at: int) -> dict[str, Any]:
    shown, given = sitting.serves[at], sitting.answers[at]
    item = serve(load_release(sitting.release_id).items[shown.release_position], shown.seed).item
    said = None if given.response is None else item.behaviour.say_response(item.content, given.response)
    return {
        message("question"): item.question,
        message("réponse"): message("je ne sais pas") if said is None else said,
        message("montrée le"): shown.served_at.isoformat(),
        message("répondue le"): given.answered_at.isoformat(),
        message("secondes"): round(given.seconds, 1),
    }


def _own_file(acting: Acting) -> CandidateFile:
    file = db.session.get(CandidateFile, acting.require_candidate(), populate_existing=True)
    if file is None or file.body_id != acting.body_id:
        raise NotFound(message("Ce dossier n'existe pas."))
    return file
