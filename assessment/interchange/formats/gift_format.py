"""GIFT, the text format of Moodle questions."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.errors import Faults
from assessment.interchange.formats.gift_read import question, read_gift
from assessment.interchange.formats.gift_text import blocks
from assessment.interchange.formats.gift_write import write_gift
from assessment.interchange.formats.port import Media, Reading, Written
from assessment.interchange.formats.seal import sealed
from assessment.interchange.formats.text_files import decoded
from assessment.items.item import Item
from assessment.messages import message


class GiftFormat:
    name = "gift"
    label: str = message("GIFT (Moodle, texte)")
    suffixes: tuple[str, ...] = (".gift", ".txt")
    media_type = "text/plain"

    def recognises(self, content: bytes) -> bool:
        return True

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        reading = Reading(faults)
        text = decoded(content, name, faults)
        if text is not None:
            read_gift(name, text, reading)
            if not reading.questions and not faults:
                faults.add(
                    name, message("aucune question"), message("au moins une question, comme « Ça va ? {=oui ~non} »")
                )
        return reading

    def write(self, items: Sequence[Item], media: Media) -> Written:
        text, notes = write_gift(items, seal_of)
        return Written(text.encode(), tuple(notes))


def seal_of(item: Item, shown: str) -> str | None:
    """The seal of a question whose block is `shown`; None when the block does not read back."""
    block = next(blocks(shown))
    block.seal = item.code
    found = question(block, item.code, Reading(Faults()))
    return None if found is None else sealed(item, found.data)
