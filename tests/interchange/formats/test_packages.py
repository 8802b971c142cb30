"""A zip is weighed before it is opened: nothing unsafe is ever read, and the fault names the entry."""

from __future__ import annotations

import io
import stat
import struct
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from assessment.errors import Faults
from assessment.interchange.formats import packages
from assessment.interchange.formats.packages import beside, opened_package, packed


def zipped(*entries: tuple[str | ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def faults_of(content: bytes) -> str:
    faults = Faults()
    assert opened_package("sac.zip", content, faults) is None
    return "\n".join(str(fault) for fault in faults)


def test_what_was_packed_is_read_back_and_the_bytes_are_always_the_same() -> None:
    files = {"a.xml": b"<a/>", "media/b.png": b"png"}
    package = opened_package("sac.zip", packed(files), Faults())
    assert package is not None
    assert {name: package.read(name) for name in package.entries} == files
    assert packed(files) == packed(files)


@pytest.mark.parametrize("name", ["../a.xml", "/etc/passwd", "a/../../b.xml", "C:/a.xml", "..\\a.xml", "a\\b.xml"])
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    info = ZipInfo("x")
    info.filename = name
    said = faults_of(zipped((info, b"x")))
    assert "sac.zip › " in said
    assert "qui sort de l'archive" in said


def test_links_archives_within_and_doubled_names_are_refused_all_at_once() -> None:
    link = ZipInfo("lien.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped((link, b"/etc/passwd"), ("dedans.zip", b""), ("a.xml", b"1"), ("a.xml", b"2"))
    said = faults_of(content)
    for found in ("lien.xml : trouvé un lien", "dedans.zip : trouvé une archive", "a.xml : trouvé deux entrées"):
        assert found in said


def test_a_bomb_is_known_by_its_ratio_and_its_size() -> None:
    assert "fois plus grand" in faults_of(zipped(("zeros.xml", bytes(5_000_000))))
    assert "40000000 octets" in faults_of(zipped(("image.png", bytes(40_000_000))))


def test_too_many_entries_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_ENTRIES", 2)
    monkeypatch.setattr(packages, "LARGEST_TOTAL", 20)
    said = faults_of(zipped(*((f"{at}.xml", bytes(10)) for at in range(3))))
    assert "3 fichiers" in said
    assert "30 octets une fois ouvert" in said
    monkeypatch.setattr(packages, "LARGEST_ARCHIVE", 10)
    assert "au plus 10 octets" in faults_of(zipped(("a.xml", b"")))


def test_a_cut_archive_and_a_damaged_entry_are_said() -> None:
    whole = zipped(("a.xml", bytes(range(256)) * 20))
    assert "abîmée ou coupée" in faults_of(whole[: len(whole) // 2])
    at = whole.index(b"a.xml") + 60
    faults = Faults()
    package = opened_package("sac.zip", whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :], faults)
    assert package is not None
    assert (package.read("a.xml"), package.read("a.xml")) == (None, None)
    assert [str(fault) for fault in faults] == [
        "sac.zip › a.xml : trouvé une entrée abîmée, chiffrée ou coupée, attendu une archive complète et sans mot de passe"
    ]


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    whole = bytearray(zipped(("a.xml", bytes(50_000))))
    central = whole.index(b"PK\x01\x02")
    struct.pack_into("<I", whole, central + 24, 10)
    package = opened_package("sac.zip", bytes(whole), Faults())
    assert package is not None
    assert package.read("a.xml") is None


def test_an_archive_under_another_name_is_not_opened() -> None:
    package = opened_package("sac.zip", zipped(("a.xml", zipped(("b", b"")))), Faults())
    assert package is not None
    assert package.read("a.xml") is None


def test_addresses_stay_in_the_package() -> None:
    assert beside("items/a.xml", "../media/b.png") == "media/b.png"
    assert beside("a.xml", "b.png") == "b.png"
    assert [beside("a.xml", out) for out in ("../b", "/b", "http://c/b", "//c/b", "data:x")] == [""] * 5
