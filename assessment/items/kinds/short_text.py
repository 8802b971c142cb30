"""A question whose answer is a few words, compared with accepted forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, quoted
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, single_value
from assessment.items.kinds.presented import PresentedEntry
from assessment.items.kinds.typed_key import (
    TextKey,
    key_to_data,
    read_typed,
    say_typed_key,
    score_typed,
    text_key_from,
    typed_for,
)
from assessment.messages import message


@dataclass(frozen=True)
class ShortTextContent:
    key: TextKey


class ShortText:
    name = "short_text"
    label: str = message("Quelques mots à écrire")
    default_how: str = message("Écrivez votre réponse.")
    own_fields = frozenset({"key"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> ShortTextContent | None:
        key = Fields(data, place, faults).within("key")
        return None if key is None else ShortTextContent(text_key_from(key))

    def to_data(self, content: ShortTextContent) -> dict[str, object]:
        return {"key": key_to_data(content.key)}

    def guessing(self, content: ShortTextContent) -> float:
        return 0.0

    def highest(self, content: ShortTextContent) -> int:
        return 1

    def order(self, content: ShortTextContent, rng: Random) -> Order:
        return ()

    def present(self, content: ShortTextContent, order: Order) -> PresentedEntry:
        return PresentedEntry(numeric=False)

    def read(self, content: ShortTextContent, order: Order, form: Form) -> Response:
        typed = single_value(form, "value")
        if not typed:
            raise EmptyAnswer(message("Écrivez une réponse, ou choisissez « Je ne sais pas »."))
        return read_typed(content.key, typed)

    def score(self, content: ShortTextContent, response: Response) -> int:
        return score_typed(content.key, response)

    def say_response(self, content: ShortTextContent, response: Response) -> str:
        return quoted(response["typed"])

    def say_key(self, content: ShortTextContent) -> str:
        return say_typed_key(content.key)

    def form_for(self, content: ShortTextContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        return {"value": [typed_for(content.key, bool(earned), rng)]}
