"""New parameters are proposed, looked at by a person, accepted or refused; accepted, they make a release of the bank.

Nothing moves before that, and nothing stored moves after: sittings keep the release they were opened with, and going back
to an earlier release (`publishing.go_back`) goes back to its parameters too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.engine.calibration.outcome import BORROWED, Outcome, flags, not_calibrated
from assessment.errors import Faults, NotAllowed, RuleBroken
from assessment.messages import counted, message
from assessment.services import journal, releases
from assessment.services.acting import AUTHOR, Acting
from assessment.services.calibration_data import BankStudy
from assessment.services.measured import Curve, Curves
from assessment.storage import journal as chains
from assessment.storage import proposals as stored
from assessment.storage.database import db, writing
from assessment.storage.proposals import ProposalRecord, ProposedRecord
from assessment.storage.tables.bank import ItemVersion, ReleaseItem
from assessment.storage.tables.calibration import ParameterProposal, ProposedItem

LONGEST_REASON = 500  # characters
COMMAND = "command"
"""Who the journal names for the command line."""
WAITING = "waiting"


@dataclass(frozen=True)
class Made:
    """A set of parameters about to be proposed: by version, with what a person should look at, and how it was made."""

    curves: Curves
    answers: Mapping[str, int]
    flags: Mapping[str, str]
    provenance: Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One question of a proposal: where it was, where it would be, and by how many standard errors it moves."""

    proposed: ProposedRecord
    before: Curve | None
    """None when the question has left the bank since."""
    pilot: bool

    @property
    def move(self) -> float:
        return 0.0 if self.before is None else self.proposed.b - self.before.b

    @property
    def z(self) -> float:
        """The move over the standard error of the difference."""
        if self.before is None:
            return 0.0
        return self.move / float(np.hypot(self.before.se_b, self.proposed.se_b))


@dataclass(frozen=True)
class Opened:
    """A proposal with its questions."""

    record: ProposalRecord
    lines: tuple[Line, ...]
    current: bool
    """It is compared with the bank in service."""
    own: bool
    """The person who looks asked for it: another one decides."""

    @property
    def trials(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.pilot)


class OwnProposal(NotAllowed):
    """Who asked for a calibration does not accept it."""

    code = "own_proposal"


class Decided(RuleBroken):
    """Somebody accepted or refused it already."""

    code = "proposal_decided"


def made_from(bank: BankStudy, outcome: Outcome, how: Mapping[str, Any]) -> Made:
    """What a fit proposes: every question that answers could place and that was not holding the scale."""
    study, release = bank.study, bank.release
    asked, said, without = study.answers.asked, flags(study.answers, outcome), not_calibrated(study.answers)
    held = study.items.given.held
    curves, answers, flagged = {}, {}, {}
    for i, at in enumerate(bank.positions):
        if held[i] or i in without or not np.isfinite([outcome.se_a[i], outcome.se_b[i]]).all():
            continue
        version = release.item_version_ids[at]
        steps = () if outcome.steps is None else tuple(float(each) for each in outcome.steps[i] if np.isfinite(each))
        numbers = (outcome.a[i], outcome.b[i], study.items.given.c[i], study.items.given.d[i])
        a, b, c, d, se_a, se_b = (float(each) for each in (*numbers, outcome.se_a[i], outcome.se_b[i]))
        curves[version] = Curve(a, b, c, d, se_a, se_b, steps)
        answers[version], flagged[version] = int(asked[i]), " ; ".join(one for one in said[i] if one != BORROWED)
    reasons: dict[str, list[str]] = {}
    for i, reason in without.items():
        if not held[i]:
            reasons.setdefault(str(reason), []).append(study.items.names[i])
    fit = {
        "log_likelihood": round(outcome.log_likelihood, 3),
        "iterations": outcome.iterations,
        "converged": outcome.converged,
        "seconds": round(outcome.seconds, 2),
        "anchors": int(held.sum()),
        "population": {"mean": round(float(outcome.population.mean), 3), "sd": round(float(outcome.population.sd), 3)},
        "not_calibrated": reasons,
        "borrowed_slopes": sum(BORROWED in each for each, anchor in zip(said, held, strict=True) if not anchor),
    }
    return Made(curves, answers, flagged, {**bank.facts, **fit, **how})


def propose(release: releases.Release, made: Made, asked: ParameterProposal, now: datetime) -> str:
    """Keep a proposal; `asked` says for whom, and carries the effects on suggestions."""
    if not made.curves:
        raise RuleBroken(message("Aucune question n'a assez de réponses pour être mesurée : il n'y a rien à proposer."))
    with writing() as session:
        asked.certificate, asked.release_id = release.certificate, release.id
        asked.provenance, asked.made_at = dict(made.provenance), now
        session.add(asked)
        session.flush()
        session.add_all(_row(asked.id, version, made) for version in made.curves)
        entry = {"who": asked.asked_by or COMMAND, "verb": "propose_parameters", "subject": asked.id}
        chains.lock_body_chain(session, asked.body_id)
        chains.note(session, asked.body_id, entry | {"data": {"items": len(made.curves)}}, now)
        return asked.id


def _row(proposal_id: str, version: str, made: Made) -> ProposedItem:
    one = made.curves[version]
    return ProposedItem(
        proposal_id=proposal_id,
        item_version_id=version,
        answers=made.answers[version],
        a=one.a,
        b=one.b,
        c=one.c,
        d=one.d,
        se_a=one.se_a,
        se_b=one.se_b,
        steps=list(one.steps) or None,
        flag=made.flags[version][:200],
    )


def listed(acting: Acting, certificate: str) -> list[ProposalRecord]:
    """The proposals of the author's body, newest first."""
    acting.require(AUTHOR)
    return stored.listed(db.session(), acting.body_id, certificate)


def opened(acting: Acting, proposal_id: str) -> Opened:
    """One proposal beside the bank it is compared with, questions that move most first."""
    author = acting.require(AUTHOR)
    session = db.session()
    row = stored.find(session, acting.body_id, proposal_id)
    current = releases.current_row(session, acting.body_id, row.certificate)
    rows = stored.release_items(session, row.release_id)
    lines = [_line(one, rows.get(one.version_id)) for one in stored.items(session, proposal_id)]
    return Opened(
        record=stored.record(session, row),
        lines=tuple(sorted(lines, key=lambda line: (-abs(line.z), line.proposed.code))),
        current=current is not None and current.id == row.release_id,
        own=row.asked_by == author,
    )


def _line(one: ProposedRecord, row: ReleaseItem | None) -> Line:
    before = None if row is None else Curve(row.a, row.b, row.c, row.d, row.se_a, row.se_b, tuple(row.steps or ()))
    return Line(one, before, bool(row and row.pilot))


def refuse(acting: Acting, proposal_id: str, reason: str, now: datetime) -> None:
    """Leave the bank as it is."""
    acting.require(AUTHOR)
    reason = checked_reason(reason)
    with writing() as session:
        journal.lock(session, acting)
        row = _undecided(session, acting, proposal_id)
        row.state, row.decided_by, row.decided_at, row.reason = "refused", acting.account_id, now, reason
        journal.note(session, acting, "refuse_parameters", proposal_id, now, reason=reason)


def accept(acting: Acting, proposal_id: str, decision: tuple[str, bool], now: datetime) -> str:
    """Freeze the bank in service with the new parameters into a release; its id.

    `decision` is a reason, and whether questions on trial that were measured without a remark now count.
    """
    author = acting.require(AUTHOR)
    reason, adopt = checked_reason(decision[0]), decision[1]
    with writing() as session:
        journal.lock(session, acting)
        row = _undecided(session, acting, proposal_id)
        if row.asked_by == author:
            raise OwnProposal(message("Vous avez demandé cette calibration : une autre personne doit l'accepter."))
        current = releases.current_row(session, acting.body_id, row.certificate)
        proposed = stored.items(session, proposal_id)
        wanted = {one.version_id for one in proposed if adopt and not one.flag}
        kept, adopted = _in_service(session, current.id if current else "", wanted)
        curves = {one.version_id: _curve(one) for one in proposed if one.version_id in {each.id for each in kept}}
        if current is None or not curves:
            raise RuleBroken(message("Les questions de ce jeu de paramètres ne sont plus dans la banque en service."))
        note = message("Jeu de paramètres mesuré sur %(n)s réponses : %(why)s", n=row.provenance["answers"], why=reason)
        freezing = releases.Freezing(
            acting.body_id, row.certificate, current.referential_version_id, str(note), author, proposal_id, curves
        )
        pairs = [(version, releases.read_version(version, row.certificate)) for version in kept]
        release_id = releases.freeze(session, freezing, pairs, now)
        row.state, row.decided_by, row.decided_at, row.reason = "accepted", author, now, reason
        said = {"release": release_id, "reason": reason, "items": len(curves), "adopted": adopted}
        journal.note(session, acting, "accept_parameters", proposal_id, now, **said)
        return release_id


def _in_service(session: Session, release_id: str, wanted: Collection[str]) -> tuple[list[ItemVersion], int]:
    """The versions of a release in their order, and how many on trial now count, in place of older wordings.

    Those are the `wanted` ones, and those an author adopted meanwhile; a trial that was given up leaves the bank.
    """
    query = (
        select(ItemVersion, ReleaseItem.pilot)
        .join(ReleaseItem, ReleaseItem.item_version_id == ItemVersion.id)
        .where(ReleaseItem.release_id == release_id)
        .order_by(ReleaseItem.position)
    )
    rows = session.execute(query, execution_options={"populate_existing": True}).all()
    adopted = {one.item_id: one for one, pilot in rows if pilot and (one.state == "ready" or one.id in wanted)}
    older = ItemVersion.item_id.in_(list(adopted)) & (ItemVersion.state == "in_use")
    session.execute(update(ItemVersion).where(older).values(state="retired"))
    for version in adopted.values():
        version.state = "in_use"
    session.flush()
    kept = [one for one, _ in rows if adopted.get(one.item_id, one) is one]
    trials = {one.id for one, pilot in rows if pilot}
    return [one for one in kept if one.id not in trials or one.state != "retired"], len(adopted)


def _curve(one: ProposedRecord) -> Curve:
    return Curve(one.a, one.b, one.c, one.d, one.se_a, one.se_b, one.steps)


def _undecided(session: Session, acting: Acting, proposal_id: str) -> ParameterProposal:
    row = stored.find(session, acting.body_id, proposal_id)
    if row.state != WAITING:
        raise Decided(message("Quelqu'un a déjà décidé de ce jeu de paramètres."))
    return row


def checked_reason(reason: str) -> str:
    reason, faults = reason.strip(), Faults()
    if not 0 < len(reason) <= LONGEST_REASON:
        found = counted("%(n)s caractère", "%(n)s caractères", len(reason)) if reason else message("rien")
        faults.add("reason", found, message("Dites pourquoi, en 1 à %(most)s caractères.", most=LONGEST_REASON))
    faults.raise_if_any(message("La décision ne peut pas être enregistrée."))
    return reason
