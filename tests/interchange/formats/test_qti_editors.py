"""What the editors people use write around a question: limits of points, comments, their own extensions, formulas."""

from __future__ import annotations

from assessment.interchange.formats.arrivals import Wanted, arrivals
from tests.interchange.formats.qti_samples import choices, data, declared, faults, notes, read, three, two

ASKED = "<p>Que faire ?</p><choiceInteraction responseIdentifier='RESPONSE' shuffle='true' maxChoices='1'>"
THREE_CHOICES = choices("<p>Entrer</p>", "<p>Sortir</p>", "<p>Attendre</p>") + "</choiceInteraction>"
FIELD = '<textEntryInteraction responseIdentifier="RESPONSE"/>'


def condition(test: str, outcome: str, value: str) -> str:
    made = f"<setOutcomeValue identifier='{outcome}'>{value}</setOutcomeValue>"
    return f"<responseCondition><responseIf>{test}{made}</responseIf></responseCondition>"


def processing(*conditions: str) -> str:
    return f"<responseProcessing>{''.join(conditions)}</responseProcessing>"


RIGHT = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"
POINT = condition(RIGHT, "SCORE", "<sum><variable identifier='SCORE'/><variable identifier='MAXSCORE'/></sum>")
BELOW = "<lt><variable identifier='SCORE'/><variable identifier='MINSCORE'/></lt>"
BOUND = condition(BELOW, "SCORE", "<variable identifier='MINSCORE'/>")
COMMENT = condition(RIGHT, "FEEDBACKMODAL", "<multiple><variable identifier='FEEDBACKMODAL'/></multiple>")


def test_points_kept_between_two_bounds_and_comments_are_not_another_way_to_score() -> None:
    item = two(declared("B"), ASKED + THREE_CHOICES, processing(POINT, COMMENT, BOUND))
    assert data(item)["key"] == "b"
    assert "calcul des points" not in notes(item)


def test_points_that_depend_on_something_else_are_said_to_be_left() -> None:
    odd = condition("<lt><variable identifier='duration'/><baseValue>9</baseValue></lt>", "SCORE", "<baseValue/>")
    item = two(declared("B"), ASKED + THREE_CHOICES, processing(POINT, odd))
    assert "un calcul des points qui n'est pas repris : lt" in notes(item)


def test_a_mapping_with_a_tolerance_of_an_editor_is_a_mapping() -> None:
    forms = "".join(f"<mapEntry mapKey='{each}' mappedValue='2'/>" for each in ("30. 8.", "30.08."))
    expected = declared("30. 8.", base="string").replace("</respons", f"<mapping>{forms}</mapping></respons")
    near = "<mapTolResponse xmlns='http://exemple.invalid/tol' identifier='RESPONSE' tolerance='2' toleranceMode='absolute'/>"
    item = two(expected, f"<p>Quel jour ?</p><p>{FIELD}</p>", processing(condition("", "SCORE", near)))
    assert data(item)["key"] == {"accepted": ["30. 8.", "30.08."]}
    assert "calcul des points" not in notes(item)
    number = item.replace('baseType="string"', 'baseType="float"').replace("30. 8.", "30").replace("30.08.", "3")
    number = number.replace("<mapEntry mapKey='3' mappedValue='2'/>", "")
    assert data(number)["key"] == {"value": 30, "tolerance": 2}


def test_a_question_whose_right_answer_only_the_processing_knows_is_refused_in_words() -> None:
    inline = "<inlineChoiceInteraction responseIdentifier='UN'>" + choices("Oui", "Non", tag="inlineChoice")
    body = f"<p>{inline}</inlineChoiceInteraction> et {FIELD}</p>"
    said = faults(two(declared("", name="UN") + declared("", base="string"), body))
    assert said.count("\n") == 0
    assert "sans réponse attendue" in said
    assert "correctResponse" in said


def test_a_picture_beside_the_same_word_is_said_once() -> None:
    left, right = (
        f"<simpleAssociableChoice identifier='{name}' matchMax='1'><img src='{word}.png' alt='{word}'/><br/> {word} "
        "</simpleAssociableChoice>"
        for name, word in (("A", "Terre"), ("B", "Lune"))
    )
    body = (
        f"<associateInteraction responseIdentifier='RESPONSE' maxAssociations='1'>{left}{right}</associateInteraction>"
    )
    found = data(two(declared("A B", "multiple", "pair"), body))
    assert found["elements"] == [{"id": "a", "text": "Terre"}]
    assert found["choices"] == [{"id": "b", "text": "Lune"}]


def test_a_question_written_above_and_again_in_the_prompt_is_said_once() -> None:
    asked = ASKED + "<prompt><p>Que faire ?</p></prompt>" + THREE_CHOICES
    assert data(two(declared("A"), asked))["question"] == "Que faire ?"


def test_an_empty_table_that_only_makes_room_is_not_seen() -> None:
    body = "<div><table><tbody><tr><td> </td></tr></tbody></table><br/> Lequel ?</div>" + ASKED.partition("</p>")[2]
    item = two(declared("A"), body + THREE_CHOICES)
    assert data(item)["question"] == "Lequel ?"
    assert "tableau" not in notes(item)


def test_a_formula_of_a_question_is_read() -> None:
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>3</mn><mn>4</mn></mfrac></math>'
    item = two(declared("B"), ASKED.replace("Que faire", f"Combien font {formula} de 8") + THREE_CHOICES)
    assert data(item)["question"] == "Combien font 3/4 de 8 ?"
    assert "formule" in notes(item)


def test_what_a_slider_is_made_to_say_is_plain_text_like_the_rest_of_a_question() -> None:
    slider = (
        '<qti-slider-interaction response-identifier="RESPONSE" lower-bound="0" upper-bound="100" step="10">'
        "<qti-prompt>Quelle part ?</qti-prompt></qti-slider-interaction>"
    )
    right = "<qti-correct-response><qti-value>70</qti-value></qti-correct-response>"
    declaration = (
        f'<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer">{right}'
        "</qti-response-declaration>"
    )
    how = data(three(declaration, slider))["how"]
    assert how == "Écrivez un nombre de 0 à 100."
    assert type(how) is str


def test_too_many_options_are_one_fault() -> None:
    body = ASKED + choices(*"abcdef") + "</choiceInteraction>"
    reading = read(two(declared("F"), body))
    assert arrivals(reading, Wanted("socle", "2.1.1")) == []
    assert [fault.expected for fault in reading.faults] == ["de 3 à 5 éléments"]
