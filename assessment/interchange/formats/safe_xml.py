"""Reads XML that anyone may have written: no entities, no document type, bounded size and depth; elements know their line."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, ErrorHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, InputSource, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from assessment.errors import Faults
from assessment.interchange.rows import at_line
from assessment.messages import counted, message

MOST_BYTES = 30_000_000
DEEPEST = 80
MOST_ELEMENTS = 500_000


class TooMuch(SAXException):
    """Deeper or longer than any file of questions."""


@dataclass(frozen=True)
class Tree:
    """The root of a document and, by element, the line where it starts."""

    root: Element
    lines: dict[Element, int] = field(default_factory=dict)


class Growing(ContentHandler):
    """Builds the tree; names are `{namespace}tag` as ElementTree writes them."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.lines: dict[Element, int] = {}
        self.depth = 0
        self.at: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self.at = locator

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl) -> None:
        self.depth += 1
        if self.depth > DEEPEST or len(self.lines) >= MOST_ELEMENTS:
            raise TooMuch("depth")
        found = self.builder.start(tag(name), {tag(key): value for key, value in attrs.items()})
        self.lines[found] = (self.at.getLineNumber() if self.at else 0) or 0

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self.depth -= 1
        self.builder.end(tag(name))

    def characters(self, content: str) -> None:
        self.builder.data(content)


def tag(name: tuple[str | None, str]) -> str:
    return f"{{{name[0]}}}{name[1]}" if name[0] else name[1]


def read_xml(content: bytes, place: str, faults: Faults) -> Tree | None:
    """The document, or None after a fault."""
    if len(content) > MOST_BYTES:
        size = counted("%(n)s octet", "%(n)s octets", len(content))
        faults.add(place, size, message("au plus %(most)s octets", most=MOST_BYTES))
        return None
    growing = Growing()
    try:
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setFeature(feature_namespaces, True)
        parser.setContentHandler(growing)
        parser.setErrorHandler(ErrorHandler())
        source = InputSource()
        source.setByteStream(io.BytesIO(content))
        parser.parse(source)
        return Tree(growing.builder.close(), growing.lines)
    except DefusedXmlException:
        faults.add(place, message("un type de document ou une entité XML"), message("du XML sans DOCTYPE ni entité"))
    except TooMuch:
        faults.add(place, message("un fichier trop profond ou trop long"), message("un fichier de questions"))
    except SAXParseException as error:
        line = error.getLineNumber()
        faults.add(at_line(place, line) if line else place, error.getMessage(), message("du XML bien formé"))
    except (SAXException, LookupError, ValueError, AssertionError) as error:
        faults.add(place, str(error) or type(error).__name__, message("du XML bien formé, en UTF-8"))
    return None
