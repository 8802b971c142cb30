"""An observation says what was seen, how surely, in words; all that is missing is said at once."""

from __future__ import annotations

import pytest

from assessment.errors import InvalidInput
from assessment.review.reliability import CERTAINTIES, CheckedSeen, Seen, checked, label_of


def test_words_become_a_reliability() -> None:
    seen = checked(Seen("1.2.1", "yes", "once", "  Décrit son   poste clairement. "))
    assert seen == CheckedSeen("1.2.1", True, "observed", 0.75, "Décrit son poste clairement.")


def test_every_choice_is_better_than_chance_and_never_certain() -> None:
    assert all(0.5 < one.value < 1 for one in CERTAINTIES)
    assert [label_of(one.source, one.value) for one in CERTAINTIES] == [one.label for one in CERTAINTIES]


def test_an_empty_observation_says_all_that_is_missing() -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(Seen("1.2.1", "", "", ""))
    assert [fault.place for fault in refused.value.faults] == ["mastered", "certainty", "note"]
    assert all(fault.expected.endswith(".") for fault in refused.value.faults)  # sentences, said as they are
