from __future__ import annotations

import pytest

from assessment.interchange.formats.html_statement import html_of
from assessment.interchange.formats.html_text import plain, statement
from assessment.items.support import block_to_data
from tests.items.builders import item


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("simple", "simple"),
        ("<p>Un</p><p>deux<br/>trois</p>", "Un\n\ndeux\ntrois"),
        ("<div><div>a</div>b</div>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul><p>c</p>", "- a\n- b\n\nc"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("10&nbsp;m<sup>2</sup> &lt; 5 &amp; fin", "10 m² < 5 & fin"),
        ("a<script>mal()</script>b<style>p{}</style>c", "abc"),
        ("<p onclick='x()'>a<iframe><p>b</p></iframe></p>", "a"),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "a\nb | c"),
        ("<table><tr><td>perdu", "perdu"),
        ("</div></table></p>ok", "ok"),
        ("a<!-- non <b> -->b<!-- sans fin <p>c", "ab"),
        ("<!DOCTYPE html><?xml x?><![CDATA[a]]>b", "b"),
        ("a < b <c <d> e</d>", "a < b <c e"),
    ],
)
def test_html_becomes_plain_paragraphs(html: str, text: str) -> None:
    assert statement(html).text == text


def test_a_clean_table_becomes_a_document() -> None:
    rows = "<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>"
    said = statement(f"<table><caption>Prix</caption>{rows}</table>Combien ?")
    assert said.support == [{"type": "table", "caption": "Prix", "columns": ["a", "b"], "rows": [["1", "2"]]}]
    assert said.text == "Combien ?"


def test_what_is_left_out_is_said_once() -> None:
    said = statement(
        "<b>a</b> <i>b</i><script></script><a href='http://x'>c</a><img src='http://y/z.png' alt='un chat'>"
    )
    assert said.text == "a bc un chat"
    assert len(said.dropped) == 4


def test_a_picture_is_only_a_file_that_came_along() -> None:
    said = statement("<img src='a.png' alt='Un chat'><img src='b.png'>", {"a.png": "chat.png"}.get)
    assert said.support == [{"type": "picture", "file": "chat.png", "alt": "Un chat"}]
    assert said.dropped == ["le fichier b.png"]


def test_an_option_is_one_line() -> None:
    assert plain("<p>a</p>\n<p>b</p>").text == "a b"


def test_what_we_write_reads_back_part_by_part() -> None:
    support = [
        {"type": "text", "title": "Note", "text": "Un & deux.\n\nTrois."},
        {"type": "table", "caption": "Prix", "columns": ["", "<b"], "rows": [["x", ""]]},
        {"type": "picture", "file": "a.svg", "alt": 'Un "plan" de ville'},
    ]
    asked = item("number", support=support, how="Écrivez vite.", question="Un ?\n\nDeux\ntrois ?")
    said = statement(html_of(asked, str, "€"), lambda source: source)
    assert said.support == [block_to_data(block) for block in asked.support]
    assert (said.text, said.how, said.unit) == (asked.question, "Écrivez vite.", "€")
