"""Questions kept apart name each other by codes that exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.messages import message

NAME = message("questions à ne pas poser ensemble")


def check(items: Sequence[Item]) -> Iterator[Finding]:
    known = {(item.certificate, item.code) for item in items}
    for item in items:
        for code in item.enemies:
            if (item.certificate, code) not in known:
                text = message("la question %(code)s n'est pas dans la banque", code=code)
                yield Finding(NAME, Severity.WARNING, item.code, text)
