"""Each check finds what it is for, and leaves a good question alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assessment.items.checks import difficulty, run_checks
from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from tests.items.builders import FAMILY, OWN_FIELDS, PLAN, family_data, item, item_from

PICTURE = {"type": "picture", "file": "plan.svg", "alt": "Plan d'un entrepôt avec deux portes."}
GOOD_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'


def findings(*items: Item, media: Path = Path("/nowhere")) -> list[Finding]:
    return run_checks(items, media, draws=50)


def messages(*items: Item) -> str:
    return "\n".join(map(str, findings(*items)))


def test_good_questions_have_no_finding() -> None:
    kinds = sorted(OWN_FIELDS.keys() - {"placing"})  # which needs its picture
    items = [item(kind, code=f"2.1.{at}-01", question=f"Question {kind.upper()} ?") for at, kind in enumerate(kinds, 1)]
    assert findings(*items, item_from(family_data(code="2.1.20-01"))) == []


def test_one_amount_written_twice_is_an_error() -> None:
    options = [{"id": "a", "text": "7,5 €"}, {"id": "b", "text": "7,50 €"}, {"id": "c", "text": "8 €"}]
    assert "disent la même chose" in messages(item(options=options))


def test_amounts_of_different_units_are_different() -> None:
    options = [{"id": "a", "text": "500 g"}, {"id": "b", "text": "500 kg"}, {"id": "c", "text": "600 kg"}]
    assert findings(item(options=options)) == []


@pytest.mark.parametrize("word", ["test", "Score", "échec", "fautes", "bonne note"])
def test_words_of_an_exam_are_errors(word: str) -> None:
    found = findings(item(question=f"Voici un {word} : que dire ?"))
    assert [one.severity for one in found] == [Severity.ERROR]


def test_a_note_of_service_is_not_a_mark() -> None:
    assert findings(item(question="Lisez la note de service. Combien rendez-vous ?")) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Vous ne devez pas dire que ce n'est pas possible. Que faire ?", "double négation"),
        ("Voici quatre bacs. Que ne faut-il pas y mettre ?", "par une négation : « ne faut-il pas y mettre ? »"),
        (" ".join(["mot"] * 25) + " ?", "25 mots"),
        ("Quelle est ta réponse ? C'est ton choix.", "vous"),
        ("Que pensez-vous de la réponse B ?", "mélangées"),
        ("Combien font 12.50 € ?", "virgule"),
        ("Combien font 12€ ?", "avant l'unité"),
        ("Que faire à 8h30 ?", "une heure s'écrit"),
        ("Que faire?", "il manque une espace"),
        ('Que veut dire "stop" ?', "guillemets"),
        ("Lisez le message.\nQue faites-vous ?", "un retour à la ligne seul"),
    ],
)
def test_what_is_hard_to_read_is_found(question: str, said: str) -> None:
    assert said in messages(item(question=question))


def test_a_negation_before_what_is_asked_is_left_alone() -> None:
    assert findings(item(question="L'écran ne s'allume pas. Que faites-vous ?")) == []


def test_a_blank_line_starts_a_paragraph_and_has_no_finding() -> None:
    assert findings(item(question="Lisez le message.\n \nQue faites-vous ?\n")) == []


def test_a_question_asked_twice_is_an_error_and_a_near_one_a_warning() -> None:
    assert "la même question" in messages(item(), item(code="2.1.1-02"))
    near = item(code="2.1.1-02", question="Un client vous donne 20 €. Il doit 12,50 €. Combien rendez-vous ?")
    assert "mots communs" in messages(item(), near)


def test_a_key_that_is_much_longer_is_found() -> None:
    options = [{"id": "a", "text": "Je préviens mon responsable et je note l'heure"}, {"id": "b", "text": "Je pars"}]
    assert "nettement plus longue" in messages(item(options=[*options, {"id": "c", "text": "Je crie"}]))


def test_keys_always_first_in_a_fixed_order_are_found() -> None:
    bank = [item(code=f"2.1.1-{at:02d}", fixed_order=True, question=f"Cas {at} ?") for at in range(1, 31)]
    assert "place 1" in messages(*bank)


def test_a_difficulty_out_of_the_useful_range_is_found() -> None:
    assert "difficulté" in messages(item(difficulty={"value": 1.5, "se": 0.5}))


@pytest.mark.parametrize(
    ("value", "said"), [(-1.9, "aucune question plus difficile"), (-0.8, "aucune question facile"), (0.3, "facile")]
)
def test_a_criterion_whose_questions_are_all_on_one_side_of_the_cut_is_found(value: float, said: str) -> None:
    asked = [item(code=f"2.1.1-{at:02d}", difficulty={"value": value, "se": 0.5}) for at in range(1, 6)]
    assert said in "\n".join(str(one) for one in difficulty.check(asked))
    spread = [item(code=f"2.1.1-{6 + at:02d}", difficulty={"value": at - 1.6, "se": 0.5}) for at in (0, 2)]
    assert list(difficulty.check([*asked, *spread])) == []
    assert list(difficulty.check(asked[1:])) == []


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        (None, "n'est pas dans"),
        (GOOD_SVG.replace(' viewBox="0 0 10 10"', ""), "viewBox"),
        (GOOD_SVG.replace("<rect", '<image href="http://exemple.fr/x.png"/><rect'), "appelle autre chose"),
        (GOOD_SVG.replace("<rect", '<rect onload="x()"'), "appelle autre chose"),
        (GOOD_SVG.replace("<rect", "<script>x()</script><rect"), "<script"),
        ("<!DOCTYPE svg>" + GOOD_SVG, "DOCTYPE"),
        (GOOD_SVG[:-6], "bien formé"),
        (GOOD_SVG + " " * 70_000, "octets"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_an_error(svg: str | None, said: str, tmp_path: Path) -> None:
    if svg is not None:
        (tmp_path / "plan.svg").write_text(svg)
    found = findings(item(support=[PICTURE]), media=tmp_path)
    assert any(said in one.message and one.severity is Severity.ERROR for one in found)


def test_a_good_picture_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plan.svg").write_text(GOOD_SVG)
    assert findings(item(support=[PICTURE]), media=tmp_path) == []


def variant_messages(family: dict[str, Any], **changes: Any) -> str:
    return messages(item_from(family_data() | {"family": FAMILY | family} | changes))


def test_variants_whose_options_meet_are_found() -> None:
    options = [{"id": "a", "text": "{n}"}, {"id": "b", "text": "{m}"}, {"id": "c", "text": "40"}]
    family = {"parameters": {"n": {"from": 1, "to": 5}, "m": {"from": 3, "to": 9}}}
    data = family_data() | {"kind": "single_choice", "options": options, "key": "a", "family": family}
    del data["unit"]
    data |= {"question": "Combien de {n} ou {m} ?", "explanation": "Une explication."}
    assert "variante" in messages(item_from(data))


def test_variants_with_numbers_nobody_types_are_found() -> None:
    family = {"derived": {"total": "n / 7", "oubli": "1"}, "constraints": ["n != 7"]}
    assert "ne peut pas être écrite" in variant_messages(family)
    assert "démesurée" in variant_messages({"derived": {"total": "n * 10**7", "oubli": "1"}, "constraints": []})


def test_a_family_with_too_few_variants_is_found() -> None:
    family = {"parameters": {"n": {"from": 3, "to": 4}, "prix": {"choices": [2]}}}
    assert "variantes différentes seulement" in variant_messages(family)


def placed(tmp_path: Path, box: str = "0 0 320 240", **zone: int) -> list[str]:
    (tmp_path / "plan.svg").write_text(GOOD_SVG.replace("0 0 10 10", box))
    zones = [PLAN["zones"][0] | zone, *PLAN["zones"][1:]]  # type: ignore[index]
    return [one.message for one in findings(item("placing", zones=zones), media=tmp_path)]


def test_letters_fit_their_picture_and_a_finger(tmp_path: Path) -> None:
    assert placed(tmp_path) == []
    assert any("moins de" in message for message in placed(tmp_path, x=240, y=70))


def test_a_picture_of_another_size_than_said_is_an_error(tmp_path: Path) -> None:
    assert any("viewBox" in message for message in placed(tmp_path, box="0 0 640 480"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.mp3", None, "n'est pas dans"),
        ("a.mp3", b"RIFF0000WAVE", "n'est pas un fichier mp3"),
        ("a.ogg", b"ID3" + b"0" * 20, "n'est pas un fichier ogg"),
        ("a.m4a", b"OggS" + b"0" * 20, "n'est pas un fichier m4a"),
        ("a.mp3", b"ID3" + b"0" * 400_000, "octets"),
    ],
)
def test_a_recording_that_cannot_be_played_is_an_error(
    name: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    block = {"type": "audio", "file": name, "transcript": "Le camion arrive à 9 h."}
    found = findings(item(support=[block]), media=tmp_path)
    assert any(said in one.message and one.severity is Severity.ERROR for one in found)


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.mp3", b"\xff\xfb"), ("a.ogg", b"OggS"), ("a.wav", b"RIFF"), ("a.m4a", b"\0\0\0\x20ftypM4A ")],
)
def test_a_good_recording_is_left_alone(name: str, start: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(start + b"0" * 40)
    block = {"type": "audio", "file": name, "transcript": "Le camion arrive à 9 h."}
    assert findings(item(support=[block]), media=tmp_path) == []


def test_the_best_way_to_act_is_not_the_longest_one() -> None:
    ways = [{"id": "a", "text": "Je préviens mon responsable et je note l'heure", "credit": 2}]
    ways += [{"id": name, "text": text, "credit": 0} for name, text in (("b", "Je pars"), ("c", "Je crie"))]
    assert "nettement plus longue" in messages(item("situational", options=ways))
