"""One domain of a file: each rule as a sentence, read by the judgements and by the suggestions."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import NotFound
from assessment.items.referential import Modality, Subdomain, rule
from assessment.messages import joined, message
from assessment.review.words import State, likelihood
from assessment.services import dossiers, files, suggestions
from assessment.services.acting import Acting
from assessment.services.dossiers import Part, Section
from assessment.services.referentials import load_referential
from assessment.services.suggested import of_file
from assessment.sittings.suggestion import Suggestion
from assessment.storage import review as said
from assessment.storage.database import db
from assessment.storage.files import FileRecord

MODES = {
    Modality.AUTO: message("question"),
    Modality.SITUATIONAL: message("mise en situation"),
    Modality.OBSERVED: message("observation"),
    Modality.EVIDENCE: message("preuve"),
}


@dataclass(frozen=True)
class Line:
    """One criterion of the domain: what is suggested, what was decided, how it can be evaluated."""

    code: str
    label: str
    suggested: State
    sentence: str
    decided: str
    modes: str


@dataclass(frozen=True)
class PartView:
    """One sub-domain: its rule, how likely it is met, its criteria."""

    part: Part
    likelihood: str  # empty when the bank does not know the sub-domain
    probability: float
    undecided: int  # criteria of which nobody knows whether they are mandatory
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class DomainView:
    """One domain with its neighbours in the referential."""

    file: FileRecord
    section: Section
    parts: tuple[PartView, ...]
    provisional: bool
    before: str
    after: str


def view(acting: Acting, file_id: str, code: str) -> DomainView:
    """The page of one domain of a file."""
    file = files.followed(acting, file_id)
    referential = load_referential(file.referential_id)
    codes = [domain.code for domain in referential.domains]
    if code not in codes:
        raise NotFound(message("Ce domaine n'est pas dans le référentiel de ce dossier."))
    at = codes.index(code)
    suggested = of_file(file)
    chances = suggestions.subdomain_probabilities(file_id)
    decided = said.decisions(db.session(), [file_id])[file_id]
    section = dossiers.sections(referential, decided, suggested)[at]
    pairs = zip(section.parts, referential.domains[at].subdomains, strict=True)
    return DomainView(
        file=file,
        section=section,
        parts=tuple(
            PartView(
                part,
                likelihood(chances[part.code]) if part.code in chances else "",
                chances.get(part.code, 0.0),
                len(rule(subdomain).undecided),
                _lines(subdomain, decided, suggested),
            )
            for part, subdomain in pairs
        ),
        provisional=referential.provisional,
        before=codes[at - 1] if at else "",
        after=codes[at + 1] if at + 1 < len(codes) else "",
    )


def _lines(subdomain: Subdomain, decided: dict[str, str], suggested: dict[str, Suggestion]) -> tuple[Line, ...]:
    return tuple(
        Line(
            each.code,
            each.label,
            State(suggested[each.code].state),
            suggested[each.code].sentence,
            decided.get(each.code, ""),
            say_modes(each.modality),
        )
        for each in subdomain.criteria
    )


def say_modes(modality: frozenset[Modality]) -> str:
    """`question, observation`: how a criterion can be evaluated, in a fixed order."""
    return joined(", ", (words for mode, words in MODES.items() if mode in modality))
