"""Zip packages that anyone may have made: counted and weighed before anything is read, every fault with the entry's name."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zipfile import ZIP_DEFLATED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from assessment.errors import Faults
from assessment.messages import counted, joined, message

LARGEST_ARCHIVE, LARGEST_ENTRY, LARGEST_TOTAL = 60_000_000, 30_000_000, 120_000_000  # bytes, the last two once unpacked
MOST_ENTRIES = 12_000
STEEPEST, LIGHT = 200, 1_000_000  # times smaller once packed; below so many bytes, nobody is harmed
ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst")
NOISE = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$)")
OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f]")
NESTED = b"PK\x03\x04"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same questions give the same bytes
UNREADABLE = (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@dataclass
class Package:
    """The files of a package by name; each is unpacked when it is asked for."""

    name: str
    archive: ZipFile
    entries: dict[str, ZipInfo]
    faults: Faults
    read_already: dict[str, bytes | None] = field(default_factory=dict)

    def place(self, entry: str) -> str:
        return place_of(self.name, entry)

    def __contains__(self, entry: str) -> bool:
        return entry in self.entries

    def read(self, entry: str) -> bytes | None:
        """The bytes of an entry that is there; None after a fault, said once."""
        if entry not in self.read_already:
            self.read_already[entry] = self.unpacked(entry)
        return self.read_already[entry]

    def unpacked(self, entry: str) -> bytes | None:
        try:
            with self.archive.open(self.entries[entry]) as opened:
                content = opened.read(LARGEST_ENTRY + 1)
        except UNREADABLE:
            found = message("une entrée abîmée, chiffrée ou coupée")
            self.faults.add(self.place(entry), found, message("une archive complète et sans mot de passe"))
            return None
        if content.startswith(NESTED):
            self.faults.add(self.place(entry), message("une archive dans l'archive"), message("des fichiers simples"))
            return None
        return content


def opened_package(name: str, content: bytes, faults: Faults) -> Package | None:
    """The package, or None after faults: one unsafe entry and nothing of it is read."""
    if len(content) > LARGEST_ARCHIVE:
        size = counted("%(n)s octet", "%(n)s octets", len(content))
        faults.add(name, size, message("au plus %(most)s octets", most=LARGEST_ARCHIVE))
        return None
    try:
        archive = ZipFile(io.BytesIO(content))
        infos = [info for info in archive.infolist() if not info.is_dir() and not NOISE.search(info.filename)]
    except UNREADABLE:
        faults.add(name, message("une archive abîmée ou coupée"), message("une archive zip complète"))
        return None
    before = len(faults.found)
    judge_whole(name, infos, faults)
    seen: set[str] = set()
    for info in infos[:MOST_ENTRIES]:
        for found, expected in unsafe(info, seen):
            faults.add(place_of(name, info.filename), found, expected)
        seen.add(info.filename)
    if len(faults.found) > before:
        return None
    return Package(name, archive, {info.filename: info for info in infos}, faults)


def place_of(name: str, entry: str) -> str:
    shown = entry if len(entry) <= 120 else f"{entry[:120]}…"
    return joined(" › ", (name, "".join(sign if sign.isprintable() else "?" for sign in shown)))


def judge_whole(name: str, infos: list[ZipInfo], faults: Faults) -> None:
    if len(infos) > MOST_ENTRIES:
        many = counted("%(n)s fichier", "%(n)s fichiers", len(infos))
        faults.add(name, many, message("au plus %(most)s fichiers", most=MOST_ENTRIES))
    total = sum(info.file_size for info in infos)
    if total > LARGEST_TOTAL:
        size = counted("%(n)s octet une fois ouvert", "%(n)s octets une fois ouvert", total)
        faults.add(name, size, message("au plus %(most)s octets", most=LARGEST_TOTAL))


def unsafe(info: ZipInfo, seen: set[str]) -> Iterator[tuple[str, str]]:
    """What is found wrong with one entry, and what is expected."""
    name = info.orig_filename
    if OUTSIDE.search(name) or "\\" in name:
        yield message("un chemin qui sort de l'archive"), message("un chemin relatif, sans « .. »")
    if stat.S_ISLNK(info.external_attr >> 16):
        yield message("un lien vers un autre fichier"), message("un fichier simple")
    if name.lower().endswith(ARCHIVES):
        yield message("une archive dans l'archive"), message("des fichiers simples")
    if info.filename in seen:
        yield message("deux entrées du même nom"), message("un nom par fichier")
    if info.file_size > LARGEST_ENTRY:
        size = counted("%(n)s octet", "%(n)s octets", info.file_size)
        yield size, message("au plus %(most)s octets", most=LARGEST_ENTRY)
    elif info.file_size > LIGHT and info.file_size > STEEPEST * max(1, info.compress_size):
        ratio = info.file_size // max(1, info.compress_size)
        found = message("un fichier %(ratio)s fois plus grand une fois ouvert", ratio=ratio)
        yield found, message("au plus %(most)s fois", most=STEEPEST)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A package with these files, in this order."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def beside(entry: str, address: str) -> str:
    """The entry that a relative address of another entry names; '' when it leads out of the package."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", address):
        return ""
    found = posixpath.normpath(posixpath.join(posixpath.dirname(entry), address))
    return "" if found.startswith(("..", "/")) else found
