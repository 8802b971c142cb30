"""QTI files read: a package with its manifest, or one item by itself, of version 2.1, 2.2 or 3.0."""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessment.interchange.formats.packages import Package, beside, opened_package
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.qti_item import Source, placed, read_item
from assessment.interchange.formats.qti_manifest import Resource, manifest_entry, resources
from assessment.interchange.formats.qti_names import as_three, local
from assessment.interchange.formats.safe_xml import read_xml
from assessment.messages import message

ZIP = b"PK"
ITEM = "qti-assessment-item"
EXPECTED = message("une question QTI 2.1, 2.2 ou 3.0 (assessmentItem)")


def read_qti(name: str, content: bytes, reading: Reading) -> None:
    if content.startswith(ZIP):
        package = opened_package(name, content, reading.faults)
        if package is not None:
            read_package(package, reading)
        return
    root = item_root(content, name, reading)
    found = None if root is None else read_item(Source(root, placed(name, "", root)), reading)
    if found is not None:
        reading.questions.append(found)


def read_package(package: Package, reading: Reading) -> None:
    top = (manifest_entry(package) or "").rpartition("/")[0]
    for resource in resources(package, reading):
        content = package.read(resource.entry)
        root = None if content is None else item_root(content, package.place(resource.entry), reading)
        if root is None:
            continue
        shown = resource.entry.removeprefix(f"{top}/") if top else resource.entry
        found = read_item(source_of(root, placed(package.name, shown, root), resource, package, reading), reading)
        if found is not None:
            reading.questions.append(found)


def source_of(root: Element, place: str, resource: Resource, package: Package, reading: Reading) -> Source:
    """An item with the texts it refers to."""
    stimuli = []
    for each in root.findall("qti-assessment-stimulus-ref"):
        entry = beside(resource.entry, unquote(each.get("href", "")))
        content = package.read(entry) if entry in package else None
        tree = None if content is None else read_xml(content, package.place(entry), reading.faults)
        body = None if tree is None else as_three(tree.root).find("qti-stimulus-body")
        if body is not None:
            stimuli.append((body, entry))
        elif content is None:
            found = message("%(name)s, un fichier absent", name=each.get("href", "")[:80])
            reading.fault(place, found, message("ce fichier dans le paquet"))
    return Source(root, place, resource.entry, package, tuple(stimuli), resource.seal, resource.tags)


def item_root(content: bytes, place: str, reading: Reading) -> Element | None:
    """An item under its QTI 3 names; None after a fault."""
    tree = read_xml(content, place, reading.faults)
    if tree is None:
        return None
    root = as_three(tree.root)
    if root.tag != ITEM:
        reading.fault(place, message("un fichier qui commence par <%(tag)s>", tag=local(tree.root)[:40]), EXPECTED)
        return None
    return root
