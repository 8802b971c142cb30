"""What QTI 2 and QTI 3 call the same things: everything here is read and built under its QTI 3 name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

NAMES = """a abbr acronym address article aside audio b bdi bdo big blockquote br caption cite code col colgroup dd
details dfn div dl dt em embed figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i iframe img kbd label li main mark
math nav object ol p param picture pre q rb rp rt ruby s samp script section small source span strong style sub summary
sup svg table tbody td tfoot th thead tr track tt u ul var video"""
HTML = frozenset(NAMES.split())
FOREIGN = ("http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg")
CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
SMALL = re.compile(r"-([a-z])")
NOT_XML = {0xFFFE: None, 0xFFFF: None}  # signs that no XML file may hold
UNTOUCHED = re.compile(r"data-|aria-|xml")


@dataclass(frozen=True)
class Dialect:
    """One version of QTI, as we write it."""

    version: str
    namespace: str
    package_namespace: str
    schema: str
    schema_version: str
    item_type: str
    template: str  # address of a standard response processing
    picture: str  # the element that holds the picture of a hotspot

    def template_of(self, name: str) -> str:
        return self.template.format(name)


THREE = Dialect(
    "3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "QTI Package",
    "3.0.1",
    "imsqti_item_xmlv3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    "img",
)
TWO = Dialect(
    "2.2",
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "QTIv2.2 Package",
    "1.0.0",
    "imsqti_item_xmlv2p2",
    "http://www.imsglobal.org/question/qti_v2p2/rptemplates/{}",
    "object",
)


def node(tag: str, given: Mapping[str, str] | None = None, *content: Element | str) -> Element:
    """An element with its attributes, then text and elements in reading order."""
    made = Element(tag, dict(given or {}))
    for each in content:
        if isinstance(each, Element):
            made.append(each)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + each
        else:
            made.text = (made.text or "") + each
    return made


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def as_three(element: Element) -> Element:
    """A copy under QTI 3 names, without namespaces."""
    name = local(element)
    own = not str(element.tag).startswith(tuple(f"{{{space}}}" for space in FOREIGN)) and name.lower() not in HTML
    made = Element(named(name) if own else name.lower())
    made.text, made.tail = element.text, element.tail
    for key, value in element.attrib.items():
        made.set(kebab(key.rpartition("}")[2]), value)
    made.extend(as_three(child) for child in element)
    return made


def named(name: str) -> str:
    small = kebab(name)
    return small if small.startswith("qti-") else f"qti-{small}"


def kebab(name: str) -> str:
    return CAPITAL.sub(r"-\1", name).lower()


def camel(name: str) -> str:
    return SMALL.sub(lambda found: found[1].upper(), name)


def in_dialect(element: Element, dialect: Dialect) -> Element:
    """A copy under the names of a version."""
    if dialect.version == THREE.version:
        return element
    ours = str(element.tag).startswith("qti-")
    made = Element(camel(str(element.tag).removeprefix("qti-")))
    made.text, made.tail = element.text, element.tail
    for key, value in element.attrib.items():
        made.set(camel(key) if ours and not UNTOUCHED.match(key) else key, value)
    made.extend(in_dialect(child, dialect) for child in element)
    return made


def document(element: Element, dialect: Dialect) -> bytes:
    """The bytes of an item."""
    made = in_dialect(element, dialect)
    root = Element(made.tag, {"xmlns": dialect.namespace, **made.attrib})
    root.extend(made)
    return written(root)


def written(root: Element) -> bytes:
    """The bytes of a document."""
    text = str(tostring(root, encoding="unicode")).translate(NOT_XML)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
