"""Whose turn it is with a file, and what is missing before it can be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from assessment.review.dossier import Dossier, NotReadyToSign, Stage, checklist, refuse_unready, stage

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
READY = Dossier(
    criteria=108,
    judged=108,
    not_acquired=2,
    invited=True,
    sitting="ended",
    observed=True,
    interview_at=NOON,
    synthesis="Bon début.",
    objectives=1,
    judges=frozenset({"lea"}),
    trainers=frozenset({"paul"}),
    signed_at=None,
    reopened_at=None,
)
FRESH = replace(READY, judged=0, sitting=None, invited=False, observed=False, not_acquired=0)

STAGES: list[tuple[dict[str, Any], Stage]] = [
    ({}, Stage.TO_INVITE),
    ({"invited": True, "sitting": "ready"}, Stage.INVITED),
    ({"invited": True, "sitting": "running"}, Stage.RUNNING),
    ({"invited": True, "sitting": "paused", "judged": 3}, Stage.PAUSED),
    ({"invited": True, "sitting": "ended"}, Stage.TO_JUDGE),
    ({"observed": True}, Stage.TO_JUDGE),
    ({"judged": 108}, Stage.TO_SIGN),
    ({"judged": 108, "signed_at": NOON}, Stage.SIGNED),
    ({"judged": 108, "signed_at": NOON, "reopened_at": NOON.replace(hour=13)}, Stage.REOPENED),
    ({"judged": 108, "signed_at": NOON.replace(hour=14), "reopened_at": NOON.replace(hour=13)}, Stage.SIGNED),
]


@pytest.mark.parametrize(("changes", "expected"), STAGES)
def test_a_file_is_at_one_stage(changes: dict[str, Any], expected: Stage) -> None:
    assert stage(replace(FRESH, **changes)) == expected


MISSING: list[tuple[dict[str, Any], str]] = [
    ({"judged": 107}, "judged"),
    ({"trainers": frozenset({"lea"})}, "not_trainer"),
    ({"interview_at": None}, "interview"),
]


@pytest.mark.parametrize(("changes", "key"), MISSING)
def test_a_signature_waits_for_what_is_needed(changes: dict[str, Any], key: str) -> None:
    with pytest.raises(NotReadyToSign) as refused:
        refuse_unready(replace(READY, **changes))
    assert refused.value.data["missing"] == [key]


ADVISED: list[dict[str, Any]] = [{"synthesis": " "}, {"objectives": 0}, {"sitting": "running"}]


@pytest.mark.parametrize("changes", ADVISED)
def test_advice_does_not_stop_a_signature(changes: dict[str, Any]) -> None:
    dossier = replace(READY, **changes)
    refuse_unready(dossier)
    assert [check.done for check in checklist(dossier) if not check.needed].count(False) == 1


def test_a_file_without_gaps_needs_no_plan() -> None:
    lines = {check.key: check for check in checklist(replace(READY, not_acquired=0, objectives=0))}
    assert lines["plan"].done


def test_a_plan_is_not_done_while_criteria_wait() -> None:
    lines = {check.key: check for check in checklist(replace(READY, judged=20, not_acquired=0, objectives=0))}
    assert not lines["plan"].done
