"""QTI items of other tools become questions of ours, or say why they cannot."""

from __future__ import annotations

import pytest

from assessment.interchange.formats.arrivals import Wanted, arrivals
from tests.interchange.formats.qti_samples import (
    PNG,
    choices,
    data,
    declared,
    faults,
    manifest,
    notes,
    package,
    read,
    resource,
    three,
    two,
)

ATTENDED = "<p>Un panneau :</p><choiceInteraction responseIdentifier='RESPONSE' shuffle='true' maxChoices='1'><prompt>Que dit-il ?</prompt>"
CHOICE = two(declared("B"), ATTENDED + choices("Entrer", "Sortir", "Attendre") + "</choiceInteraction>")
MAPPED = (
    '<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">'
    "<correctResponse><value>A</value><value>C</value></correctResponse><mapping defaultValue='-2' lowerBound='0'>"
    "<mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='C' mappedValue='1'/><mapEntry mapKey='B' mappedValue='-1'/>"
    "</mapping></responseDeclaration>"
)
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


def test_a_single_choice_of_a_foreign_file() -> None:
    found = data(CHOICE)
    assert found["kind"] == "single_choice"
    assert found["question"] == "Un panneau :\n\nQue dit-il ?"
    assert found["key"] == "b"
    assert "fixed_order" not in found


def test_a_foreign_choice_becomes_an_item_once_its_criterion_is_said() -> None:
    reading = read(CHOICE)
    (one,) = arrivals(reading, Wanted("socle", "1.3.1"))
    assert (one.item.code, one.item.kind, one.item.difficulty.se) == ("1.3.1-01", "single_choice", 1.0)


def test_a_multiple_choice_takes_what_earns_points() -> None:
    body = "<choiceInteraction responseIdentifier='RESPONSE' maxChoices='0'>"
    found = data(two(MAPPED, f"<p>Lesquels ?</p>{body}{choices('Eau', 'Sel', 'Air', 'Fer')}</choiceInteraction>", MAP))
    assert (found["kind"], found["key"], found["fixed_order"]) == ("several_choices", ["a", "c"], True)


def test_the_language_and_the_comments_of_two_choices_are_said() -> None:
    rows = choices("Vrai<feedbackInline outcomeIdentifier='F' identifier='A'>Oui.</feedbackInline>", "Faux")
    said = two(declared("A"), f"{ATTENDED}{rows}</choiceInteraction>", attributes='xml:lang="en"')
    assert data(said)["lists"] == {"x1": ["Vrai", "Faux"]}
    assert "« en »" in notes(said)
    assert "commentaires" in notes(said)


def test_half_points_make_a_situation() -> None:
    mapping = "".join(
        f'<qti-map-entry map-key="{name}" mapped-value="{worth}"/>' for name, worth in zip("ABC", "240", strict=True)
    )
    declaration = (
        '<qti-response-declaration identifier="R" cardinality="single" base-type="identifier">'
        f"<qti-mapping>{mapping}</qti-mapping></qti-response-declaration>"
    )
    body = f'<qti-choice-interaction response-identifier="R" shuffle="true">{choices("Un", "Deux", "Trois", tag="qti-simple-choice")}</qti-choice-interaction>'
    found = data(three(declaration, f"<p>Que faire ?</p>{body}"))
    assert found["kind"] == "situational"
    assert [row["credit"] for row in found["options"]] == [1, 2, 0]  # type: ignore[attr-defined]


def test_what_is_said_of_a_wrong_choice_names_its_mistake() -> None:
    rows = choices("Un<feedbackInline outcomeIdentifier='F' identifier='A'>oubli</feedbackInline>", "Deux", "Trois")
    found = data(two(declared("B"), f"<p>Q ?</p>{ATTENDED}{rows}</choiceInteraction>"))
    assert found["options"][0] == {"id": "a", "text": "Un", "mistake": "oubli"}  # type: ignore[index]


def test_an_order() -> None:
    body = f"<orderInteraction responseIdentifier='RESPONSE' shuffle='true'>{choices('Un', 'Deux', 'Trois')}</orderInteraction>"
    found = data(two(declared("C,A,B", "ordered"), f"<p>Rangez.</p>{body}"))
    assert (found["kind"], found["key"]) == ("ordering", ["c", "a", "b"])


def test_pairs_between_two_lists_on_either_side() -> None:
    def sets(one: str, other: str) -> str:
        rows = (
            f"<simpleMatchSet>{choices(*each.split(','), tag='simpleAssociableChoice')}</simpleMatchSet>"
            for each in (one, other.replace("X", ""))
        )
        first, second = rows
        return first + second.replace('"A"', '"X"').replace('"B"', '"Y"')

    body = f"<matchInteraction responseIdentifier='RESPONSE' shuffle='true'>{sets('Verre,Journal,Pile', 'Bac,Caisse')}</matchInteraction>"
    found = data(two(declared("A X,B X,C Y", "multiple", "directedPair"), f"<p>Triez.</p>{body}"))
    assert [row["text"] for row in found["choices"]] == ["Bac", "Caisse"]  # type: ignore[attr-defined]
    assert found["key"] == {"a": "d", "b": "d", "c": "e"}
    reverse = (
        f"<matchInteraction responseIdentifier='RESPONSE'>{sets('Bac,Caisse', 'Verre,Journal')}</matchInteraction>"
    )
    assert "reliés" in faults(two(declared("A X,A Y,B Y", "multiple", "directedPair"), reverse))


def test_associations_within_one_list_make_two() -> None:
    rows = choices("Sel", "Poivre", "Pain", "Beurre", "Thé", "Lait", tag="simpleAssociableChoice")
    body = f"<associateInteraction responseIdentifier='RESPONSE' shuffle='true'>{rows}</associateInteraction>"
    item = two(declared("A B,C D,E F", "multiple", "pair"), f"<p>Associez.</p>{body}")
    assert data(item)["kind"] == "matching"
    assert "une seule liste" in notes(item)


def test_a_field_alone_is_a_number_or_a_text_and_keeps_its_tolerance() -> None:
    near = (
        "<responseProcessing><responseCondition><responseIf><equal toleranceMode='absolute' tolerance='0.5 0.5'>"
        "<variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></equal></responseIf></responseCondition></responseProcessing>"
    )
    body = "<p>Combien ?</p><p><textEntryInteraction responseIdentifier='RESPONSE'/></p>"
    found = data(two(declared("12.5", base="float"), body, near))
    assert (found["kind"], found["key"]) == ("number", {"value": 12.5, "tolerance": 0.5})
    assert (found["question"], "text" in found) == ("Combien ?", False)
    assert data(two(declared("York", base="string"), body))["key"] == {"accepted": ["York"]}


def test_fields_within_a_text_make_a_text_to_complete() -> None:
    words = choices("Gloucester", "York", tag="inlineChoice")
    body = (
        "<p>Complétez.</p><blockquote><p>Le soleil de <inlineChoiceInteraction responseIdentifier='W'>"
        f"{words}</inlineChoiceInteraction><br/>en <textEntryInteraction responseIdentifier='N'/>.</p></blockquote>"
    )
    found = data(two(declared("B", name="W") + declared("1483", base="integer", name="N"), body))
    assert found["text"] == "Le soleil de [[x1]]\nen [[x2]]."
    assert (found["question"], found["lists"]) == ("Complétez.", {"x1": ["Gloucester", "York"]})
    assert found["key"] == {"x1": "York", "x2": {"value": 1483, "tolerance": 0}}


def test_words_for_gaps_become_lists() -> None:
    declaration = (
        '<qti-response-declaration identifier="R" cardinality="multiple" base-type="directedPair"><qti-correct-response>'
        "<qti-value>A G1</qti-value><qti-value>C G2</qti-value></qti-correct-response></qti-response-declaration>"
    )
    body = (
        '<qti-gap-match-interaction response-identifier="R"><qti-prompt>Remplissez.</qti-prompt>'
        f"{choices('hiver', 'printemps', 'été', tag='qti-gap-text')}"
        '<p>Froid en <qti-gap identifier="G1"/>, chaud en <qti-gap identifier="G2"/>.</p></qti-gap-match-interaction>'
    )
    found = data(three(declaration, body))
    assert (found["question"], found["text"]) == ("Remplissez.", "Froid en [[x1]], chaud en [[x2]].")
    assert found["key"] == {"x1": "hiver", "x2": "été"}


def test_fields_in_the_cells_of_a_table_make_a_table_to_fill() -> None:
    field = "<textEntryInteraction responseIdentifier='RESPONSE'/>"
    rows = f"<tr><th>Nom</th><th>Fin</th></tr><tr><td>Amina</td><td>{field}</td></tr>"
    found = data(two(declared("16", base="integer"), f"<p>Remplissez.</p><table><tbody>{rows}</tbody></table>"))
    assert found["kind"] == "fill_table"
    assert found["table"]["rows"] == [["Amina", {"blank": "x1"}]]  # type: ignore[index]
    mixed = rows.replace("Amina</td>", f"Amina {field}</td>")
    assert "tableau" in faults(two(declared("16", base="integer"), f"<table><tbody>{mixed}</tbody></table>"))


def test_a_slider_asks_for_a_number_half_a_step_around() -> None:
    body = "<p>Quelle part ?</p><sliderInteraction responseIdentifier='RESPONSE' lowerBound='0' upperBound='100' step='10'/>"
    found = data(two(declared("70", base="integer"), body))
    assert (found["key"], found["how"]) == ({"value": 70, "tolerance": 5}, "Écrivez un nombre de 0 à 100.")


def test_zones_of_a_picture_are_said_by_where_they_are() -> None:
    zones = "".join(
        f"<hotspotChoice identifier='{name}' shape='{shape}' coords='{coords}'/>"
        for name, shape, coords in (
            ("A", "circle", "60,40,20"),
            ("B", "rect", "300,20,380,60"),
            ("C", "poly", "180,150,220,150,200,190"),
        )
    )
    picture = "<object type='image/png' data='../images/plan.png' width='400' height='200'>Un plan du magasin</object>"
    body = f"<p>Où ?</p><hotspotInteraction responseIdentifier='RESPONSE' maxChoices='1'>{picture}{zones}</hotspotInteraction>"
    found = data(package({"items/a.xml": two(declared("B"), body), "images/plan.png": PNG}))
    assert found["picture"] == {"file": "plan.png", "alt": "Un plan du magasin", "width": 400, "height": 200}
    assert found["zones"][1] == {"id": "b", "text": "En haut, à droite", "x": 340, "y": 40}  # type: ignore[index]
    assert found["key"] == "b"


STIMULUS = '<qti-assessment-stimulus xmlns="x" identifier="s"><qti-stimulus-body><p>La nuit.</p></qti-stimulus-body></qti-assessment-stimulus>'
TYPED = (
    '<qti-response-declaration identifier="R" cardinality="single" base-type="string"><qti-correct-response>'
    "<qti-value>oui</qti-value></qti-correct-response></qti-response-declaration>"
    '<qti-assessment-stimulus-ref identifier="s" href="../textes/nuit.xml"/>'
)
NIGHT = three(TYPED, '<p>Fait-il nuit ?</p><p><qti-text-entry-interaction response-identifier="R"/></p>')


def test_a_shared_text_stands_above_the_question() -> None:
    listed = manifest(resource("items/a.xml", "v3p0"))
    whole = package({"imsmanifest.xml": listed, "items/a.xml": NIGHT, "textes/nuit.xml": STIMULUS})
    assert data(whole)["support"] == [{"type": "text", "text": "La nuit."}]
    assert "../textes/nuit.xml, un fichier absent" in faults(package({"items/a.xml": NIGHT}))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<extendedTextInteraction responseIdentifier='RESPONSE'/>", "à développer"),
        ("<hottextInteraction responseIdentifier='RESPONSE'/>", "hottextInteraction"),
        ("<graphicGapMatchInteraction responseIdentifier='RESPONSE'/>", "graphicGapMatchInteraction"),
        ("<customInteraction responseIdentifier='RESPONSE'/>", "customInteraction"),
        ("<p>Rien.</p>", "un texte sans question"),
        (f"{ATTENDED}{choices('A', 'B')}</choiceInteraction>" * 2, "plusieurs questions en une"),
    ],
)
def test_what_cannot_be_asked_here_is_listed_with_its_reason(body: str, reason: str) -> None:
    assert reason in faults(two(declared("A"), body))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (CHOICE.replace('adaptive="false"', 'adaptive="true"'), "adaptive"),
        (CHOICE.replace("<itemBody>", "<templateDeclaration identifier='x'/><itemBody>"), "templateDeclaration"),
        (CHOICE.replace("itemBody", "autreCorps"), "itemBody"),
        (CHOICE.replace("<value>B</value>", "<value>A</value><value>B</value>"), "2 bonnes réponses"),
        (CHOICE.replace("<value>B</value>", ""), "sans réponse attendue"),
        (CHOICE.replace("<value>B</value>", "<value>Z</value>"), "0 bonne réponse"),
    ],
)
def test_items_without_one_right_answer_or_that_change_are_refused(changed: str, reason: str) -> None:
    assert reason in faults(changed)


def test_what_is_left_out_is_said() -> None:
    script = "<p>Un <script>alert(1)</script><b>mot</b> <a href='http://exemple.invalid/'>ici</a></p>"
    rubric = "<rubricBlock view='scorer'><p>Barème</p></rubricBlock>"
    said = two(declared("A"), f"{script}{rubric}{ATTENDED}{choices('A', 'B', 'C')}</choiceInteraction>")
    assert data(said)["question"] == "Un mot ici\n\nUn panneau :\n\nQue dit-il ?"
    for part in ("<script>", "mise en forme", "lien", "rubricBlock"):
        assert part in notes(said)
