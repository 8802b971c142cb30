"""Sentences composed below the pages can be said in another language."""

from __future__ import annotations

import json
import pickle

from assessment.messages import Message, counted, from_data, joined, message, respelt, shaped, to_data


def shout(text: str) -> str:
    return text.upper().replace("%(N)S", "%(n)s").replace("%(WHO)S", "%(who)s")


def shout_many(singular: str, plural: str, count: int) -> str:
    return shout(singular if count == 1 else plural)


def test_a_message_is_its_french_text() -> None:
    assert message("Bonjour %(who)s", who="Awa") == "Bonjour Awa"
    assert message("100 % juste") == "100 % juste"


def test_none_and_one_are_singular_in_french() -> None:
    said = [counted("%(n)s question", "%(n)s questions", n) for n in (0, 1, 2)]
    assert said == ["0 question", "1 question", "2 questions"]


def test_the_sentence_is_translated_before_its_values_go_in() -> None:
    inner = counted("%(n)s fois", "%(n)s fois", 3)
    said = joined(" ", [message("vu %(who)s", who=inner), "tel quel"])
    assert said == "vu 3 fois tel quel"
    assert said.translated(shout, shout_many) == "VU 3 FOIS tel quel"


def test_a_message_survives_a_change_of_process() -> None:
    said = joined(", ", [message("vu %(who)s", who="Awa"), counted("une", "plusieurs", 2)])
    again = pickle.loads(pickle.dumps(said))
    assert isinstance(again, Message)
    assert again.translated(shout, shout_many) == "VU Awa, PLUSIEURS"


def test_a_message_is_stored_as_data_and_stays_translatable() -> None:
    inner = joined(message(" ou "), [message("vu %(who)s", who="Awa"), counted("%(n)s fois", "%(n)s fois", 3)])
    said = message("%(who)s à 100 %% : %(n)s", who=inner, n=0.5)
    again = from_data(json.loads(json.dumps(to_data(said))))
    assert again == said == "vu Awa ou 3 fois à 100 % : 0.5"
    assert isinstance(again, Message)
    assert "VU Awa OU 3 FOIS" in again.translated(shout, shout_many)


def test_what_is_no_message_is_stored_as_its_text() -> None:
    assert to_data("tel quel") == from_data("tel quel") == "tel quel"
    assert to_data(shaped(message("vu %(who)s ?", who="Awa"), dotted)) == "vu.Awa.?"
    assert type(to_data(message("vu"))) is dict


def test_the_separator_is_translated_too() -> None:
    assert joined(message(" ou "), ["a", "b"]).translated(shout, shout_many) == "a OU b"
    assert joined(", ", []).translated(shout, shout_many) == ""


def test_a_message_keeps_its_memory_as_the_text_of_an_error() -> None:
    said = str(ValueError(message("vu %(who)s", who="Awa")))
    assert isinstance(said, Message)
    assert said.translated(shout, shout_many) == "VU Awa"


def test_a_sentence_is_shaped_after_its_translation() -> None:
    said = pickle.loads(pickle.dumps(shaped(message("vu %(who)s ?", who="Awa"), dotted)))
    assert said == "vu.Awa.?"
    assert said.translated(shout, shout_many) == "VU.Awa.?"


def dotted(text: str) -> str:
    return text.replace(" ", ".")


def test_what_was_put_in_is_written_anew_and_the_sentence_is_not() -> None:
    said = respelt(joined(", ", [message("dans %(who)s", who="dans.csv"), "plain"]), "dans.csv", "grille.csv")
    assert said == "dans grille.csv, plain"
    assert isinstance(said, Message)
    assert said.translated(shout, shout_many) == "DANS grille.csv, plain"
