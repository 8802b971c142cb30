"""A small bank and sittings played on it, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from assessment.errors import Faults
from assessment.items.item import Item, item_from_data, item_to_data
from assessment.items.parameters import highest, parameters, steps
from assessment.items.presentation import read, score, serve
from assessment.items.referential import (
    Criterion,
    Domain,
    Mandatory,
    Modality,
    Referential,
    Sourced,
    Standing,
    Status,
    Subdomain,
)
from assessment.sittings.next_item import next_item
from assessment.sittings.pool import Pool, pool_of
from assessment.sittings.replay import Before, state_of
from assessment.sittings.sitting import AnswerRecord, ServeRecord, Settings, Sitting, fingerprint
from assessment.sittings.sitting import Status as SittingStatus

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CRITERIA = ("1.1.1", "1.1.2", "1.2.1", "2.1.1")
PER_CRITERION = 4


@dataclass(frozen=True)
class Release:
    """What `pool_of` needs of a release."""

    id: str
    referential: Referential
    items: tuple[Item, ...]
    item_version_ids: tuple[str, ...]
    parameters: tuple[tuple[float, float, float, float, float, float, float], ...]
    steps: tuple[tuple[float, ...], ...]
    reference: dict[str, list[list[float]]]
    pilots: tuple[bool, ...] = ()
    measured: tuple[bool, ...] = ()
    measured_reference: dict[str, list[bool]] = field(default_factory=dict)


def referential() -> Referential:
    def criterion(code: str) -> Criterion:
        return Criterion(code, f"Faire {code}", Mandatory.NO, frozenset({Modality.AUTO}), Status.ASSUMED, "")

    def subdomain(code: str, least: int) -> Subdomain:
        own = tuple(criterion(name) for name in CRITERIA if name.startswith(code))
        return Subdomain(code, f"Titre {code}", Sourced(least, Status.ASSUMED, ""), own)

    domains = (
        Domain("1", "Premier domaine", (subdomain("1.1", 2), subdomain("1.2", 1))),
        Domain("2", "Second domaine", (subdomain("2.1", 1),)),
    )
    mastery = Sourced(0.75, Status.VERIFIED, "")
    return Referential("socle", "essai", "CléA Socle", "RS0", Standing.REWORDED, "", mastery, domains)


def item(criterion: str, number: int, support: list[dict[str, Any]] | None = None, **more: Any) -> Item:
    """A question with three options; the first is right."""
    faults = Faults()
    found = item_from_data(
        {
            "code": f"{criterion}-{number:02d}",
            "kind": "single_choice",
            "title": f"Question {number}",
            "trade": "quotidien",
            "question": f"Question {number} du critère {criterion} ?",
            "options": [{"id": name, "text": f"Réponse {name} {number}"} for name in "abc"],
            "key": "a",
            "explanation": "Parce que.",
            "difficulty": {"value": -1.5 + 0.6 * (number % 5), "se": 0.4},
            "seconds": 30,
            **({"support": support} if support else {}),
            **more,
        },
        "socle",
        "essai",
        faults,
    )
    faults.raise_if_any("essai")
    assert found is not None
    return found


def graded_item(criterion: str, number: int) -> Item:
    """A situation with one best, one acceptable and one bad way to act."""
    ways = [{"id": name, "text": f"Faire {name} {number}", "credit": at} for at, name in enumerate("abc")]
    changed = {"kind": "situational", "options": ways}
    data = {key: value for key, value in item_to_data(item(criterion, number)).items() if key != "key"}
    faults = Faults()
    found = item_from_data(data | changed, "socle", "essai", faults)
    faults.raise_if_any("essai")
    assert found is not None
    return found


def release(name: str = "r1", items: tuple[Item, ...] | None = None, on_trial: frozenset[str] = frozenset()) -> Release:
    """A release of these items; `on_trial` are the codes of its pilots."""
    numbers = range(1, PER_CRITERION + 1)
    found = items or tuple(item(criterion, number) for criterion in CRITERIA for number in numbers)
    pilots = tuple(one.code in on_trial for one in found)
    rows = tuple((*parameters(one), float(one.seconds)) for one in found)
    reference: dict[str, list[list[float]]] = {}
    for one, row, pilot in zip(found, rows, pilots, strict=True):
        if pilot:
            continue
        reference.setdefault(one.criterion, []).append([*row[:6], *steps(one)])
    versions, degrees = tuple(f"{name}-{one.code}" for one in found), tuple(steps(one) for one in found)
    return Release(name, referential(), found, versions, rows, degrees, reference, pilots, (False,) * len(found))


def pool(*releases: Release) -> Pool:
    return pool_of(releases or (release(),))


def sitting(settings: Settings | None = None, seed: int = 7, **changed: Any) -> Sitting:
    """A sitting that has just begun."""
    begun = Sitting(
        id="s1",
        body_id="b1",
        file_id="f1",
        number=1,
        release_id="r1",
        seed=seed,
        settings=settings or Settings(),
        status=SittingStatus.RUNNING,
        opened_at=NOW,
        started_at=NOW,
        ended_at=None,
        end_reason=None,
    )
    return replace(begun, **changed)


def played(bank: Pool, start: Sitting, answers: int, rng: Random, before: Before | None = None) -> Sitting:
    """The sitting after so many answers (fewer if it stops), with the question that follows shown."""
    known = before or Before()
    found = with_question(bank, start, known)
    while len(found.answers) < answers and found.current is not None:
        found = with_question(bank, with_answer(bank, found, rng), known)
    return found


def with_question(bank: Pool, found: Sitting, before: Before) -> Sitting:
    following = next_item(bank, state_of(bank, before, found), found, before.seen_codes)
    if following.item is None:
        return found
    at = found.position
    shown = ServeRecord(
        id=at + 1,
        sitting_id=found.id,
        position=at,
        release_position=bank.place(found.release_id, following.item),
        item_version_id=bank.version_ids[following.item],
        seed=following.seed,
        token=f"token{at:027d}",
        reason=following.reason,
        served_at=NOW + timedelta(seconds=30 * at),
        scored=following.scored,
    )
    return replace(found, serves=(*found.serves, shown))


def with_answer(bank: Pool, found: Sitting, rng: Random) -> Sitting:
    shown = found.serves[-1]
    drawn = serve(bank.items[bank.index(found.release_id, shown.release_position)], shown.seed)
    form = drawn.item.behaviour.form_for(
        drawn.item.content, drawn.order, highest(drawn.item) * (rng.random() < 0.6), rng
    )
    response = None if rng.random() < 0.15 else read(drawn, form)
    given = AnswerRecord(
        position=shown.position,
        key=f"key-{shown.position:020d}",
        response=response,
        response_hash=fingerprint(shown.token, response),
        dont_know=response is None,
        score=0 if response is None else score(drawn, response),
        seconds=20.0,
        answered_at=shown.served_at + timedelta(seconds=20),
    )
    return replace(found, answers=(*found.answers, given))
