"""What would be suggested otherwise: pure, exact when nothing is changed, and moved the right way when something is."""

from __future__ import annotations

from random import Random

import numpy as np

from assessment.engine import Answer, Observation, published, suggest
from assessment.sittings.pool import pool_of
from assessment.sittings.replay import evidence_of
from assessment.sittings.rescoring import altered, kept, left_out
from tests.sittings.builders import CRITERIA, graded_item, item, played, pool, release, sitting

BANK = pool()
FOUND = played(BANK, sitting(), 8, Random(3))
CURVES = {one.code: row[:6] for one, row in zip(release().items, release().parameters, strict=True)}


def test_the_same_curves_said_again_give_the_same_pool_to_the_last_bit() -> None:
    again = pool_of([altered(release(), CURVES)])
    evidence = evidence_of(BANK, FOUND)
    assert (published(again.measure, evidence).belief.means == published(BANK.measure, evidence).belief.means).all()


def test_a_question_left_out_is_left_out_of_the_evidence_and_of_the_counts() -> None:
    evidence = (*evidence_of(BANK, FOUND), Observation(0, True, 0.9))
    code = BANK.items[evidence[0].item].code  # type: ignore[union-attr]
    assert kept(BANK, evidence, {code}) == evidence[1:]
    assert evidence_of(BANK, left_out(BANK, FOUND, {code})) == evidence_of(BANK, FOUND)[1:]
    assert kept(BANK, evidence, ()) == evidence


def test_a_lower_threshold_makes_mastery_more_likely() -> None:
    easier = pool_of([release()], 0.6)
    evidence = evidence_of(BANK, FOUND)
    before = suggest(BANK.measure, published(BANK.measure, evidence)).probability
    after = suggest(easier.measure, published(easier.measure, evidence)).probability
    assert (after > before).all()


def test_harder_questions_make_the_same_right_answer_worth_more_and_the_reference_stays() -> None:
    harder = {code: (a, b + 1.0, c, d, sa, sb) for code, (a, b, c, d, sa, sb) in CURVES.items()}
    moved = pool_of([altered(release(), harder)])
    right = (Answer(0, 1), Answer(1, 1))
    assert np.array_equal(moved.measure.cuts.theta, BANK.measure.cuts.theta)
    before = suggest(BANK.measure, published(BANK.measure, right)).probability[0]
    assert suggest(moved.measure, published(moved.measure, right)).probability[0] > before


def test_the_thresholds_of_a_graded_question_move_with_its_difficulty() -> None:
    graded = release(items=(*(item(code, 1) for code in CRITERIA), graded_item("2.1.1", 5)))
    a, b, c, d, sa, sb, _ = graded.parameters[-1]
    moved = altered(graded, {"2.1.1-05": (a, b + 0.5, c, d, sa, sb)})
    assert moved.parameters[:-1] == graded.parameters[:-1]
    assert np.allclose(np.subtract(moved.steps[-1], graded.steps[-1]), 0.5)
