"""A text with blanks, each a number, a few words to type, or one word of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields, checked_text, describe
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response, UnreadableAnswer, displayed, single_value
from assessment.items.kinds.options import IDENTIFIER, TEXT, fault_if_doubled
from assessment.items.kinds.presented import PresentedBlanks, PresentedOption, PresentedPiece
from assessment.items.kinds.typed_key import (
    NumberKey,
    TextKey,
    key_to_data,
    read_typed,
    say_typed_key,
    score_typed,
    typed_for,
    typed_key_from,
)
from assessment.items.support import paragraphs
from assessment.items.typesetting import typeset
from assessment.items.wording import exact
from assessment.messages import counted, joined, message

MOST_BLANKS = 8
FEWEST_WORDS, MOST_WORDS = 2, 6
LONGEST_TEXT, LONGEST_WORD = 1500, 60
ATTRACTION = 0.8  # as for one choice
CONTEXT = 4  # words quoted to say where a blank is
BLANK = re.compile(r"\[\[([a-z][0-9]{0,2})\]\]")


@dataclass(frozen=True)
class WordKey:
    """One word of a list."""

    words: tuple[str, ...]
    right: str


BlankKey = NumberKey | TextKey | WordKey


@dataclass(frozen=True)
class FillBlanksContent:
    text: str
    keys: tuple[tuple[str, BlankKey], ...]  # by blank, in reading order

    def filled(self, answers: Mapping[str, str]) -> str:
        """The text with something in each blank."""
        return BLANK.sub(lambda found: f"[{answers[found[1]]}]", self.text)

    def label(self, blank: str) -> str:
        """Where a blank is, for who does not see the text."""
        before, _, after = self.text.partition(f"[[{blank}]]")
        said = BLANK.sub("…", before).rsplit("\n\n", 1)[-1].split()[-CONTEXT:]
        if said:
            return message("Après « %(words)s »", words=" ".join(said))
        return message("Avant « %(words)s »", words=" ".join(BLANK.sub("…", after).split()[:CONTEXT]))


class FillBlanks:
    name = "fill_blanks"
    label: str = message("Texte à compléter")
    default_how: str = message("Complétez chaque case du texte.")
    own_fields = frozenset({"text", "lists", "key"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> FillBlanksContent | None:
        item = Fields(data, place, faults)
        text = item.paragraphs("text", LONGEST_TEXT)
        names = BLANK.findall(text)
        if not 1 <= len(names) <= MOST_BLANKS:
            item.fault(
                "text",
                counted("%(n)s case à compléter", "%(n)s cases à compléter", len(names)),
                message("de 1 à %(most)s cases écrites [[x1]]", most=MOST_BLANKS),
            )
        fault_if_doubled(item, "text", names, IDENTIFIER)
        key = item.within("key")
        lists = item.within("lists") if "lists" in data else Fields({}, place, faults)
        if key is None or lists is None:
            return None
        lists.only(names)
        if set(names) != set(key.data):
            faults.add(key.place, describe(key.data), message("une clé par case : %(known)s", known=", ".join(names)))
        known = [name for name in dict.fromkeys(names) if name in key.data]
        return FillBlanksContent(text, tuple((name, blank_key(key, lists, name)) for name in known))

    def to_data(self, content: FillBlanksContent) -> dict[str, object]:
        lists = {blank: list(key.words) for blank, key in content.keys if isinstance(key, WordKey)}
        keys = {blank: key.right if isinstance(key, WordKey) else key_to_data(key) for blank, key in content.keys}
        return {"text": content.text} | ({"lists": lists} if lists else {}) | {"key": keys}

    def guessing(self, content: FillBlanksContent) -> float:
        """Nothing typed is guessed; lists alone are, each at its own chance."""
        chance = ATTRACTION
        for _, key in content.keys:
            chance *= 1 / len(key.words) if isinstance(key, WordKey) else 0.0
        return round(min(chance, 0.3), 2)

    def highest(self, content: FillBlanksContent) -> int:
        return 1

    def order(self, content: FillBlanksContent, rng: Random) -> Order:
        """The words of each list as displayed, one list after the other; a word is named `x1.0`."""
        names: list[str] = []
        for blank, key in content.keys:
            own = [f"{blank}.{at}" for at in range(len(key.words))] if isinstance(key, WordKey) else []
            rng.shuffle(own)
            names += own
        return tuple(names)

    def present(self, content: FillBlanksContent, order: Order) -> PresentedBlanks:
        known = [f"{blank}.{at}" for blank, key in content.keys for at in range(len(words_of(key)))]
        if sorted(order) != sorted(known):
            raise ValueError(f"order {order} is not a permutation of {known}")
        return PresentedBlanks(tuple(tuple(self._pieces(content, order, part)) for part in paragraphs(content.text)))

    def _pieces(self, content: FillBlanksContent, order: Order, paragraph: str) -> Iterator[PresentedPiece]:
        keys = dict(content.keys)
        for at, part in enumerate(BLANK.split(paragraph)):
            if at % 2 == 0:
                if part:
                    yield PresentedPiece(typeset(part))
                continue
            key = keys[part]
            words = enumerate((word_of(key, name) for name in own(order, part)), 1)
            choices = tuple(PresentedOption(str(number), typeset(word)) for number, word in words)
            label = typeset(content.label(part))
            yield PresentedPiece("", f"blank-{part}", label, isinstance(key, NumberKey), choices)

    def read(self, content: FillBlanksContent, order: Order, form: Form) -> Response:
        typed = {blank: single_value(form, f"blank-{blank}") for blank, _ in content.keys}
        if not all(typed.values()):
            raise EmptyAnswer(message("Complétez chaque case, ou choisissez « Je ne sais pas »."))
        blanks: dict[str, object] = {}
        for blank, key in content.keys:
            try:
                if isinstance(key, WordKey):
                    blanks[blank] = {"typed": word_of(key, displayed(own(order, blank), typed[blank]))}
                else:
                    blanks[blank] = read_typed(key, typed[blank])
            except UnreadableAnswer as unreadable:
                said = joined(". ", (content.label(blank), unreadable.message))
                raise UnreadableAnswer(said, field=f"blank-{blank}") from unreadable
        return {"blanks": blanks}

    def score(self, content: FillBlanksContent, response: Response) -> int:
        return int(all(is_right(key, response["blanks"][blank]) for blank, key in content.keys))

    def say_response(self, content: FillBlanksContent, response: Response) -> str:
        return content.filled({blank: response["blanks"][blank]["typed"] for blank, _ in content.keys})

    def say_key(self, content: FillBlanksContent) -> str:
        said = {b: key.right if isinstance(key, WordKey) else say_typed_key(key) for b, key in content.keys}
        return content.filled(said)

    def form_for(self, content: FillBlanksContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        slip = None if earned else rng.choice([blank for blank, _ in content.keys])
        form = {}
        for blank, key in content.keys:
            if isinstance(key, WordKey):
                words = [word_of(key, name) for name in own(order, blank)]
                word = key.right if blank != slip else rng.choice([each for each in words if each != key.right])
                form[f"blank-{blank}"] = [str(words.index(word) + 1)]
            else:
                form[f"blank-{blank}"] = [typed_for(key, blank != slip, rng)]
        return form


def own(order: Order, blank: str) -> Order:
    """The part of the order that is about one blank."""
    return tuple(name for name in order if name.startswith(f"{blank}."))


def words_of(key: BlankKey) -> tuple[str, ...]:
    return key.words if isinstance(key, WordKey) else ()


def word_of(key: BlankKey, name: str) -> str:
    return words_of(key)[int(name.rpartition(".")[2])]


def is_right(key: BlankKey, response: Response) -> bool:
    return response["typed"] == key.right if isinstance(key, WordKey) else bool(score_typed(key, response))


def blank_key(key: Fields, lists: Fields, blank: str) -> BlankKey:
    if blank not in lists.data:
        return typed_key_from(key, blank)
    place = lists.at(blank)
    found = lists.listing(blank, FEWEST_WORDS, MOST_WORDS)
    words = tuple(checked_text(one, f"{place} {at}", lists.faults, LONGEST_WORD) for at, one in enumerate(found, 1))
    fault_if_doubled(lists, blank, [exact(word) for word in words if word], TEXT)
    right = key.data[blank]
    if right not in words:
        key.fault(blank, describe(right), message("un des mots de la liste : %(known)s", known=", ".join(words)))
    return WordKey(words, str(right))
