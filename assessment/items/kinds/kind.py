"""What every kind of question can do: read its content, show it without its key, read an answer, score it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Protocol, TypeAlias, TypeVar

from assessment.errors import Faults, InvalidInput
from assessment.items.kinds.presented import Presented
from assessment.messages import message

Form: TypeAlias = Mapping[str, Sequence[str]]  # what a browser sends: field name to values
Response: TypeAlias = dict[str, Any]  # an answer in canonical terms (option ids, texts as typed), ready for JSON
Order: TypeAlias = tuple[str, ...]  # the ids of options or elements, as displayed; empty when nothing is shuffled
Content = TypeVar("Content")


class EmptyAnswer(InvalidInput):
    """Nothing, or not everything, was answered."""

    code = "empty_answer"


class UnreadableAnswer(InvalidInput):
    """Something was answered that this question cannot take."""

    code = "unreadable_answer"


class Kind(Protocol[Content]):
    """One kind of question. It has no state: its content is an argument."""

    name: str
    label: str
    default_how: str
    own_fields: frozenset[str]

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> Content | None:
        """The content found in an item's mapping, or None after a fault."""

    def to_data(self, content: Content) -> dict[str, object]:
        """The mapping `from_data` reads."""

    def guessing(self, content: Content) -> float:
        """How often a person who does not know answers right; 0 when answers are graded."""

    def highest(self, content: Content) -> int:
        """The highest score: 1, or more when an answer may be partly right."""

    def order(self, content: Content, rng: Random) -> Order:
        """The displayed order of what is shuffled."""

    def present(self, content: Content, order: Order) -> Presented:
        """What a candidate sees: no key, no mistake, no id that says anything."""

    def read(self, content: Content, order: Order, form: Form) -> Response:
        """The answer in a form; raises EmptyAnswer or UnreadableAnswer."""

    def score(self, content: Content, response: Response) -> int:
        """From 0 to `highest`: 1 when right, 0 otherwise, for most kinds."""

    def say_response(self, content: Content, response: Response) -> str:
        """The answer in words, for an evaluator."""

    def say_key(self, content: Content) -> str:
        """The expected answer in words, for an evaluator."""

    def form_for(self, content: Content, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        """The form a person would send whose answer earns this score: a plausible mistake for 0."""


def single_value(form: Form, name: str) -> str:
    """The one value of a field, '' when absent; two values for one field are no answer a page can send."""
    values = form.get(name, ())
    if len(values) > 1:
        raise UnreadableAnswer(message("Cette réponse n'a pas pu être lue. Répondez encore une fois."), field=name)
    return values[0].strip() if values else ""


def displayed(order: Order, typed: str) -> str:
    """The id displayed at a position typed as '1', '2', ...; anything else was not on the page."""
    positions = {str(position): name for position, name in enumerate(order, 1)}
    if typed not in positions:
        raise UnreadableAnswer(
            message("Cette réponse n'est pas sur la page. Choisissez une réponse affichée."), found=typed[:40]
        )
    return positions[typed]
