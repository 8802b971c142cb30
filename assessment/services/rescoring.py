"""What a file's suggestions would be if something had been otherwise; for an operator, and changing nothing stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assessment.engine import Answer, published
from assessment.errors import Faults
from assessment.interchange.parameter_files import NewParameters, read_parameters
from assessment.messages import counted, message
from assessment.services import measured, suggestions
from assessment.services.measures import Inherited, ordered, prior_in
from assessment.services.releases import Release, load_release
from assessment.services.scenes import Known, scene_of
from assessment.sittings.pool import Pool, pool_of
from assessment.sittings.rescoring import Altered, Curve, Otherwise, altered, kept, left_out
from assessment.sittings.suggestion import Suggestion, Told, from_state, partial_credits
from assessment.storage.database import db

LEAST_SHARE, MOST_SHARE = 0.5, 0.95
"""Thresholds of mastery that may be tried: below, a coin; above, nobody."""


@dataclass(frozen=True)
class Wanted:
    """What an operator asks to try."""

    without: tuple[str, ...] = ()
    mastered_share: float | None = None
    parameters: Path | None = None


@dataclass(frozen=True)
class Line:
    """One criterion: its suggestion as it stands, and as it would be."""

    before: Suggestion
    after: Suggestion

    @property
    def changed(self) -> bool:
        return self.before.state != self.after.state


def rescore(sitting_id: str, wanted: Wanted) -> list[Line]:
    """One line per criterion of the file this sitting belongs to, all that is known of the person taken together."""
    known = suggestions.known_of(scene_of(sitting_id).sitting.file_id)
    before = from_state(known.pool, known.state(), suggestions.told_by(known))
    after = suggested(known, _checked(known, wanted))
    return [Line(before[code], after[code]) for code in known.pool.measure.codes]


def suggested(known: Known, otherwise: Otherwise) -> dict[str, Suggestion]:
    """The suggestions of a file if something had been otherwise."""
    pool = _pool(known, otherwise)
    evidence = kept(pool, known.evidence, otherwise.without)
    prior = prior_in(pool, _inherited(pool, known, otherwise))
    own = [left_out(pool, one, otherwise.without) for one in known.sittings]
    told = Told(suggestions.dont_know_counts(pool, own), partial_credits(pool, evidence), prior)
    return from_state(pool, published(pool.measure, evidence, prior), told)


def _pool(known: Known, otherwise: Otherwise) -> Pool:
    if otherwise.same_numbers:
        return known.pool
    body_id, curves = known.sittings[-1].body_id, otherwise.parameters or {}
    releases = [_release(body_id, load_release(one), curves) for one in ordered(known.releases)]
    return pool_of(releases, otherwise.mastered_share)


def _release(body_id: str, release: Release, curves: Mapping[str, Curve]) -> Altered:
    """The release under new curves, with what defines mastery read under them too: the same questions."""
    moved = altered(release, curves)
    lines = zip(release.item_version_ids, moved.parameters, moved.steps, release.parameters, strict=True)
    new = {name: measured.Curve(*row[:6], steps) for name, row, steps, old in lines if row != old}
    versions = measured.reference_versions(db.session(), body_id, release.certificate)
    reference, flags = measured.remeasured(release.reference, release.measured_reference, versions, new)
    return replace(moved, reference=reference, measured_reference=flags)


def _inherited(pool: Pool, known: Known, otherwise: Otherwise) -> Inherited | None:
    if known.inherited is None:
        return None
    return replace(known.inherited, evidence=kept(pool, known.inherited.evidence, otherwise.without))


def _checked(known: Known, wanted: Wanted) -> Otherwise:
    """What is asked, or every fault of it at once."""
    faults = Faults()
    share = wanted.mastered_share
    if share is not None and not LEAST_SHARE <= share <= MOST_SHARE:
        expected = message("un nombre de %(low)s à %(high)s", low=LEAST_SHARE, high=MOST_SHARE)
        faults.add("--threshold", f"{share:g}", expected)
    asked = _asked(known)
    for code in wanted.without:
        if code not in asked:
            expected = counted(
                "la question à laquelle la personne a répondu",
                "une des %(n)s questions auxquelles la personne a répondu",
                len(asked),
            )
            faults.add("--without", code, expected)
    found = read_parameters(wanted.parameters) if wanted.parameters else {}
    if wanted.parameters:
        _refuse_unknown(known, wanted.parameters.name, found, faults)
    faults.raise_if_any(message("Ce nouveau calcul ne peut pas être fait."))
    return Otherwise(frozenset(wanted.without), share, {code: one.values for code, one in found.items()})


def _asked(known: Known) -> set[str]:
    """Codes of the questions whose answers count, the initial evaluation's included."""
    inherited = known.inherited.evidence if known.inherited else ()
    given = (row for row in (*known.evidence, *inherited) if isinstance(row, Answer))
    return {known.pool.items[row.item].code for row in given}


def _refuse_unknown(known: Known, name: str, found: Mapping[str, NewParameters], faults: Faults) -> None:
    criteria = {item.code: item.criterion for item in known.pool.items}
    for code, one in found.items():
        place = message("%(name)s, ligne %(line)s", name=name, line=one.line)
        if code not in criteria:
            faults.add(place, code, message("une question de la banque de cette séance"))
        elif one.criterion != criteria[code]:
            faults.add(place, one.criterion, message("le critère %(code)s", code=criteria[code]))


def changed(lines: Sequence[Line]) -> list[Line]:
    """The criteria whose suggested state would be another."""
    return [line for line in lines if line.changed]
