"""A content package of our questions: a manifest that names every file, and carries each whole question in a namespace of ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import count
from xml.etree.ElementTree import Element

from assessment.errors import Faults
from assessment.interchange.formats.media_files import absent, files_of
from assessment.interchange.formats.packages import packed
from assessment.interchange.formats.port import Media, Note, Reading, Written
from assessment.interchange.formats.qti_item import Source, shown_data
from assessment.interchange.formats.qti_manifest import MANIFEST, SEAL
from assessment.interchange.formats.qti_names import Dialect, node, written
from assessment.interchange.formats.qti_read import item_root
from assessment.interchange.formats.qti_write import item_xml
from assessment.interchange.formats.seal import sealed
from assessment.interchange.formats.tags import tags_of
from assessment.items.item import Item
from assessment.items.support import AudioBlock
from assessment.messages import message

LOM = "http://ltsc.ieee.org/xsd/LOM"
OTHERS: dict[str, str] = {
    "task": message("QTI ne dessine pas de fenêtre : la tâche y est une liste de champs"),
    "short_text": message("QTI compare les formes acceptées lettre à lettre, majuscules à part"),
}
FAMILY: str = message("une famille : un exemple est montré, le modèle voyage dans le manifeste")
TRANSCRIPT: str = message("la transcription d'un son n'est pas montrée : elle voyage dans le manifeste")


class MediaFiles:
    """The files to be packed, as the reader of a package finds them."""

    def __init__(self, media: Media) -> None:
        self.media = media

    def __contains__(self, entry: str) -> bool:
        return entry.startswith("media/") and entry.removeprefix("media/") in self.media

    def read(self, entry: str) -> bytes | None:
        return self.media.get(entry.removeprefix("media/"))


def package(items: Sequence[Item], media: Media, dialect: Dialect) -> Written:
    files: dict[str, bytes] = {}
    notes: list[Note] = []
    resources = []
    wanted = dict.fromkeys(name for item in items for name in files_of(item) if name in media)
    for item in items:
        entry = free(f"items/{item.certificate}-{item.code}", files)
        files[entry] = item_xml(item, dialect)
        seal = seal_of(item, entry, files[entry], media)
        resources.append(resource(item, entry, seal, dialect, [name for name in files_of(item) if name in wanted]))
        notes += notes_of(item, media)
    resources += [file_resource(name) for name in wanted]
    listed = {f"media/{name}": media[name] for name in wanted}
    return Written(packed({MANIFEST: manifest(resources, dialect), **files, **listed}), tuple(notes))


def free(name: str, taken: Collection[str]) -> str:
    """The entry of an item; two questions with one code are two files all the same."""
    names = (f"{name}{'' if at == 1 else f'-{at}'}.xml" for at in count(1))
    return next(each for each in names if each not in taken)


def seal_of(item: Item, entry: str, content: bytes, media: Media) -> str:
    """The seal remembers what the file shows, read as it will be read back."""
    root = item_root(content, item.code, Reading(Faults()))
    if root is None:
        return sealed(item, {})
    return sealed(item, shown_data(Source(root, item.code, entry, MediaFiles(media), seal=item.code)))


def notes_of(item: Item, media: Media) -> list[Note]:
    said = absent(item, media)
    if item.family is not None:
        said.append(FAMILY)
    if item.kind in OTHERS:
        said.append(OTHERS[item.kind])
    if any(isinstance(block, AudioBlock) for block in item.support):
        said.append(TRANSCRIPT)
    return [Note(item.code, each) for each in said]


def manifest(resources: Sequence[Element], dialect: Dialect) -> bytes:
    head = node("metadata", {}, node("schema", {}, dialect.schema), node("schemaversion", {}, dialect.schema_version))
    given = {"xmlns": dialect.package_namespace, "identifier": "questions"}
    return written(node("manifest", given, head, node("organizations"), node("resources", {}, *resources)))


def resource(item: Item, entry: str, seal: str, dialect: Dialect, files: Sequence[str]) -> Element:
    namespace, _, tag = SEAL[1:].partition("}")
    words = (node("keyword", {}, node("string", {"language": "fr"}, tag)) for tag in tags_of(item))
    said = node("lom", {"xmlns": LOM}, node("general", {}, *words))
    metadata = node("metadata", {}, said, node(tag, {"xmlns": namespace}, seal))
    needed = (node("dependency", {"identifierref": file_name(name)}) for name in files)
    given = {"identifier": f"q-{item.certificate}-{item.code}", "type": dialect.item_type, "href": entry}
    return node("resource", given, metadata, node("file", {"href": entry}), *needed)


def file_resource(name: str) -> Element:
    address = f"media/{name}"
    given = {"identifier": file_name(name), "type": "webcontent", "href": address}
    return node("resource", given, node("file", {"href": address}))


def file_name(name: str) -> str:
    return f"f-{name}"
