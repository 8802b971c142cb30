"""What is said of a question in short labels, for tools that keep labels and lose the rest: criterion, trade, difficulty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assessment.interchange.form_values import number_or_text
from assessment.interchange.formats.port import Data, Incoming
from assessment.items.item import CODE, Item

CRITERION = re.compile(r"[A-Z0-9]{1,3}(?:\.[0-9]{1,2}){1,3}")
ESTIMATE = re.compile(r"([-−]?[0-9.,]+) ?± ?([0-9.,]+)")


def tags_of(item: Item) -> list[str]:
    estimate = item.difficulty
    said = {
        "certificat": item.certificate,
        "critère": item.criterion,
        "métier": item.trade,
        "difficulté": f"{estimate.value:g} ± {estimate.se:g}",
        "secondes": str(item.seconds),
    }
    return [f"{name} : {value}" for name, value in said.items()]


def tagged(found: Incoming, tags: Iterable[str], number: str = "") -> Incoming:
    """The question with what its labels say; `number` is what the other tool calls its identifier."""
    data: Data = dict(found.data)
    certificate, criterion = found.certificate, found.criterion
    for tag in tags:
        name, _, value = (part.strip() for part in tag.partition(":"))
        estimate = ESTIMATE.fullmatch(value)
        if name.lower() == "certificat":
            certificate = value
        elif name.lower() == "critère" and CRITERION.fullmatch(value.upper()):
            criterion = value.upper()
        elif name.lower() == "métier":
            data["trade"] = value
        elif name.lower() == "difficulté" and estimate:
            data["difficulty"] = {"value": number_or_text(estimate[1]), "se": number_or_text(estimate[2])}
        elif name.lower() == "secondes":
            data["seconds"] = number_or_text(value)
    if CODE.fullmatch(number):
        data["code"] = number
    return replace(found, data=data, certificate=certificate, criterion=criterion)


def criterion_in(category: str) -> str:
    """The criterion a category is named after, if it is."""
    last = category.replace("//", " ").rstrip("/").rpartition("/")[2].strip()
    found = CRITERION.match(last)
    return found[0] if found else ""
