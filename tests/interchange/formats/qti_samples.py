"""Small QTI items and packages, in the shape other tools write them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from assessment.errors import Faults
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.qti_format import QTI_3
from tests.media_files import picture

TWO = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
THREE = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
PNG = picture(size=(400, 200))


def declared(values: str, cardinality: str = "single", base: str = "identifier", name: str = "RESPONSE") -> str:
    """A QTI 2 response whose right values are separated by commas."""
    right = "".join(f"<value>{each}</value>" for each in values.split(",") if each)
    correct = f"<correctResponse>{right}</correctResponse>" if right else ""
    given = f'identifier="{name}" cardinality="{cardinality}" baseType="{base}"'
    return f"<responseDeclaration {given}>{correct}</responseDeclaration>"


def two(declarations: str, body: str, processing: str = "", attributes: str = "") -> str:
    """A QTI 2.1 item."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem {TWO} identifier="essai" title="Essai" '
        f'adaptive="false" timeDependent="false" {attributes}>{declarations}'
        f'<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{processing}</assessmentItem>"
    )


def three(declarations: str, body: str, processing: str = "") -> str:
    """A QTI 3.0 item."""
    return (
        f'<qti-assessment-item {THREE} identifier="essai" title="Essai" time-dependent="false" xml:lang="fr">'
        f"{declarations}<qti-item-body>{body}</qti-item-body>{processing}</qti-assessment-item>"
    )


def choices(*texts: str, tag: str = "simpleChoice") -> str:
    """Choices named A, B, C."""
    return "".join(f'<{tag} identifier="{chr(65 + at)}">{text}</{tag}>' for at, text in enumerate(texts))


def manifest(resources: str) -> bytes:
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{resources}</resources></manifest>'.encode()


def resource(entry: str, version: str = "v2p1") -> str:
    return f'<resource identifier="r" type="imsqti_item_xml{version}" href="{entry}"><file href="{entry}"/></resource>'


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A zip; a manifest that names the items unless there is one."""
    items = "".join(resource(name) for name in files if name.endswith(".xml"))
    whole: dict[str, str | bytes] = {"imsmanifest.xml": manifest(items), **files}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(content: str | bytes, name: str = "fichier.xml") -> Reading:
    return QTI_3.read(name, content.encode() if isinstance(content, str) else content, Faults())


def data(content: str | bytes) -> dict[str, object]:
    """The only question of a file without fault."""
    reading = read(content)
    assert [str(fault) for fault in reading.faults] == []
    return dict(reading.questions[0].data)


def faults(content: str | bytes) -> str:
    return "\n".join(str(fault) for fault in read(content).faults)


def notes(content: str | bytes) -> str:
    return "\n".join(str(note) for note in read(content).notes)
