"""The one interaction of an item that stands by itself, as the fields of one of our kinds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessment.interchange.formats.choices import chosen, names, pairs
from assessment.interchange.formats.foreign_words import BETWEEN
from assessment.interchange.formats.gift_answers import key_of, number
from assessment.interchange.formats.port import Data
from assessment.interchange.formats.qti_asked import Asked
from assessment.interchange.formats.qti_hotspot import hotspot
from assessment.messages import message

ONE_EACH = message("un choix pour chaque élément")


def choice(asked: Asked, interaction: Element) -> Data | None:
    response = asked.response(interaction)
    found = interaction.findall("qti-simple-choice")
    choices = [asked.choice(each, response.weight(each.get("identifier", ""))) for each in found]
    several = response.cardinality == "multiple" and interaction.get("max-choices", "1") != "1"
    data = chosen(choices, several, asked.place, asked.reading)
    if data is None or data["kind"] != "fill_blanks":
        return None if data is None else data | order_kept(asked, interaction, found)
    if any(each.feedback for each in choices):
        asked.note(message("les commentaires des réponses sont laissés"))
    return data


def order_kept(asked: Asked, interaction: Element, choices: list[Element]) -> Data:
    """Ours are shuffled or not, all together."""
    shuffled = interaction.get("shuffle", "false") == "true"
    fixed = [each for each in choices if each.get("fixed") == "true"]
    if shuffled and fixed:
        asked.note(message("des choix gardent leur place : aucun n'est mélangé"))
    return {} if shuffled and not fixed else {"fixed_order": True}


def order(asked: Asked, interaction: Element) -> Data | None:
    response = asked.response(interaction)
    found = interaction.findall("qti-simple-choice")
    ids = dict(zip((each.get("identifier", "") for each in found), names(len(found)), strict=True))
    if sorted(response.right) != sorted(ids):
        asked.fault(
            message("un ordre qui ne dit pas la place de chaque élément"), message("tous les éléments, en ordre")
        )
        return None
    elements = [{"id": ids[each.get("identifier", "")], "text": asked.plain(each)} for each in found]
    return {"kind": "ordering", "elements": elements, "key": [ids[each] for each in response.right]}


def match(asked: Asked, interaction: Element) -> Data | None:
    """Elements are on the side whose every choice has one partner, on the left if both have."""
    sets = interaction.findall("qti-simple-match-set")
    texts = [{each.get("identifier", ""): asked.plain(each) for each in one} for one in sets]
    found = asked.response(interaction).pairs
    ways = [(0, 1, found), (1, 0, [(right, left) for left, right in found])]
    for elements, choices, linked in ways if len(texts) == 2 else ():
        linking = dict(linked)
        fits = set(linking) == set(texts[elements]) and set(linking.values()) <= set(texts[choices])
        if len(linking) == len(linked) and fits:
            kept = [("", text) for text in texts[choices].values()]
            kept += [(text, texts[choices][linking[name]]) for name, text in texts[elements].items()]
            return pairs(kept) | order_kept(asked, interaction, [each for one in sets for each in one])
    asked.fault(message("des éléments reliés à plusieurs choix, ou à aucun"), ONE_EACH)
    return None


def associate(asked: Asked, interaction: Element) -> Data | None:
    """Pairs within one list: the first of each becomes an element, the second a choice."""
    listed = interaction.findall("qti-simple-associable-choice")
    texts = {each.get("identifier", ""): asked.plain(each) for each in listed}
    found = asked.response(interaction).pairs
    used = [name for pair in found for name in pair]
    if not found or len(used) != len(set(used)) or not set(used) <= set(texts):
        asked.fault(message("des éléments associés à plusieurs autres, ou à aucun"), ONE_EACH)
        return None
    asked.note(message("des paires à faire dans une seule liste : en voici deux"))
    lone = [("", texts[name]) for name in texts if name not in used]
    return pairs([*lone, *((texts[left], texts[right]) for left, right in found)])


def slider(asked: Asked, interaction: Element) -> Data | None:
    """A place on a line becomes a number to write, half a step around the right one being accepted."""
    key = asked.response(interaction).number_key(asked.place, asked.reading)
    low, high = (interaction.get(f"{side}-bound", "0") for side in ("lower", "upper"))
    step = number(interaction.get("step", "1")) or Fraction(1)
    if key is None:
        return None
    margin = step / 2 if step > 1 else Fraction(0)
    asked.note(message("un curseur : le nombre est à écrire, à une moitié de pas près"))
    how = BETWEEN.format(low=low, high=high)
    return {"kind": "number", "how": how, "key": key_of(Fraction(str(key["value"])), margin)}


ANSWERS: dict[str, Callable[[Asked, Element], Data | None]] = {
    "qti-choice-interaction": choice,
    "qti-order-interaction": order,
    "qti-match-interaction": match,
    "qti-associate-interaction": associate,
    "qti-slider-interaction": slider,
    "qti-hotspot-interaction": hotspot,
}
