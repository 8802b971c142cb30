from __future__ import annotations

from assessment.items.presentation import question, read, score, serve
from tests.items.builders import family_data, item, item_from

SUPPORT = [
    {"type": "text", "title": "Note de service", "text": "Le dépôt ferme à 18 h.\n\nMerci de ranger."},
    {"type": "picture", "file": "plan.svg", "alt": "Un plan de l'entrepôt."},
]


def test_a_question_is_the_same_for_the_same_seed() -> None:
    assert question(item(), "abc") == question(item(), "abc")


def test_paragraphs_are_told_apart() -> None:
    shown = question(item(question="Lisez la note.\n\nÀ quelle heure ferme le dépôt ?", support=SUPPORT), 1)
    assert shown.text == ("Lisez la note.", "À quelle heure ferme le dépôt\u00a0?")
    assert shown.support[0].paragraphs[1] == "Merci de ranger."


def test_what_is_listened_to_holds_the_support_and_the_question() -> None:
    assert question(item(support=SUPPORT), 1).spoken.startswith("Le dépôt ferme à 18 h.")
    assert question(item(spoken="Écoutez bien."), 1).spoken == "Écoutez bien."


def test_a_fixed_order_is_kept() -> None:
    shown = question(item(fixed_order=True), 5)
    assert [option.text[:2] for option in shown.presented.options] == ["7,", "8,", "12", "20"]


def test_the_answer_to_a_variant_is_scored_with_the_key_of_that_variant() -> None:
    found = item_from(family_data())
    served = serve(found, 11)
    total = served.item.content.key.value
    assert score(served, read(served, {"value": [str(float(total))]})) == 1
    assert score(served, read(served, {"value": [str(float(total + 1))]})) == 0
