"""French typesetting at the moment of showing: no line break before a double sign, inside guillemets or before a unit."""

from __future__ import annotations

import re

from assessment.items.numbers_fr import NBSP, THIN
from assessment.messages import Message, shaped

UNIT = r"(?:h|min|s|kg|g|mg|t|km|m|cm|mm|m²|cm²|m³|l|cl|ml|L|cL|mL|°C|ko|Mo|Go)"
KEPT_TOGETHER = re.compile(rf" (?=[:;?!»%€])|(?<=«) |(?<=\d) (?={UNIT}(?![\w²³]))|(?<=\d[ \u00a0]h) (?=\d\d(?!\d))")
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def typeset(text: str) -> str:
    """The same text with unbreakable spaces where French asks for them."""
    return shaped(text, kept_together) if isinstance(text, Message) else kept_together(text)


def kept_together(text: str) -> str:
    return THOUSANDS.sub(THIN, KEPT_TOGETHER.sub(NBSP, text))
