"""One criterion of one file, with everything a person needs to judge it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.engine import State as Measured
from assessment.engine import explanation, suggest
from assessment.errors import NotFound
from assessment.items.referential import Criterion, Modality
from assessment.messages import message
from assessment.review.judgement import Decision, Judgement, why_reason
from assessment.review.words import State, likelihood
from assessment.services import dossiers, files, seen, suggestions
from assessment.services.acting import Acting
from assessment.services.dossiers import Part, Section
from assessment.services.referentials import load_referential
from assessment.services.releases import current_release
from assessment.services.scenes import Known
from assessment.services.seen import SeenQuestion
from assessment.services.suggested import completed, of_file
from assessment.sittings.suggestion import Suggestion, from_state
from assessment.storage import files as stored
from assessment.storage import follow
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord
from assessment.storage.review import ObservationRecord

ADVICE = (
    (
        Modality.OBSERVED,
        message("Faites raconter ou montrer une situation de travail, et regardez comment la personne s'y prend."),
    ),
    (Modality.SITUATIONAL, message("Proposez une courte mise en situation, et écoutez ce que la personne ferait.")),
    (Modality.EVIDENCE, message("Demandez un document : diplôme, attestation, travail réalisé.")),
    (Modality.AUTO, message("Donnez une petite tâche sur papier ou de vive voix, et regardez faire.")),
)
INTERVAL = 1.645  # standard deviations on each side: nine chances in ten that the person is between


@dataclass(frozen=True)
class Ability:
    """Where the person is thought to be on a criterion, on the scale of ability, and where mastery begins."""

    mean: float
    low: float
    high: float
    cut: float


@dataclass(frozen=True)
class CriterionView:
    """Everything on the page of a criterion."""

    file: FileRecord
    criterion: Criterion
    domain: str
    part: Part
    version: str
    provisional: bool
    suggestion: Suggestion
    undecided: str  # why the machine does not conclude; empty when it does
    likelihood: str
    unasked: int
    ability: Ability | None  # none when the bank does not know the criterion
    bounds: tuple[float, float]  # probabilities under and over which the machine concludes
    path: tuple[tuple[str, float], ...]
    questions: tuple[SeenQuestion, ...]
    observations: tuple[ObservationRecord, ...]
    judgements: tuple[Judgement, ...]  # newest first
    before: str
    after: str
    left: int  # criteria still to judge
    reason_for: tuple[tuple[str, str], ...]  # decision -> why it needs a reason, empty when it needs none
    may_change: bool
    closed: bool
    carried: bool


@dataclass(frozen=True)
class Worthwhile:
    """A criterion where an observation would teach much: what it is, and what to look at."""

    code: str
    label: str
    state: State
    sentence: str
    advice: str  # what to look at


def view(acting: Acting, file_id: str, code: str) -> CriterionView:
    """The page of one criterion of a file."""
    file = files.followed(acting, file_id)
    session = db.session()
    referential = load_referential(file.referential_id)
    codes = [each.code for each in referential.criteria]
    if code not in codes:
        raise NotFound(message("Ce critère n'est pas dans le référentiel de ce dossier."))
    known = suggestions.known_of(file_id)
    measured = known.state()
    suggested = completed(file, from_state(known.pool, measured, suggestions.told_by(known)))
    decided = said.decisions(session, [file_id])[file_id]
    domain, part = _place(dossiers.sections(referential, decided, suggested), code)
    history = tuple(one for one in reversed(said.judgements(session, file_id)) if one.criterion == code)
    one, at = suggested[code], codes.index(code)
    closed, carried = files.closed(session, file), bool(history and history[0].suggested.carried)
    return CriterionView(
        file=file,
        criterion=next(each for each in referential.criteria if each.code == code),
        domain=domain,
        part=part,
        version=referential.version,
        provisional=referential.provisional,
        suggestion=one,
        undecided=_undecided(known, measured, one),
        likelihood="" if one.probability is None else likelihood(one.probability),
        unasked=max(_available(file, code) - one.asked, 0),
        ability=_ability(known, measured, code),
        bounds=(known.pool.measure.settings.not_acquired, known.pool.measure.settings.acquired),
        path=tuple(suggestions.path_for(file_id, code)) if code in known.pool.measure.codes else (),
        questions=tuple(seen.questions(file_id, code)),
        observations=tuple(each for each in said.observations(session, file_id) if each.criterion == code),
        judgements=history,
        before=codes[at - 1] if at else "",
        after=codes[at + 1] if at + 1 < len(codes) else "",
        left=len(codes) - len(decided),
        reason_for=tuple((decision.value, why_reason(decision, State(one.state))) for decision in Decision),
        may_change=not closed and not carried and acting.who not in stored.trainers_of(session, file),
        closed=closed,
        carried=carried,
    )


def next_open(codes: list[str], decided: dict[str, str], code: str) -> str:
    """The next criterion nobody judged: after this one, or else from the start."""
    at = codes.index(code)
    return next((one for one in codes[at + 1 :] + codes[:at] if one not in decided), "")


def following(acting: Acting, file_id: str, code: str) -> str:
    """The criterion to judge after this one; empty when all are."""
    file = files.followed(acting, file_id)
    codes = [each.code for each in load_referential(file.referential_id).criteria]
    return next_open(codes, said.decisions(db.session(), [file_id])[file_id], code) if code in codes else ""


def worthwhile(acting: Acting, file_id: str, most: int = 12) -> list[Worthwhile]:
    """Where five minutes count most: open criteria, by how much an observation would settle."""
    file = files.followed(acting, file_id)
    known = {each.code: each for each in load_referential(file.referential_id).criteria}
    suggested = of_file(file)
    decided = said.decisions(db.session(), [file_id])[file_id]
    values = [code for code, _ in suggestions.value_of_observation(file_id) if code in known and code not in decided]
    return [
        Worthwhile(
            code,
            known[code].label,
            State(suggested[code].state),
            suggested[code].sentence,
            advice(known[code].modality),
        )
        for code in values[:most]
    ]


def advice(modality: frozenset[Modality]) -> str:
    """What an observer can do in five minutes for a criterion of this kind."""
    return next(words for mode, words in ADVICE if mode in modality)


def _ability(known: Known, measured: Measured, code: str) -> Ability | None:
    measure = known.pool.measure
    if code not in measure.codes:
        return None
    mastery, at = suggest(measure, measured, known.prior), measure.index(code)
    mean, half = float(mastery.mean[at]), INTERVAL * float(mastery.spread[at])
    return Ability(mean, mean - half, mean + half, float(measure.cuts.theta[at]))


def _undecided(known: Known, measured: Measured, one: Suggestion) -> str:
    if State(one.state) is not State.TO_CONFIRM:
        return ""
    measure = known.pool.measure
    mastery = suggest(measure, measured, known.prior)
    return explanation(mastery, measure.index(one.criterion), measure.settings)


def _place(found: tuple[Section, ...], code: str) -> tuple[str, Part]:
    """The domain's title and the sub-domain a criterion is in."""
    return next(
        (section.title, part)
        for section in found
        for part in section.parts
        if code in {cell.code for cell in part.cells}
    )


def _available(file: FileRecord, code: str) -> int:
    """How many questions on a criterion the releases this person answered from hold (or the current one)."""
    used = [line.release_id for line in follow.sittings(db.session(), [file.id])[file.id]]
    return seen.asked_of(used or [current_release(file.body_id, file.certificate).id], code)
