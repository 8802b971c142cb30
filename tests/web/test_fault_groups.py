from __future__ import annotations

import pytest
from flask import Flask

from assessment.errors import Fault
from assessment.interchange.formats.port import Note
from assessment.messages import message
from assessment.web.fault_groups import grouped, told, within


def test_faults_that_expect_the_same_stand_together_each_with_its_place(app: Flask) -> None:
    faults = [
        Fault(message("%(file)s, ligne 2, colonne Métier", file="f.csv"), "plongeur", "un métier"),
        Fault("f.csv, ligne 3, colonne Clé", "rien", "une clé"),
        Fault("f.csv, ligne 4, colonne Métier", "plongeur", "un métier"),
        Fault("f.csv, ligne 5, colonne Métier", "pilote", "un métier"),
    ]
    with app.test_request_context():
        groups = grouped(faults, "f.csv")
    assert [(group.expected, group.count) for group in groups] == [("un métier", 3), ("une clé", 1)]
    assert (groups[0].where, groups[0].found) == (
        "colonne Métier",
        [("plongeur", ["ligne 2", "ligne 4"]), ("pilote", ["ligne 5"])],
    )
    assert (groups[1].where, groups[1].found) == ("", [("rien", ["ligne 3, colonne Clé"])])


def test_places_that_share_no_column_are_said_whole(app: Flask) -> None:
    faults = [Fault("ligne 1, A", "rien", "un texte"), Fault("ligne 2, B", "rien", "un texte"), Fault("x", "y", "z")]
    with app.test_request_context():
        groups = grouped(faults)
    assert [group.found for group in groups] == [[("rien", ["ligne 1, A", "ligne 2, B"])], [("y", ["x"])]]


def test_what_is_to_be_known_is_said_once_with_its_places(app: Flask) -> None:
    notes = [Note("f.csv, ligne 2", "à revoir"), Note("f.csv, ligne 3", "laissé"), Note("f.csv, ligne 4", "à revoir")]
    with app.test_request_context():
        assert told(notes, "f.csv") == [("à revoir", ["ligne 2", "ligne 4"]), ("laissé", ["ligne 3"])]


@pytest.mark.parametrize(
    ("place", "shown"),
    [("p.zip › a.xml, Titre", "a.xml, Titre"), ("p.zip", "p.zip"), ("autre.zip, ligne 1", "autre.zip, ligne 1")],
)
def test_only_the_name_of_the_file_is_left_out_of_a_place(place: str, shown: str) -> None:
    assert within(place, "p.zip") == shown
