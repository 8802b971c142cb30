"""How sure an observation is, in words: a choice of a person that becomes the reliability the engine needs."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import Faults
from assessment.messages import counted, message

SHORTEST_NOTE = 5  # characters
LONGEST_NOTE = 2000  # characters

OBSERVED = "observed"
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Certainty:
    """One choice. `value`: how often such an observation is right (0.5 would say nothing, 1 would never be wrong).

    The values are set by convention, cautious on purpose; a panel of evaluators may re-estimate them.
    """

    key: str
    source: str
    label: str
    help: str
    value: float


CERTAINTIES = (
    Certainty(
        "once", OBSERVED, message("Vu une fois"), message("Dans l'entretien ou l'atelier, une seule fois."), 0.75
    ),
    Certainty("often", OBSERVED, message("Vu plusieurs fois"), message("Dans des situations différentes."), 0.85),
    Certainty(
        "workplace",
        EVIDENCE,
        message("Attesté au travail"),
        message("Attestation d'un employeur, document produit au poste."),
        0.85,
    ),
    Certainty(
        "written", EVIDENCE, message("Preuve écrite"), message("Diplôme, certificat ou production vérifiée."), 0.9
    ),
)


@dataclass(frozen=True)
class Seen:
    """What an observer sends, before it is checked."""

    criterion: str
    mastered: str  # "yes" or "no"; nothing is chosen beforehand
    certainty: str
    note: str


@dataclass(frozen=True)
class CheckedSeen:
    """An observation that can be kept."""

    criterion: str
    mastered: bool
    source: str
    reliability: float
    note: str


def certainty(key: str) -> Certainty | None:
    return next((one for one in CERTAINTIES if one.key == key), None)


def label_of(source: str, value: float) -> str:
    """The words of a stored reliability."""
    near = [one for one in CERTAINTIES if one.source == source and abs(one.value - value) < 0.001]
    return near[0].label if near else message("Sûr à %(share)s %%", share=round(100 * value))


def checked(seen: Seen) -> CheckedSeen:
    """The observation, or every fault of the form at once."""
    faults = Faults()
    note = " ".join(seen.note.split())
    chosen = certainty(seen.certainty)
    if seen.mastered not in ("yes", "no"):
        faults.add(
            "mastered",
            seen.mastered or message("aucun choix"),
            message("Dites si la personne sait le faire ou pas encore."),
        )
    if chosen is None:
        faults.add(
            "certainty", seen.certainty or message("aucun choix"), message("Dites comment vous l'avez constaté.")
        )
    if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
        found = counted("%(n)s caractère", "%(n)s caractères", len(note)) if note else message("rien")
        faults.add(
            "note",
            found,
            message(
                "Écrivez ce que vous avez vu ou lu, en %(least)s à %(most)s caractères.",
                least=SHORTEST_NOTE,
                most=LONGEST_NOTE,
            ),
        )
    faults.raise_if_any(message("Cette observation ne peut pas encore être enregistrée."))
    assert chosen is not None
    return CheckedSeen(seen.criterion, seen.mastered == "yes", chosen.source, chosen.value, note)
