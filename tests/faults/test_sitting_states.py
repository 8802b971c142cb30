"""Anything a browser may send, in any order: the rows never contradict each other."""

from __future__ import annotations

import secrets
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assessment.app import create_app
from assessment.errors import RuleBroken
from assessment.services import bodies, checking, files, sitting
from assessment.services.acting import CANDIDATE, Acting
from assessment.services.sitting import DONT_KNOW, KeyReused, Submission
from assessment.sittings.sitting import Settings, Status
from assessment.storage.database import db
from tests.conftest import NOW, config_for
from tests.sittings.playing import begun, submission

QUESTIONS = 6


class OneSitting(RuleBasedStateMachine):
    """A model beside the database: what was acknowledged, and where the sitting is."""

    def __init__(self) -> None:
        super().__init__()
        self.time = NOW
        self.sent: list[Submission] = []
        self.acknowledged: dict[str, object] = {}
        evaluator = bodies.acting_by_email("evaluator@exemple.fr")
        file_id = files.open_file(evaluator, files.NewFile("socle", "Amina", "Diallo"), NOW)
        self.person = Acting(evaluator.body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)

    @initialize()
    def start(self) -> None:
        self.sitting_id = begun(self.person, self.time, Settings(questions=QUESTIONS))

    def own(self) -> sitting.Sitting:
        return sitting.own_sitting(self.person)

    def running(self) -> bool:
        own = self.own()
        return own.status is Status.RUNNING and own.current is not None

    def send(self, sent: Submission) -> bool:
        """Whether it was acknowledged."""
        try:
            receipt = sitting.submit(self.person, sent, self.time)
        except RuleBroken:
            return False
        self.acknowledged.setdefault(sent.key, self.own().answers[receipt.position].response)
        sitting.after_answer(receipt, self.time)
        return True

    @rule(right=st.booleans(), seconds=st.integers(-30, 900), seed=st.integers(0, 9))
    @precondition(lambda self: self.running())
    def answer(self, right: bool, seconds: int, seed: int) -> None:
        self.time += timedelta(seconds=seconds)
        sent = submission(self.person, right, Random(seed))
        self.sent.append(sent)
        assert self.send(sent)

    @rule(which=st.integers(0, QUESTIONS))
    @precondition(lambda self: self.sent)
    def replay(self, which: int) -> None:
        before = len(self.own().answers)
        assert self.send(self.sent[which % len(self.sent)])
        assert len(self.own().answers) == before

    @rule(which=st.integers(0, QUESTIONS))
    @precondition(lambda self: self.sent)
    def reuse_a_key(self, which: int) -> None:
        old = self.sent[which % len(self.sent)]
        with pytest.raises(KeyReused):
            sitting.submit(self.person, Submission(old.token, old.key, DONT_KNOW, {}), self.time)

    @rule(which=st.integers(0, QUESTIONS))
    @precondition(lambda self: self.sent)
    def answer_a_question_left_behind(self, which: int) -> None:
        old = self.sent[which % len(self.sent)]
        assert not self.send(Submission(old.token, secrets.token_hex(16), old.action, old.form))

    @rule()
    def answer_a_question_never_shown(self) -> None:
        assert not self.send(Submission(secrets.token_hex(16), secrets.token_hex(16), DONT_KNOW, {}))

    @rule(minutes=st.integers(0, 600))
    def pause(self, minutes: int) -> None:
        sitting.take_pause(self.person, self.time)
        self.time += timedelta(minutes=minutes)

    @rule()
    def go_on(self) -> None:
        sitting.go_on(self.person, self.time)

    @rule(chance=st.integers(0, 19))
    def stop(self, chance: int) -> None:
        if chance == 0:
            sitting.stop(self.person, self.time)

    @invariant()
    def rows_agree(self) -> None:
        assert checking.check_one(self.sitting_id, self.acknowledged) == []


def test_rows_agree_whatever_is_sent_in_whatever_order(sqlite_template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "states.db"
        path.write_bytes(sqlite_template.read_bytes())
        with create_app(config_for(f"sqlite:///{path}")).app_context():
            run_state_machine_as_test(
                OneSitting,
                settings=settings(
                    max_examples=25,
                    stateful_step_count=20,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
            assert checking.check_database() == []
            db.session.remove()
            db.engine.dispose()
