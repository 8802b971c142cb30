"""Difficulties before and after, drawn."""

from __future__ import annotations

from flask import Flask

from assessment.web.parameter_plots import Moved, before_and_after


def test_a_move_that_surprises_is_a_ring_and_is_counted(app: Flask) -> None:
    with app.test_request_context():
        drawing = before_and_after([Moved(-1.0, 0.5, -0.9, 0.2, 0.2), Moved(0.0, 0.5, 2.0, 0.2, 3.7)])
    assert drawing.count('class="plot-ring"') == 1
    assert drawing.count('class="plot-dot"') == 1
    assert "2 questions, dont 1 qui bougent" in drawing


def test_what_lies_beyond_the_frame_sits_on_its_edge(app: Flask) -> None:
    with app.test_request_context():
        assert before_and_after([Moved(-9.0, 0.1, 9.0, 0.1, 1.0)]).count('cx="44"') == 1
