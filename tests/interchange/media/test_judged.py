"""Pictures and sounds are known by their bytes, bounded before they are opened, and keep nothing but themselves."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assessment.config import bank_folder
from assessment.errors import Faults
from assessment.interchange.media.judged import MediaFile, judge
from assessment.interchange.media.limits import SHOWN
from tests.media_files import DRAWING, picture, placed_photo, sound, speech

BOX = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def judged(content: bytes, name: str = "fichier") -> MediaFile:
    faults = Faults()
    found = judge(name, content, "ici", faults)
    assert not faults, list(map(str, faults))
    assert found is not None
    return found


def refused(content: bytes) -> str:
    faults = Faults()
    assert judge("x.png", content, "ici", faults) is None
    return " / ".join(map(str, faults))


@pytest.mark.parametrize(
    "content", [DRAWING, picture(), picture("JPEG"), picture("WEBP"), sound(), speech()], ids=range(6)
)
def test_a_clean_file_keeps_its_very_bytes(content: bytes) -> None:
    assert judged(content).content == content


def test_the_shipped_files_are_clean() -> None:
    changed = []
    for path in sorted((bank_folder() / "media").iterdir()):
        if path.suffix != ".md" and judged(path.read_bytes(), path.name).content != path.read_bytes():
            changed.append(path.name)
    assert not changed


def test_a_photo_loses_its_place_and_its_owner_and_stands_upright() -> None:
    found = judged(placed_photo())
    assert (found.width, found.height) == (20, 40)
    with Image.open(io.BytesIO(found.content)) as image:
        assert not image.getexif()
    assert b"Nadia" not in found.content
    assert "retirées" in found.notes[0]
    assert judged(found.content).content == found.content  # once is enough


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_wider_than_a_page_is_reduced_once(kind: str) -> None:
    found = judged(picture(kind, size=(2 * SHOWN, 40)))
    assert (found.width, found.height) == (SHOWN, 20)
    assert judged(found.content).content == found.content


def test_a_telephone_s_title_leaves_an_mp3() -> None:
    tag = b"TIT2" + (20).to_bytes(4, "big") + b"\0\0\0" + b"Chez Nadia a Bordea"
    assert judged(b"ID3\x03\0\0\0\0\0" + bytes([len(tag)]) + tag + speech()).content == speech()


def test_a_wav_keeps_only_what_a_player_needs() -> None:
    notes = b"LIST" + (8).to_bytes(4, "little") + b"INFONadi"
    whole = sound()
    size = (len(whole) - 8 + len(notes)).to_bytes(4, "little")
    assert judged(b"RIFF" + size + whole[8:] + notes).content == whole


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "d'une autre sorte"),
        (b"GIF89a" + bytes(40), "d'une autre sorte"),
        (b"<html><script>1</script>", "d'une autre sorte"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40_000_000), "40\u00a0Mo"),
        (b"RIFF\0\0\0\0WAVE" + bytes(4_000_000), "3\u00a0Mo"),
        (picture(size=(4001, 1)), "4000"),
        (picture()[:60], "abîmée"),
        (b"\xff\xd8\xff" + bytes(300), "abîmée"),
        (b"ID3" + bytes(300), "son abîmé"),
        (sound(121), "121"),
        (b"<svg", "illisible"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "illisible"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "sans taille"),
        (BOX + b'<image href="data:image/png;base64,AA=="/></svg>', "rien n'est dessiné"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_a_bomb_of_pixels_is_refused_before_it_is_drawn() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    assert "immense" in refused(out.getvalue())


def test_an_animation_is_refused() -> None:
    more = [Image.new("RGB", (32, 24), "blue")]
    assert "animée" in refused(picture("WEBP", save_all=True, append_images=more))


def test_a_drawing_keeps_only_what_is_on_the_list() -> None:
    found = judged(
        BOX + b'<script>x()</script><a xlink:href="http://x"><path d="M0 0"/></a><set attributeName="x"/>'
        b'<style>@import url(http://x)</style><style>.a{fill:url(#g)}</style><rect onclick="x()" style="fill:url(http://x)"'
        b' class="a" fill="red"/><use href="http://x#a"/></svg>'
    )
    kept = found.content.decode()
    assert all(gone not in kept for gone in ("script", "http://x", "onclick", "<set", "@import", "<a "))
    assert ".a{fill:url(#g)}" in kept
    assert 'fill="red"' in kept
    assert judged(found.content).content == found.content


def test_a_drawing_that_repeats_itself_is_refused() -> None:
    layers = "".join(
        f'<g id="g{at}">' + f'<use href="#g{at - 1}"/>' * 10 + "</g>" if at else '<g id="g0"><path d="M0 0"/></g>'
        for at in range(6)
    )
    assert "se répète" in refused(BOX + layers.encode() + b"</svg>")
    assert "se répète" in refused(BOX + b'<g id="a"><use href="#a"/></g></svg>')
