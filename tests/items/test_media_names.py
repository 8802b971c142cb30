"""The names of files in the mapping of a question: all of them, at any depth, and nothing else."""

from __future__ import annotations

from assessment.items.media_names import named, renamed

DATA = {
    "title": "file",
    "picture": {"file": "plan.svg", "alt": "plan.svg"},
    "support": [{"type": "audio", "file": "message.mp3"}, {"file": 7}, {"table": ({"file": "plan.svg"},)}],
}


def test_every_name_is_found_wherever_it_stands() -> None:
    assert list(named(DATA)) == ["plan.svg", "message.mp3", "plan.svg"]


def test_names_change_where_files_are_named_only() -> None:
    found = renamed(DATA, {"plan.svg": "plan-2.svg", "file": "other"})
    assert list(named(found)) == ["plan-2.svg", "message.mp3", "plan-2.svg"]
    assert (found["title"], found["picture"]["alt"], found["support"][1]) == ("file", "plan.svg", {"file": 7})
    assert list(named(renamed(DATA, {}))) == list(named(DATA))
