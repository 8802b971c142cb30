from __future__ import annotations

import pytest

from assessment.errors import Faults
from assessment.interchange.formats.media_files import taken
from assessment.interchange.formats.port import Reading
from tests.media_files import picture, sound, speech

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
EVIL = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="x()">
<script>x()</script><foreignObject><p>a</p></foreignObject><image href="http://x/y.png"/><use xlink:href="http://x#a"/>
<use href="#ok"/><style>@import url(http://x)</style><path style="fill:url(http://x)" fill="url(#fond)" d="M0 0"/></svg>"""


def read() -> Reading:
    return Reading(Faults())


def test_a_clean_drawing_keeps_its_bytes_and_its_name() -> None:
    reading = read()
    assert taken("plan.svg", SVG, "ici", reading) == "plan.svg"
    assert reading.media == {"plan.svg": SVG}


def test_a_drawing_loses_what_runs_or_calls_outside() -> None:
    reading = read()
    taken("plan.svg", EVIL, "ici", reading)
    kept = reading.media["plan.svg"].decode()
    for gone in ("script", "foreignObject", "http://x", "onload", "@import", "<image"):
        assert gone not in kept
    assert 'href="#ok"' in kept
    assert "url(#fond)" in kept
    assert "retirés" in reading.notes[0].text


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("Été à Nîmes.PNG", picture(), "ete-a-nimes.png"),
        ("../../etc/passwd.jpg", picture("JPEG"), "passwd.jpg"),
        ("son.mp3", speech(), "son.mp3"),
        ("menteur.png", picture("WEBP"), "menteur.webp"),
        ("***", sound(), "fichier.wav"),
    ],
)
def test_a_file_is_named_as_the_bank_names_files_and_by_what_it_is(name: str, content: bytes, kept: str) -> None:
    assert taken(name, content, "ici", read()) == kept


def test_two_files_of_one_name_are_both_kept() -> None:
    reading = read()
    first, second = taken("a.wav", sound(1), "ici", reading), taken("a.wav", sound(2), "ici", reading)
    assert first != second
    assert taken("a.wav", sound(1), "ici", reading) == first
    assert sorted(reading.media.values()) == sorted((sound(1), sound(2)))


@pytest.mark.parametrize(
    "content", [b"", b"MZ", b"GIF89a", b"<html>", b"ID3" + b"0" * 300_000, b"<svg", b"<svg>&a;</svg>"]
)
def test_anything_else_is_refused(content: bytes) -> None:
    reading = read()
    assert taken("x.png", content, "ici", reading) is None
    assert reading.faults
    assert not reading.media
