"""Words that few people read often, and the passive: listed for authors, who judge. A trade has its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.common_words import rare_words
from assessment.items.item import Item
from assessment.items.passive import passives
from assessment.items.texts import read_by_candidate
from assessment.messages import joined, message

NAME = message("facilité de lecture")


def check(items: Sequence[Item]) -> Iterator[Finding]:
    for item in items:
        texts = [text for _, text in read_by_candidate(item)]
        if rare := list(dict.fromkeys(word for text in texts for word in rare_words(text))):
            said = message("mots peu courants : %(words)s", words=joined(", ", rare))
            yield Finding(NAME, Severity.HINT, item.code, said)
        if turns := [turn for text in texts for turn in passives(text)]:
            said = message("tournure passive : « %(words)s »", words=joined(", ", turns))
            yield Finding(NAME, Severity.HINT, item.code, said)
