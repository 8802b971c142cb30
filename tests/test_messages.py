"""Sentences composed below the pages can be said in another language."""

from __future__ import annotations

import pickle

from assessment.messages import Message, counted, joined, message


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
