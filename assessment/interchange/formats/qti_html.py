"""The body of an item as HTML for `html_text`: interactions give way to what is put in their place, feedback is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from assessment.messages import message

VOID = frozenset(["br", "img", "hr", "source", "col", "embed", "track"])
KEPT = ("class", "src", "href", "alt", "title", "colspan", "rowspan", "controls", "alttext")
LEFT = {
    "qti-feedback-inline": message("un commentaire (feedback)"),
    "qti-feedback-block": message("un commentaire (feedback)"),
    "qti-modal-feedback": message("un commentaire (feedback)"),
    "qti-rubric-block": message("une consigne (rubricBlock)"),
    "qti-include": message("un contenu pris ailleurs (include)"),
    "qti-catalog-info": message("des variantes d'accessibilité (catalog)"),
    "qti-stylesheet": "",
}
PARTS = frozenset(
    f"qti-{name}"
    for name in [
        "simple-choice",
        "inline-choice",
        "gap-text",
        "gap-img",
        "simple-match-set",
        "simple-associable-choice",
        "hotspot-choice",
        "hottext-choice",
    ]
)
SOUNDS = ("audio/",)


@dataclass
class Html:
    """Writes elements as HTML; `replaced` says what stands in the place of some of them."""

    replaced: Mapping[Element, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)  # what was left out

    def inner(self, element: Element) -> str:
        children = (self.outer(child) + escape(child.tail or "") for child in element)
        return escape(element.text or "") + "".join(children)

    def outer(self, element: Element) -> str:
        tag = str(element.tag)
        if element in self.replaced:
            return self.replaced[element]
        if tag in LEFT:
            self.leave(tag)
        if tag in LEFT or tag in PARTS:
            return ""
        if tag == "object":
            return self.medium(element)
        return self.own(element) if tag.startswith("qti-") else self.marked(element)

    def own(self, element: Element) -> str:
        """An element of QTI: an interaction leaves its prompt, others what they hold."""
        tag = str(element.tag)
        if tag.endswith("-interaction") and tag != "qti-gap-match-interaction":
            return "".join(self.outer(each) for each in element.findall("qti-prompt"))
        return f"<div>{self.inner(element)}</div>" if tag == "qti-prompt" else self.inner(element)

    def marked(self, element: Element) -> str:
        tag = str(element.tag)
        given = "".join(f' {key}="{escape(element.attrib[key])}"' for key in KEPT if key in element.attrib)
        return f"<{tag}{given}>" if tag in VOID else f"<{tag}{given}>{self.inner(element)}</{tag}>"

    def medium(self, element: Element) -> str:
        """An object of QTI 2 as the picture or the recording it holds; its text replaces a picture."""
        kind, source = element.get("type", ""), escape(element.get("data", ""))
        if kind.startswith("image/"):
            return f'<img src="{source}" alt="{escape(self.alt(element))}">'
        return f'<audio src="{source}"></audio>' if kind.startswith(SOUNDS) else f"<object>{source}</object>"

    def alt(self, element: Element) -> str:
        return " ".join("".join(element.itertext()).split())

    def leave(self, tag: str) -> None:
        if LEFT[tag] and LEFT[tag] not in self.said:
            self.said.append(LEFT[tag])


def interactions(body: Element) -> list[Element]:
    """The interactions of an item, in reading order."""
    return list(iterated(body, lambda tag: tag.endswith("-interaction")))


def iterated(element: Element, wanted: Callable[[str], bool]) -> Iterator[Element]:
    for child in element:
        if wanted(str(child.tag)):
            yield child
        else:
            yield from iterated(child, wanted)
