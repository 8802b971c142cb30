"""The sheet a person takes home: strengths first, the plan, and no word that judges."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from assessment.review.document import Document, Heading
from assessment.review.jury_file import PlanLine
from assessment.review.person_document import Ending, Person, Sheet, end_document, next_steps, outcome_document
from tests.review.document_examples import VOICE, words

AT = datetime(2026, 11, 22, tzinfo=UTC)
PERSON = Person("Amina", "CléA Socle", "Organisme d'essai", "Éva Martin")
PLAN = (
    PlanLine("2.1", "Apprendre à diviser.", 7, "2027-01-04", ""),
    PlanLine("2.2", "Apprendre à mesurer.", 1, "", ""),
)
SHEET = Sheet(
    strengths=("Lire un planning",),
    known=(("Lire et écrire", ("Lire un planning",)),),
    to_learn=(("Compter", ("Diviser",)),),
    synthesis="Vous lisez bien.",
    plan=PLAN,
    trainer="Farid Amrani",
)
NEVER = re.compile(r"\b(test|score|échec|faux|note)\b|%")


def outcome(sheet: Sheet = SHEET) -> Document:
    return outcome_document(PERSON, sheet, AT, VOICE)


def test_strengths_come_before_what_is_to_learn_and_before_the_plan() -> None:
    titles = [block.text for block in outcome().blocks if isinstance(block, Heading) and block.level == 1]
    assert titles == ["Ce que vous savez déjà faire", "Prêt à apprendre", "La suite"]


def test_the_plan_has_its_dates_its_hours_and_who_trains() -> None:
    said = words(outcome())
    for piece in ("7 heures, à partir du 2027-01-04.", "1 heure, à fixer.", "En tout : 8 heures.", "Farid Amrani"):
        assert piece in said


def test_everything_acquired_goes_to_the_jury() -> None:
    assert "Votre dossier peut aller au jury." in words(outcome(Sheet(("Lire",), ready_for_jury=True)))
    assert "Le plan n'est pas encore écrit." in words(outcome(Sheet(("Lire",))))


def test_no_word_of_the_sheets_judges() -> None:
    end = end_document(PERSON, Ending("Voici.", ("Lire",), next_steps("Éva Martin")), AT)
    for document in (outcome(), end):
        assert document.large
        assert not NEVER.search(words(document))
        assert "Parlez-en à Éva Martin." in words(document)
