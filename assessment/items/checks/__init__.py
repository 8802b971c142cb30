"""All the checks of a bank, run together."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.items.checks import (
    difficulty,
    enemies,
    key_balance,
    key_ranks,
    near_duplicates,
    one_right_answer,
    pictures,
    plain_language,
    reading_ease,
    sounds,
    typography,
    variants,
)
from assessment.items.checks.finding import Finding, Severity
from assessment.items.checks.media import Media
from assessment.items.item import Item

THOROUGH_DRAWS = 1000  # variants of each family
QUICK_DRAWS = 200


def run_checks(items: Sequence[Item], media: Media, draws: int = THOROUGH_DRAWS) -> list[Finding]:
    """The findings of every check, the most serious first, then by item."""
    found = [
        *one_right_answer.check(items),
        *pictures.check(items, media),
        *sounds.check(items, media),
        *plain_language.check(items),
        *reading_ease.check(items),
        *typography.check(items),
        *near_duplicates.check(items),
        *key_balance.check(items),
        *key_ranks.check(items),
        *difficulty.check(items),
        *enemies.check(items),
        *variants.check(items, draws),
    ]
    seriousness = list(Severity)
    return sorted(dict.fromkeys(found), key=lambda finding: (seriousness.index(finding.severity), finding.item))
