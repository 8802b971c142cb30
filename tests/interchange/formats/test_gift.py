"""GIFT as Moodle and others write it: every type of question, escapes, formats, comments, and what is said of the rest."""

from __future__ import annotations

import pytest

from assessment.interchange.formats.arrivals import Wanted
from assessment.interchange.formats.registry import FORMATS
from tests.interchange.formats.builders import brought, faults_in, notes_in, only
from tests.items.builders import family_data, item, item_from

GIFT = FORMATS["gift"]


def written(*items: object) -> str:
    return GIFT.write([item() if one is None else one for one in items], {}).content.decode()  # type: ignore[misc]


def test_one_right_answer_among_three() -> None:
    data = only("gift", "::Couleurs:: Entre orange et vert ? { =jaune ~rouge # non ~bleu }")
    assert (data["kind"], data["title"], data["key"]) == ("single_choice", "Couleurs", "a")
    assert data["options"][1] == {"id": "b", "text": "rouge", "mistake": "non"}  # type: ignore[index]


def test_several_right_answers_share_the_credit() -> None:
    data = only("gift", "Lesquels ? {~%50%un ~%-100%deux ~%50%trois ~%-100%quatre}")
    assert (data["kind"], data["key"]) == ("several_choices", ["a", "c"])


def test_half_credits_make_a_situation_and_other_shares_are_left() -> None:
    data = only("gift", "Que faire ? {=Bien ~%50%Moyen ~Mal}")
    assert [row["credit"] for row in data["options"]] == [2, 1, 0]  # type: ignore[attr-defined]
    assert only("gift", "Que faire ? {=Bien ~%25%Moyen ~Mal}")["kind"] == "single_choice"
    assert any("partie des points" in note for note in notes_in("gift", "Que faire ? {=Bien ~%25%Moyen ~Mal}"))


@pytest.mark.parametrize("word", ["T", "TRUE", "F", "FALSE#oui#non"])
def test_true_or_false_becomes_a_list_of_two_words(word: str) -> None:
    data = only("gift", f"Le ciel est bleu. {{{word}}}")
    assert (data["kind"], data["lists"]) == ("fill_blanks", {"x1": ["oui", "non"]})
    assert data["key"] == {"x1": "oui" if word.startswith("T") else "non"}


def test_two_answers_are_too_few_for_a_choice() -> None:
    assert only("gift", "Ça va ? {=bien ~mal}")["text"] == "Réponse : [[x1]]"


def test_typed_answers_keep_those_that_earn_everything() -> None:
    data = only("gift", "Quel animal ? {=Grenouille =%100%Crapaud =%50%Chat =%0%*#non}")
    assert (data["kind"], data["key"]) == ("short_text", {"accepted": ["Grenouille", "Crapaud"]})


@pytest.mark.parametrize(
    ("between", "value", "tolerance"),
    [
        ("#3", 3, 0),
        ("#3:2", 3, 2),
        ("#1..5", 3, 2),
        ("#=1822:0 =%50%1822:2", 1822, 0),
        ("#-1.5:0.25", -1.5, 0.25),
        ("# 2,5", 2.5, 0),
    ],
)
def test_numbers_with_a_tolerance_or_two_ends(between: str, value: float, tolerance: float) -> None:
    assert only("gift", f"Combien ? {{{between}}}")["key"] == {"value": value, "tolerance": tolerance}


def test_pairs_with_a_choice_that_goes_with_nothing() -> None:
    data = only("gift", "Relie. {=Canada -> Ottawa =Italie -> Rome =Japon -> Tokyo = -> Oslo}")
    assert data["kind"] == "matching"
    assert [row["text"] for row in data["choices"]] == ["Ottawa", "Rome", "Tokyo", "Oslo"]  # type: ignore[attr-defined]
    assert data["key"] == {"a": "d", "b": "e", "c": "f"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Elle est {~alle =allée ~aller} au marché.", {"x1": "allée"}),
        ("Deux et {=deux =2} font quatre.", {"x1": {"accepted": ["deux", "2"]}}),
        ("Deux et {#2:0} font quatre.", {"x1": {"value": 2, "tolerance": 0}}),
    ],
)
def test_a_missing_word_is_a_blank_in_the_text(text: str, key: object) -> None:
    data = only("gift", text)
    assert (data["kind"], data["key"]) == ("fill_blanks", key)
    assert "[[x1]]" in str(data["text"])


def test_escaped_signs_mean_themselves() -> None:
    data = only("gift", r"A \: \~ \= \# \\ fin\nligne {=a\=b ~c\#d ~e\~f}")
    assert data["question"] == "A : ~ = # \\ fin\nligne"
    assert [row["text"] for row in data["options"]] == ["a=b", "c#d", "e~f"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[html]<p>Un <b>mot</b></p><p>deux</p>", "Un mot\n\ndeux"),
        ("[markdown]Un **mot** et un [lien](http\\://x.exemple)", "Un mot et un lien"),
        ("[plain]Un <mot>", None),
        ("[moodle]Un <i>mot</i>", "Un mot"),
        ("Un mot\ncoupé à la main", "Un mot coupé à la main"),
    ],
)
def test_texts_in_the_four_formats_become_plain(text: str, read: str | None) -> None:
    found, reading = brought("gift", text + " {=a ~b ~c}")
    assert [one.data["question"] for one in found] == ([read] if read else [])
    assert bool(reading.faults) is (read is None)


def test_comments_categories_and_labels_of_moodle_are_read() -> None:
    text = "// un mot\n$CATEGORY: $course$/top/3.1.2 Consignes\n\n// question: 7\n// [id:3.1.2-07] [tag:difficulté : -1.2 ± 0.4]\nOui ? {=a ~b ~c}"
    found, _ = brought("gift", text)
    assert (found[0].item.code, found[0].item.difficulty.value, found[0].item.difficulty.se) == ("3.1.2-07", -1.2, 0.4)
    assert brought("gift", "$CATEGORY: x/3.1.2\n\nOui ? {=a ~b ~c}")[0][0].item.criterion == "3.1.2"


def test_general_feedback_is_the_explanation() -> None:
    assert only("gift", "Oui ? {=a ~b ~c ####Parce que.}")["explanation"] == "Parce que."
    assert "à écrire" in str(only("gift", "[html]Oui ? {=a ~b ~c ####<p></p>}")["explanation"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\nRaconte. {}", "ligne 3 : trouvé une question à développer"),
        ("Oui ? {=a ~b", "accolades mal fermées"),
        ("Oui ? =a}", "accolades mal fermées"),
        ("Oui ? {=a =b ~c}", "2 bonnes réponses"),
        ("Oui ? {~a ~b ~c}", "0 bonne réponse"),
        ("Oui ? {#beaucoup}", "« beaucoup »"),
        ("Oui ? {=a*}", "avec une étoile"),
        ("Oui ? {=a -> b =c}", "sans flèche"),
        ("Oui ? {=a -> b =c -> d}", "elements"),
        ("Oui ? {=a ~<script>alert(1)</script> ~c}", "texte vide"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line(text: str, said: str) -> None:
    found, reading = brought("gift", text)
    assert found == []
    assert said in " ".join(str(fault) for fault in reading.faults)


def test_a_description_is_left_and_said() -> None:
    assert any("laissé" in note for note in notes_in("gift", "Lisez bien.\n\nOui ? {=a ~b ~c}"))


def test_a_wrong_encoding_is_said_with_its_line() -> None:
    assert "ligne 2" in faults_in("gift", b"Oui\n\xe9t\xe9 ? {=a ~b ~c}")[0]


def test_without_a_criterion_nothing_comes_in() -> None:
    found, reading = brought("gift", "Oui ? {=a ~b ~c}", Wanted("socle"))
    assert found == []
    assert [fault.found for fault in reading.faults] == ["aucun critère"]


def test_a_text_changed_elsewhere_is_taken_and_the_rest_stays() -> None:
    text = written(item(slope={"value": 1.3, "se": 0.1}))
    data = only("gift", text.replace("Il doit 12,50 €", "Il doit 13 €"))
    assert "Il doit 13 €" in str(data["question"])
    assert (data["slope"], data["options"]) == ({"value": 1.3, "se": 0.1}, item_options())


def item_options() -> object:
    return [
        {"id": o.id, "text": o.text} | ({"mistake": o.mistake} if o.mistake else {}) for o in item().content.options
    ]


def test_an_option_changed_elsewhere_keeps_its_identifier_and_the_mistakes_of_the_others() -> None:
    mixed = [
        {"id": "c", "text": "7,50 €"},
        {"id": "a", "text": "8,50 €", "mistake": "retenue"},
        {"id": "b", "text": "9 €"},
    ]
    text = written(item(options=mixed, key="c"))
    data = only("gift", text.replace("\t=7,50 €", "\t=7,60 €"))
    assert data["options"] == [{**mixed[0], "text": "7,60 €"}, mixed[1], mixed[2]]
    assert data["key"] == "c"
    assert any("changé dans un autre outil" in note for note in notes_in("gift", text.replace("=7,50", "=7,60")))


def test_a_family_changed_elsewhere_keeps_its_pattern_and_says_so() -> None:
    text = written(item_from(family_data())).replace("cahiers", "livres")
    changed = text.split("// clea", 1)[0] + "// clea" + text.split("// clea", 1)[1].replace("{n} livres", "{n} cahiers")
    assert "family" in only("gift", changed)
    assert any("famille" in note for note in notes_in("gift", changed))


def test_a_broken_seal_leaves_what_is_shown() -> None:
    text = written(item()).replace('// clea: {"v"', "// clea: {{v")
    found, reading = brought("gift", text)
    assert found[0].item.question == item().question
    assert any("métadonnées" in note.text for note in reading.notes)


def test_writing_says_what_gift_cannot_ask() -> None:
    notes = GIFT.write([item("task"), item("placing"), item_from(family_data())], {}).notes
    said = " ".join(note.text for note in notes)
    assert "ne sait pas poser" in said
    assert "plan.svg" in said
    assert "exemple" in said


def test_a_full_stop_after_a_question_makes_no_blank() -> None:
    assert only("gift", "Combien vaut π ? {#3.1415:0.0005}.")["kind"] == "number"
    assert only("gift", "Deux et deux font {=4 =quatre}.")["text"] == "Deux et deux font [[x1]]."


def test_a_question_without_a_name_is_called_by_what_it_asks() -> None:
    assert only("gift", "La Terre est ronde.{T}")["title"] == "La Terre est ronde."
    assert only("gift", "Le chat {~a ~b =boit} du lait.")["title"] == "Le chat … du lait."
    assert (
        only("gift", "Le jour de la fête est le plus souvent, dans notre ville, {~a ~b =c}.")["title"].count("…") == 1
    )  # type: ignore[attr-defined]
