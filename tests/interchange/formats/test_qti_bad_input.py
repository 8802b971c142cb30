"""Bad QTI files get every fault with its place, in French, and never an exception."""

from __future__ import annotations

import io
import random
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.errors import Faults
from assessment.interchange.formats.arrivals import Wanted, arrivals
from assessment.interchange.formats.packages import packed
from assessment.interchange.formats.port import Reading
from assessment.interchange.formats.qti_format import QTI_2, QTI_3
from assessment.interchange.formats.registry import format_of
from assessment.items.kinds import KINDS
from tests.interchange.formats.qti_samples import choices, declared, faults, manifest, package, read, resource, two
from tests.items.builders import item

BODY = (
    f"<p>Q ?</p><choiceInteraction responseIdentifier='RESPONSE'>{choices('Un', 'Deux', 'Trois')}</choiceInteraction>"
)
GOOD = two(declared("A"), BODY)
SCRIPTED = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M0 0"/></svg>'


def test_a_package_without_manifest_or_whose_manifest_is_none() -> None:
    assert "aucun fichier imsmanifest.xml" in faults(packed({"a.xml": GOOD.encode()}))
    assert "attendu un <manifest>" in faults(package({"imsmanifest.xml": "<x/>"}))
    assert "aucune question" in faults(package({}))


def test_a_manifest_that_names_absent_files_or_an_older_qti() -> None:
    listed = manifest(
        resource("absent.xml") + resource("../dehors.xml") + '<resource type="imsqti_xmlv1p2" href="vieux.xml"/>'
    )
    said = faults(package({"imsmanifest.xml": listed}))
    for found in ("absent.xml, un fichier absent", "../dehors.xml, un fichier absent", "vieux.xml : trouvé du QTI 1.2"):
        assert found in said


def test_a_whole_folder_packed_by_mistake_is_read() -> None:
    files = {"paquet/imsmanifest.xml": manifest(resource("a.xml")), "paquet/a.xml": GOOD.encode()}
    assert len(read(packed(files)).questions) == 1


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD.replace("<assess", "<!DOCTYPE a [<!ENTITY x 'y'>]><assess"), "DOCTYPE"),
        (GOOD[:200], "bien formé"),
        (GOOD.replace("UTF-8", "inconnu"), "bien formé"),
        (GOOD.encode("latin-1") + b"\xe9", "bien formé"),
        ("<autre/>", "commence par <autre>"),
        ("", "bien formé"),
    ],
)
def test_what_is_no_item_is_said(content: str | bytes, found: str) -> None:
    said = faults(content)
    assert "fichier.xml" in said
    assert found in said


def test_an_item_in_another_declared_encoding_is_read() -> None:
    assert len(read(GOOD.replace("UTF-8", "UTF-16").encode("utf-16")).questions) == 1


def test_pictures_are_cleaned_refused_or_missed_by_name() -> None:
    picture = "<p><img src='{}' alt='Un plan'/></p>"

    def said(address: str, name: str, content: bytes) -> Reading:
        return read(package({"a.xml": two(declared("A"), picture.format(address) + BODY), name: content}))

    cleaned = said("p.svg", "p.svg", SCRIPTED)
    assert b"script" not in cleaned.media["p.svg"]
    assert "scripts et appels extérieurs" in str(cleaned.notes[0])
    heavy = said("p.png", "p.png", b"\x89PNG\r\n\x1a\n" + random.Random(0).randbytes(2_000_001))
    assert "au plus 2\u00a0Mo" in str(next(iter(heavy.faults)))
    assert "p.png, un fichier absent" in str(next(iter(said("p.png", "q.png", b"").faults)))
    assert said("http://exemple.invalid/p.png", "q.png", b"").media == {}


def test_an_item_without_end_is_refused_before_it_is_looked_into() -> None:
    assert "trop longue" in faults(GOOD.replace("<p>Q ?</p>", "<p>Q ?</p>" * 1500))


def test_one_bad_item_leaves_the_others() -> None:
    reading = read(package({"a.xml": GOOD, "b.xml": GOOD.replace("<value>A</value>", ""), "c.xml": "<"}))
    assert len(reading.questions) == 1
    assert sorted(fault.place.split(",")[0].removeprefix("fichier.xml › ") for fault in reading.faults)[0] == "b.xml"
    assert len(list(reading.faults)) == 2


def test_each_file_is_read_by_the_version_it_is_in() -> None:
    for form in (QTI_2, QTI_3):
        content = form.write([item()], {}).content
        assert format_of("x.zip", content, Faults()) is form
        with ZipFile(io.BytesIO(content)) as archive:
            alone = archive.read("items/socle-2.1.1-01.xml")
        assert format_of("x.xml", alone, Faults()) is form
    assert format_of("x.zip", b"PK\x03\x04", Faults()) is QTI_3


CALM = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
ITEMS = [item(kind, code=f"2.1.1-{at:02d}") for at, kind in enumerate(KINDS, 1)]


def alone() -> list[str]:
    with ZipFile(io.BytesIO(QTI_3.write(ITEMS, {}).content)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("items/")]


ALONE = alone()
VALUES = st.sampled_from(
    ["", "0", "-1", "1e99", "RESPONSE", "a", "a b", "multiple", "float", "1,2,3,4", "é[[x1]]", "9" * 400]
)


@CALM
@given(at=st.integers(0, len(ALONE) - 1), where=st.integers(0, 60), value=VALUES)
def test_no_value_of_an_attribute_or_a_text_makes_the_reader_raise(at: int, where: int, value: str) -> None:
    for sign, end in (('="', '"'), (">", "<")):
        parts = ALONE[at].split(sign)
        spot = 1 + where % (len(parts) - 1)
        parts[spot] = value + end + parts[spot].partition(end)[2]
        reading = read(sign.join(parts))
        assert arrivals(reading, Wanted("socle", "2.1.1")) or reading.faults


@CALM
@given(at=st.integers(0, len(ALONE) - 1), one=st.integers(0, 80), other=st.integers(0, 80))
def test_no_exchange_of_elements_makes_the_reader_raise(at: int, one: int, other: int) -> None:
    parts = ALONE[at].split("<qti-")
    one, other = one % len(parts), other % len(parts)
    parts[one], parts[other] = parts[other], parts[one]
    reading = read("<qti-".join(parts))
    assert arrivals(reading, Wanted("socle", "2.1.1")) or reading.faults
