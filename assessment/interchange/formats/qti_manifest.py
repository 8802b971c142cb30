"""The manifest of a package: which entries are items, what they rest on, what is said of them beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessment.interchange.formats.packages import Package, beside
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.qti_names import local
from assessment.interchange.formats.safe_xml import read_xml
from assessment.messages import message

MANIFEST = "imsmanifest.xml"
ITEMS = ("imsqti_item_xmlv2", "imsqti_item_xmlv3", "imsqti_apipitem_xmlv2")
OLD = ("imsqti_xmlv1", "imsqti_item_xmlv1", "imsqti_assessment_xmlv1")
TESTS = ("imsqti_test_", "imsqti_section_", "imsqti_apiptest_", "imsqti_assessment_")
SEAL = "{urn:x-clea:question:1}question"
XML = "{http://www.w3.org/XML/1998/namespace}"
VERSIONS = message("un paquet QTI 2.1, 2.2 ou 3.0")


@dataclass(frozen=True)
class Resource:
    """An item of a package: its entry, our seal if it is ours, and the labels it bears."""

    entry: str
    seal: str = ""
    tags: tuple[str, ...] = ()


def manifest_entry(package: Package) -> str | None:
    """The manifest at the root, or in the one folder that was packed by mistake."""
    found = [entry for entry in package.entries if entry.rpartition("/")[2] == MANIFEST]
    found.sort(key=lambda entry: entry.count("/"))
    return found[0] if found and found[0].count("/") <= 1 else None


def resources(package: Package, reading: Reading) -> list[Resource]:
    """The items a manifest names, each once; faults for those that are not there."""
    entry = manifest_entry(package)
    if entry is None:
        reading.fault(package.name, message("aucun fichier %(name)s", name=MANIFEST), VERSIONS)
        return []
    content = package.read(entry)
    tree = None if content is None else read_xml(content, package.place(entry), reading.faults)
    if tree is None:
        return []
    if local(tree.root) != "manifest":
        found = message("un fichier qui commence par <%(tag)s>", tag=local(tree.root)[:40])
        reading.fault(package.place(entry), found, message("un <manifest>"))
        return []
    listed = [each for each in tree.root.iter() if local(each) == "resource"]
    items = {each.entry: each for each in items_of(package, entry, tree.root, listed, reading)}
    if not items and not reading.faults:
        reading.fault(package.place(entry), message("aucune question"), VERSIONS)
    return list(items.values())


def items_of(
    package: Package, manifest: str, root: Element, listed: list[Element], reading: Reading
) -> Iterator[Resource]:
    for each in listed:
        kind, address = each.get("type", "").lower(), each.get("href", "")
        based = base(root) + "".join(base(one) for one in root if local(one) == "resources") + base(each)
        entry = beside(manifest, based + unquote(address))
        if kind.startswith(OLD):
            reading.fault(package.place(entry or address), message("du QTI 1.2"), VERSIONS)
        elif kind.startswith(TESTS):
            reading.note(
                package.place(entry or address), message("l'ordre et les règles du questionnaire sont laissés")
            )
        elif kind.startswith(ITEMS) and entry not in package:
            found = message("%(name)s, un fichier absent", name=address[:80] or message("rien"))
            reading.fault(package.place(manifest), found, message("ce fichier dans le paquet"))
        elif kind.startswith(ITEMS):
            yield Resource(entry, seal_of(each), tags_in(each))


def base(element: Element) -> str:
    return unquote(element.get(f"{XML}base", ""))


def seal_of(resource: Element) -> str:
    return next(("".join(each.itertext()).strip() for each in resource.iter(SEAL)), "")


def tags_in(resource: Element) -> tuple[str, ...]:
    """The keywords of the metadata (LOM), whatever its version."""
    words = (each for each in resource.iter() if local(each) == "keyword")
    return tuple(text for each in words for one in each.iter() if (text := (one.text or "").strip()))
