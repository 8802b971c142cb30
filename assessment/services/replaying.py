"""A sitting played again from its rows, question by question, beside what they say; for an operator."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.messages import counted, message
from assessment.services import checking
from assessment.services.scenes import scene_of
from assessment.sittings.pool import Pool
from assessment.sittings.reasons import why_asked
from assessment.sittings.replay import Discrepancy, Step, replayed, stop_again
from assessment.sittings.sitting import Status


@dataclass(frozen=True)
class ReplayLine:
    """One question: what was shown and why, what was earned, and in what the calculation differs."""

    position: int
    code: str
    why: str
    result: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Replay:
    """A whole sitting, and everything in which its rows contradict one another or their replay."""

    sitting_id: str
    seed: int
    release_id: str
    lines: tuple[ReplayLine, ...]
    end_reason: str | None
    end_again: str | None
    """The reason to stop that the calculation gives after the last answer."""
    discrepancies: tuple[Discrepancy, ...]


def replay(sitting_id: str) -> Replay:
    """Play one sitting again; rows whose positions contradict one another are told without being played."""
    scene = scene_of(sitting_id)
    found = tuple(checking.check_one(sitting_id))
    playable = not any(one.invariant == "positions" for one in found)
    steps = tuple(replayed(scene.pool, scene.before, scene.sitting)) if playable else ()
    ended = playable and scene.sitting.status is Status.ENDED and scene.sitting.current is None
    return Replay(
        sitting_id=sitting_id,
        seed=scene.sitting.seed,
        release_id=scene.sitting.release_id,
        lines=tuple(_line(scene.pool, step) for step in steps),
        end_reason=scene.sitting.end_reason,
        end_again=stop_again(scene.pool, scene.before, scene.sitting) if ended else None,
        discrepancies=found,
    )


def _line(pool: Pool, step: Step) -> ReplayLine:
    shown = step.shown
    return ReplayLine(
        shown.position, pool.items[step.item].code, why_asked(shown.reason), _result(step), step.differences
    )


def _result(step: Step) -> str:
    if step.given is None:
        return message("pas encore répondue")
    if step.given.dont_know:
        return message("« je ne sais pas »")
    return counted("%(n)s point", "%(n)s points", step.given.score)
