"""An evaluator signs a whole file: its content is frozen with a hash; a later change is a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from assessment.errors import InvalidInput, NotFound, RuleBroken
from assessment.items.referential import Criterion, Domain, Subdomain, rule, say_rule
from assessment.messages import message
from assessment.review import judgement
from assessment.review import rule as rules
from assessment.review.dossier import Check, checklist, refuse_unready
from assessment.review.judgement import Judgement
from assessment.review.jury_file import (
    CriterionLine,
    DomainLine,
    Evidence,
    Identity,
    JuryFile,
    PlanLine,
    SubdomainLine,
    Versions,
    canonical,
    digest,
    from_data,
    to_data,
)
from assessment.review.reliability import SHORTEST_NOTE
from assessment.review.words import State
from assessment.services import dossiers, files, journal, releases
from assessment.services.acting import JURY, Acting
from assessment.services.calendar_fr import day_of
from assessment.services.referentials import load_referential
from assessment.services.suggested import of_file
from assessment.sittings.suggestion import Suggestion
from assessment.storage import files as stored
from assessment.storage import follow
from assessment.storage import review as said
from assessment.storage.database import db, writing
from assessment.storage.files import FileRecord
from assessment.storage.review import ObservationRecord, SignatureRecord
from assessment.storage.tables.review import Signature

LONGEST_REASON = 2000  # characters


@dataclass(frozen=True)
class Draft:
    """The file as it would be signed now, and what is missing."""

    content: JuryFile
    seen: str  # hash of the content: signing refuses another one than the person read
    checks: tuple[Check, ...]
    closed: bool
    signatures: tuple[SignatureRecord, ...]


@dataclass(frozen=True)
class Signed:
    """A signed version of a file."""

    content: JuryFile
    number: int
    latest: int
    judge: str
    at: datetime
    content_hash: str
    file_id: str
    sealed: bytes  # the content in the writing its hash is taken of


class FileMoved(RuleBroken):
    """The file changed between reading and signing."""

    code = "file_moved"


@dataclass(frozen=True)
class _Known:
    """What the lines of a file are made from."""

    suggested: dict[str, Suggestion]
    standing: dict[str, Judgement]
    observations: tuple[ObservationRecord, ...]


def draft(acting: Acting, file_id: str) -> Draft:
    """What a signature would freeze now."""
    file = files.followed(acting, file_id)
    session = db.session()
    content = _composed(session, file)
    lines = tuple(follow.sittings(session, [file_id])[file_id])
    return Draft(
        content=content,
        seen=digest(to_data(content)),
        checks=checklist(dossiers.facts(file, lines, acting.who)),
        closed=files.closed(session, file),
        signatures=tuple(said.signatures(session, file_id)),
    )


def sign(acting: Acting, file_id: str, now: datetime, read: str) -> int:
    """The number of a new signature. `read` is the hash of what the person had in front of them."""
    file = files.followed(acting, file_id)
    before = _basis(db.session(), file)
    content = to_data(_composed(db.session(), file))
    content_hash = digest(content)
    if read != content_hash:
        raise FileMoved(message("Le dossier a changé depuis que vous l'avez lu : relisez-le, puis signez."))
    with writing() as session:
        row = files.changed(session, acting, file_id)
        record = stored.record(row)
        if _basis(session, record) != before:
            raise FileMoved(message("Le dossier vient de changer : relisez-le, puis signez."))
        lines = tuple(follow.sittings(session, [file_id])[file_id])
        refuse_unready(dossiers.facts(record, lines, acting.who))
        earlier = said.signatures(session, file_id)
        signature = Signature(
            body_id=acting.body_id,
            file_id=file_id,
            number=earlier[0].number + 1 if earlier else 1,
            judge_id=acting.who,
            at=now,
            content=content,
            content_hash=content_hash,
        )
        session.add(signature)
        session.flush()
        journal.note(session, acting, "sign", signature.id, now, file=file_id, hash=content_hash)
        return signature.number


def reopen(acting: Acting, file_id: str, why: str, now: datetime) -> None:
    """Open a signed file again for a correction; its signatures stay, the next one has the next number."""
    files.followed(acting, file_id)
    reason = " ".join(why.split())
    if len(reason) < SHORTEST_NOTE:
        raise InvalidInput(message("Écrivez en quelques mots pourquoi vous rouvrez ce dossier."), field="why")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(
            message("La raison compte %(n)s caractères, au plus %(most)s.", n=len(reason), most=LONGEST_REASON),
            field="why",
        )
    with writing() as session:
        row = stored.lock(session, acting.body_id, file_id)
        judgement.refuse_trainer(acting.who, stored.trainers_of(session, stored.record(row)))
        if not files.closed(session, stored.record(row)):
            raise RuleBroken(message("Ce dossier n'est pas signé : il est déjà ouvert."))
        row.reopened_at = now
        journal.note(session, acting, "reopen", file_id, now, why=reason)


def signed(acting: Acting, file_id: str, number: int = 0) -> Signed:
    """A signed version (the latest without number), for the evaluators and the jury of its body."""
    acting.require("evaluator", JURY)
    session = db.session()
    stored.find(session, acting.body_id, file_id)
    found = said.signatures(session, file_id)
    one = next((each for each in found if number in (0, each.number)), None)
    if one is None:
        raise NotFound(message("Ce dossier n'a pas cette version signée."))
    if digest(one.content) != one.content_hash:
        raise RuleBroken(
            message("Le contenu signé ne correspond plus à son empreinte : prévenez l'administration."), id=one.id
        )
    return Signed(
        content=from_data(one.content),
        number=one.number,
        latest=found[0].number,
        judge=one.judge,
        at=one.at,
        content_hash=one.content_hash,
        file_id=one.file_id,
        sealed=canonical(one.content),
    )


def _basis(session: Session, file: FileRecord) -> tuple[object, ...]:
    """What a signature rests on, cheap to read twice."""
    judged = said.judgements(session, file.id)
    seen = said.observations(session, file.id)
    plan = said.objectives(session, file.id)
    answers = sum(line.answers for line in follow.sittings(session, [file.id])[file.id])
    return (file, len(judged), [(one.id, one.withdrawn_at) for one in seen], [one.id for one in plan], answers)


def _composed(session: Session, file: FileRecord) -> JuryFile:
    referential = load_referential(file.referential_id)
    known = _Known(
        of_file(file),
        said.standing(said.judgements(session, file.id)),
        tuple(one for one in said.observations(session, file.id) if not one.withdrawn_at),
    )
    domains = tuple(_domain(domain, known) for domain in referential.domains)
    used = [line.release_id for line in follow.sittings(session, [file.id])[file.id]]
    numbers = tuple(str(releases.load_release(one).number) for one in dict.fromkeys(used))
    return JuryFile(
        identity=_identity(session, file, referential.title),
        versions=Versions(referential.version, referential.provisional, numbers),
        domains=domains,
        state=rules.whole((State(domain.state) for domain in domains), needed=rules.all_domains).state.value,
        synthesis=file.synthesis,
        plan=tuple(
            PlanLine(one.subdomain, one.text, one.hours, _iso(one.starts_on), _iso(one.ends_on))
            for one in said.objectives(session, file.id)
        ),
    )


def _identity(session: Session, file: FileRecord, certificate: str) -> Identity:
    names = stored.people(session, file.body_id)
    return Identity(
        first_name=file.first_name,
        last_name=file.last_name,
        birth_date=_iso(file.birth_date),
        body=stored.body_name(session, file.body_id),
        certificate=certificate,
        phase=file.phase,
        evaluator=names.get(file.evaluator_id, ""),
        trainer=names.get(file.trainer_id or "", ""),
        opened_on=_iso(day_of(file.opened_at)),
        interview_on=_iso(day_of(file.interview_at)) if file.interview_at else "",
    )


def _domain(domain: Domain, known: _Known) -> DomainLine:
    parts = tuple(_subdomain(part, known) for part in domain.subdomains)
    return DomainLine(domain.code, domain.title, rules.whole(State(part.state) for part in parts).state.value, parts)


def _subdomain(part: Subdomain, known: _Known) -> SubdomainLine:
    states = {code: State(one.decision.value) for code, one in known.standing.items()}
    return SubdomainLine(
        code=part.code,
        label=part.title,
        rule=say_rule(rule(part)),
        threshold_status=part.min_criteria.status.value,
        state=rules.outcome(part, states).state.value,
        criteria=tuple(_criterion(each, known) for each in part.criteria),
    )


def _criterion(each: Criterion, known: _Known) -> CriterionLine:
    """A judged criterion shows what was suggested when it was judged; an open one what is suggested now."""
    judged, now = known.standing.get(each.code), known.suggested[each.code]
    suggestion = judged.suggested if judged else now
    probability = suggestion.probability
    return CriterionLine(
        code=each.code,
        label=each.label,
        suggestion=str(suggestion.state),
        sentence=suggestion.sentence,
        probability=None if probability is None else round(probability, 3),
        asked=suggestion.asked,
        right=suggestion.right,
        evidence=tuple(_evidence(one) for one in known.observations if one.criterion == each.code),
        decision=judged.decision.value if judged else "",
        reason=judged.reason if judged else "",
        judge=judged.judge if judged else "",
        at=_iso(judged.at) if judged else "",
        carried_over=bool(judged and judged.suggested.carried),
    )


def _evidence(one: ObservationRecord) -> Evidence:
    return Evidence(one.source, one.mastered, one.reliability, one.note, one.observer, _iso(one.at))


def _iso(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""
