"""Finds the passive in a French text: who acts comes last or is not said, which a slow reader has to put back in order."""

from __future__ import annotations

import re

BE = r"(?:est|sont|était|étaient|sera|seront|serait|seraient|soit|soient|suis|êtes|sommes|été|être)"
ADVERB = r"(?:\s(?:pas|plus|bien|mal|déjà|toujours|souvent|aussi|tous|toutes|\w+ment))?"
PARTICIPLE = r"\w{2,}(?:é|i|u|it|is|rt|int)e?s?"
OF_MOTION = r"(?:(?:all|arriv|entr|n|rest|tomb|pass|rentr|retourn|mont)ée?s?|(?:re)?(?:partie?s?|sortie?s?|venue?s?))\b"
NOT_AN_AGENT = r"(?:terre|jour|mois|an|semaine|exemple|heure|personne|cœur)\b"
PASSIVE = re.compile(
    rf"\b{BE}{ADVERB}\s(?!{OF_MOTION}){PARTICIPLE}(?:\s\w+)?\spar\b(?!\s{NOT_AN_AGENT})"
    rf"|\b(?:été|être)\s(?!{OF_MOTION})\w{{2,}}ée?s?\b",
    re.IGNORECASE,
)


def passives(text: str) -> list[str]:
    """The words of each passive: a participle with its agent, or one after « été » or « être »."""
    return PASSIVE.findall(text)
