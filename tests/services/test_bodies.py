"""Bodies are told apart by their names."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from assessment.errors import InvalidInput
from assessment.services import bodies


def test_no_two_bodies_share_a_name(app: Flask, now: datetime) -> None:
    first = bodies.create("Organisme du Nord", now)
    with pytest.raises(InvalidInput):
        bodies.create("Organisme du Nord", now)
    assert bodies.find("Organisme du Nord") == first
