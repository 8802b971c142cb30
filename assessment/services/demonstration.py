"""The demonstration body: invented people at every stage, their answers played through the real services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from assessment.review.judgement import Verdict
from assessment.review.reliability import Seen
from assessment.services import (
    bodies,
    calendar_fr,
    codes,
    files,
    judging,
    jury,
    observing,
    planning,
    releases,
    signing,
    sitting,
    suggestions,
)
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.demonstration_accounts import CODE
from assessment.services.demonstration_answers import Simulated, answer_questions
from assessment.services.demonstration_people import (
    ACCOUNTS,
    BODY,
    EVALUATOR,
    JURY,
    STORIES,
    TRAINER,
    VISITOR,
    Stage,
    Story,
)
from assessment.sittings.suggestion import Suggestion
from assessment.storage.database import db, writing
from assessment.storage.tables.files import CandidateFile
from assessment.storage.tables.people import Body

STEPS = len(STORIES) + 1
BEGUN_QUESTIONS = 14
"""Questions answered by those who are still on the way."""


def exists() -> bool:
    return db.session.scalar(select(Body.id).where(Body.demonstration)) is not None


def build(now: datetime, step: Callable[[], None]) -> None:
    """Build the whole body; `step` is called after each of STEPS parts."""
    body = bodies.create(BODY, now - timedelta(days=120), demonstration=True)
    for account in ACCOUNTS:
        bodies.add_account(body, account, now - timedelta(days=120))
    for certificate in releases.shipped_certificates():
        releases.install_bank(body, certificate, now - timedelta(days=119))
    step()
    for number, story in enumerate(STORIES):
        play(story, number, now)
        step()
    decide_in_jury(now)
    set_visitor_code()


def play(story: Story, number: int, now: datetime) -> None:
    """Bring one invented candidate to the stage of their story."""
    evaluator = bodies.acting_by_email(EVALUATOR.email)
    opened = now - timedelta(days=story.opened_days_ago, hours=3)
    details = files.NewFile("socle", story.first_name, story.last_name, date(story.birth_year, 1 + number % 12, 15))
    file_id = files.open_file(evaluator, details, opened)
    if story.stage < Stage.INVITED:
        return
    files.invite(evaluator, file_id, opened + timedelta(minutes=15))
    if story.stage < Stage.BEGUN:
        return
    candidate = Acting(evaluator.body_id, story.first_name, frozenset({CANDIDATE}), file_id=file_id)
    most = BEGUN_QUESTIONS + number if story.stage is Stage.BEGUN else 500
    ended = answer_questions(Simulated(candidate, story.ability, 1000 + number), opened + timedelta(minutes=30), most)
    if story.stage is Stage.BEGUN:
        sitting.take_pause(candidate, ended + timedelta(seconds=30))
        return
    follow_up(story, file_id, ended)


def follow_up(story: Story, file_id: str, ended: datetime) -> None:
    """What the evaluator did after the sitting."""
    evaluator = bodies.acting_by_email(EVALUATOR.email)
    if story.stage < Stage.OBSERVED:
        return
    observe_what_counts(evaluator, file_id, story.ability, ended + timedelta(hours=1))
    if story.stage < Stage.JUDGED_IN_PART:
        return
    only_domain = "2" if story.stage is Stage.JUDGED_IN_PART else ""
    judge_all(evaluator, file_id, only_domain, ended + timedelta(hours=2))
    if story.stage < Stage.SIGNED:
        return
    planning.note_interview(evaluator, file_id, calendar_fr.today(ended), ended + timedelta(hours=2))
    planning.write_synthesis(evaluator, file_id, SYNTHESIS, ended + timedelta(hours=2))
    write_plan(evaluator, file_id, ended + timedelta(hours=3), bodies.acting_by_email(TRAINER.email))
    signing.sign(evaluator, file_id, ended + timedelta(hours=4), signing.draft(evaluator, file_id).seen)


SYNTHESIS = (
    "Entretien mené dans le calme. La personne décrit son travail avec précision et sait demander de l'aide. "
    "Les critères observés confirment les réponses données sur écran."
)


def observe_what_counts(evaluator: Acting, file_id: str, ability: float, now: datetime) -> None:
    """Observations of an interview, where five minutes count most."""
    for place, (criterion, _) in enumerate(suggestions.value_of_observation(file_id)[:8]):
        mastered = "yes" if ability + (0.6 if place % 3 else -0.6) > 0 else "no"
        note = "Vu pendant l'entretien, à partir d'une situation de son travail."
        observing.observe(evaluator, file_id, Seen(criterion, mastered, "once", note), now)


def judge_all(evaluator: Acting, file_id: str, domain: str, now: datetime) -> None:
    """Judge every criterion (of one domain, when given) as a careful evaluator would."""
    found = suggestions.for_file(file_id)
    for code, suggestion in found.items():
        if code.startswith(domain):
            judging.judge(evaluator, file_id, verdict_on(suggestion), now)


def verdict_on(suggestion: Suggestion) -> Verdict:
    """Follow a clear suggestion; decide the others with a reason."""
    if suggestion.state in ("acquired", "not_acquired"):
        return Verdict(suggestion.criterion, suggestion.state, "")
    likely = (suggestion.probability or 0.0) >= 0.5
    reason = (
        "Situations de travail racontées et détaillées pendant l'entretien : la personne sait le faire."
        if likely
        else "La personne dit elle-même qu'elle n'a pas encore eu l'occasion de le faire."
    )
    return Verdict(suggestion.criterion, "acquired" if likely else "not_acquired", reason)


def write_plan(evaluator: Acting, file_id: str, now: datetime, trainer: Acting) -> None:
    """The plan proposed from what was not acquired, with a trainer."""
    file = files.followed(evaluator, file_id)
    for objective in planning.proposed(file)[:4]:
        planning.add_objective(evaluator, file_id, objective, now)
    planning.choose_trainer(evaluator, file_id, trainer.account_id, now)


def decide_in_jury(now: datetime) -> None:
    """One jury session, with the decisions on the files that have come that far."""
    member = bodies.acting_by_email(JURY.email)
    held = now - timedelta(days=20)
    members = "Hélène Garnier, représentante des employeurs\nLuc Ferrand, représentant des salariés"
    session_id = jury.open_session(member, jury.NewSession(held.date(), members), held)
    decided = {(s.first_name, s.last_name) for s in STORIES if s.stage is Stage.DECIDED}
    for line in jury.view(member, session_id).lines:
        person = line.content.identity
        if (person.first_name, person.last_name) in decided:
            jury.decide(member, session_id, jury.Ruling(line.signature_id, "granted", ""), held)


def set_visitor_code() -> None:
    """Give the candidate whom visitors can be the code shown on the log-in page."""
    with writing() as session:
        session.execute(
            update(CandidateFile)
            .where(CandidateFile.first_name == VISITOR.first_name, CandidateFile.last_name == VISITOR.last_name)
            .values(code_hash=codes.code_hash(CODE))
        )
