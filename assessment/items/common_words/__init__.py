"""Is a French word one that most people read often? From a list of the 20,000 commonest forms."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

LIST = "forms.txt"  # one form a line, the commonest first; where it comes from: ATTRIBUTION.md
SHORTEST_RARE = 5  # letters; shorter words are articles, prefixes and units
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ADDRESS = re.compile(r"\S*[@/]\S*|\S+\.\w{2,4}\b")  # e-mail addresses, web addresses, names of files
ADDED = ("s", "x", "e", "es", "nt", "r", "ez")  # what a known form may have gained or lost
VERB_ENDINGS = (
    "ons",
    "ions",
    "ez",
    "ent",
    "ait",
    "aient",
    "ant",
    "era",
    "erez",
    "eront",
    "e",
    "es",
    "é",
    "ée",
    "és",
    "ées",
)
AFTER_G = ("eons", "eait", "eaient", "eant")  # nous mangeons
EXCHANGED = (
    *((ending, "er") for ending in (*VERB_ENDINGS, *AFTER_G)),
    *((ending, "eur") for ending in ("euse", "euses")),
    *((ending, "teur") for ending in ("trice", "trices")),
    *((ending, "if") for ending in ("ive", "ives")),
    *((ending, "el") for ending in ("elle", "elles")),
    *((ending, "ien") for ending in ("ienne", "iennes")),
    ("aux", "al"),
)


@cache
def common_words() -> frozenset[str]:
    return frozenset(files(__name__).joinpath(LIST).read_text(encoding="utf-8").split())


def is_common(word: str) -> bool:
    """Whether the word, or a form of it with another ending, is in the list."""
    return is_listed(word) or any(is_listed(other) for other in other_forms(word))


def is_listed(form: str) -> bool:
    return form in common_words()


def other_forms(word: str) -> list[str]:
    gained = [word + ending for ending in ADDED]
    lost = [word.removesuffix(ending) for ending in ADDED if word.endswith(ending)]
    exchanged = [word.removesuffix(ending) + other for ending, other in EXCHANGED if word.endswith(ending)]
    return gained + lost + exchanged


def rare_words(text: str) -> list[str]:
    """Words in small letters (a capital may be a name) of which some part is not common, in the order of the text."""
    words = WORD.findall(ADDRESS.sub(" ", text))
    return list(dict.fromkeys(word for word in words if word.islower() and has_rare_part(word)))


def has_rare_part(word: str) -> bool:
    return any(len(part) >= SHORTEST_RARE and not is_common(part) for part in word.split("-"))
