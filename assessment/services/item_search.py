"""Finding questions: filters, pages, and the map of what exists per criterion and difficulty."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from assessment.items.kinds import KINDS
from assessment.items.lifecycle import State
from assessment.items.referential import Modality
from assessment.services import referentials
from assessment.services.acting import AUTHOR, Acting
from assessment.storage import items as stored
from assessment.storage.database import db
from assessment.storage.items import Line

Wanted = stored.Wanted
PAGE = 25  # questions on a page
WANTED_PER_CRITERION = 8  # questions in use, below which an author is told that some are missing
BROWSER = (Modality.AUTO, Modality.SITUATIONAL)  # modalities a question in the browser can serve


@dataclass(frozen=True)
class Found:
    """One page of a search."""

    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Coverage:
    """What the bank holds for one criterion."""

    code: str
    label: str
    states: dict[str, int]
    difficulties: tuple[float, ...]  # of the questions in use or on their way
    askable: bool  # a question in the browser can say something of it

    @property
    def living(self) -> int:
        return sum(count for state, count in self.states.items() if state != State.RETIRED.value)

    @property
    def missing(self) -> int:
        """Questions to write before the criterion is well covered."""
        return max(WANTED_PER_CRITERION - self.living, 0) if self.askable else 0


@dataclass(frozen=True)
class DomainCoverage:
    code: str
    title: str
    criteria: tuple[Coverage, ...] = field(default=())


def find(acting: Acting, wanted: Wanted, page: int = 1) -> Found:
    """A page of the questions of the author's body."""
    acting.require(AUTHOR)
    lines, total = stored.search(db.session(), acting.body_id, wanted, max(page, 1), PAGE)
    pages = max(math.ceil(total / PAGE), 1)
    return Found(tuple(lines), total, min(max(page, 1), pages), pages)


def coverage(acting: Acting, certificate: str) -> list[DomainCoverage]:
    """Every criterion of the referential with the questions written for it, domain by domain."""
    acting.require(AUTHOR)
    referential = referentials.current(acting.body_id, certificate)
    states: dict[str, Counter[str]] = defaultdict(Counter)
    values: dict[str, list[float]] = defaultdict(list)
    for criterion, state, difficulty, count in stored.spread(db.session(), acting.body_id, certificate):
        states[criterion][state] += count
        if difficulty is not None and state != State.RETIRED.value:
            values[criterion].extend([difficulty] * count)

    def of(domain_code: str) -> tuple[Coverage, ...]:
        return tuple(
            Coverage(
                code=each.code,
                label=each.label,
                states=dict(states[each.code]),
                difficulties=tuple(sorted(values[each.code])),
                askable=not each.modality.isdisjoint(BROWSER),
            )
            for domain in referential.domains
            if domain.code == domain_code
            for subdomain in domain.subdomains
            for each in subdomain.criteria
        )

    return [DomainCoverage(domain.code, domain.title, of(domain.code)) for domain in referential.domains]


def states() -> list[str]:
    return [state.value for state in State if state is not State.PILOT]


def kind_labels() -> dict[str, str]:
    return {kind.name: kind.label for kind in KINDS.values()}
