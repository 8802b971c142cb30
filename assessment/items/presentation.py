"""An item as one candidate meets it: the variant and the order drawn from a seed, shown without its key."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from assessment.items.families import draw
from assessment.items.item import Item
from assessment.items.kinds.kind import Form, Order, Response
from assessment.items.kinds.presented import Presented
from assessment.items.support import Listening, ShownBlock, TextBlock, paragraphs, shown_block
from assessment.items.typesetting import typeset
from assessment.messages import joined


@dataclass(frozen=True)
class Served:
    """The variant and the displayed order: what must be known again to read the answer."""

    item: Item
    order: Order


@dataclass(frozen=True)
class Question:
    """All that a candidate's page needs, and nothing that tells the answer."""

    kind: str
    support: tuple[ShownBlock, ...]
    text: tuple[str, ...]  # paragraphs
    how: str
    presented: Presented
    spoken: str


def serve(item: Item, seed: str | int) -> Served:
    """The same seed always gives the same variant in the same order."""
    variant = draw(item, seed)
    return Served(variant, variant.behaviour.order(variant.content, Random(f"{seed}:order")))


def show(served: Served, listening: Listening = Listening.SOUND) -> Question:
    item = served.item
    presented = item.behaviour.present(item.content, served.order)
    support = tuple(shown_block(block, listening) for block in item.support)
    text = tuple(typeset(part) for part in paragraphs(item.question))
    return Question(item.kind, support, text, typeset(item.how), presented, spoken(item))


def question(item: Item, seed: str | int) -> Question:
    return show(serve(item, seed))


def spoken(item: Item) -> str:
    """What the listen button says: the author's words, or the texts above the question and the question."""
    if item.spoken is not None:
        return item.spoken
    texts = [block.text for block in item.support if isinstance(block, TextBlock)]
    return joined(" ", (*" ".join([*texts, item.question]).split(), item.how))


def read(served: Served, form: Form) -> Response:
    """The answer in a form; raises EmptyAnswer or UnreadableAnswer with a sentence for the candidate."""
    return served.item.behaviour.read(served.item.content, served.order, form)


def score(served: Served, response: Response) -> int:
    return served.item.behaviour.score(served.item.content, response)
