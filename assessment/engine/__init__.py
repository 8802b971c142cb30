"""The engine: 108 mastery decisions at once from one sitting. Numbers only (numpy, scipy).

Built once per release of the bank, and shared:
    measure = Measure.of(codes, ItemParameters.of({"criterion": ..., "a": ..., "b": ..., ...}))
Then pure steps, state in and new state out, randomness passed in:
    state = begin(measure)                                     or begin(measure, aged(measure, earlier, years))
    choice = choose(measure, state, Constraints(excluded=asked_mask, seconds_left=...), rng)   item + reason, or stop
    state = answer(measure, state, item, score)
    state = observe(measure, state, Observation(criterion, mastered, reliability))
What it says:
    suggest(measure, state)                  one row per criterion: probability, status, grounds
    sentence(measure, choice)                why this question or this stop, explanation(...) why this state: in French
    rule_probabilities(measure, state, rng)  sub-domains, domains, certificate, from joint draws
    value_of_observation(measure, state)     where five minutes of the evaluator teach most
    expected_seconds_left(measure, state, constraints, rng)
The history (`Answer` and `Observation` rows) is what is kept: `rebuild` gives the live state bit for bit, and
`published` the posterior that does not depend on the order, which is the one to write in a file.
Wrong input raises `InvalidInput` with what was found and expected.
"""

from assessment.engine.choice import Choice, Constraints, Reason, Why, choose, sentence
from assessment.engine.explain import Ground, explanation, ground
from assessment.engine.mastery import Cuts, Settings, Status
from assessment.engine.measure import Measure, MeasureOptions, accessible
from assessment.engine.parameters import ItemParameters
from assessment.engine.planning import expected_seconds_left, value_of_observation
from assessment.engine.posterior import Belief
from assessment.engine.prior import aged
from assessment.engine.publish import published
from assessment.engine.rules import Rule, RuleProbabilities, nominal_minimum, nominal_rules
from assessment.engine.state import Answer, Evidence, Observation, State
from assessment.engine.step import answer, begin, observe, rebuild
from assessment.engine.stopping import StopReason
from assessment.engine.structure import (
    Mixture,
    VarianceComponents,
    default_mixture,
    from_json,
    mixture,
    single,
)
from assessment.engine.suggestion import Mastery, rule_probabilities, suggest

__all__ = [
    "Answer",
    "Belief",
    "Choice",
    "Constraints",
    "Cuts",
    "Evidence",
    "Ground",
    "ItemParameters",
    "Mastery",
    "Measure",
    "MeasureOptions",
    "Mixture",
    "Observation",
    "Reason",
    "Rule",
    "RuleProbabilities",
    "Settings",
    "State",
    "Status",
    "StopReason",
    "VarianceComponents",
    "Why",
    "accessible",
    "aged",
    "answer",
    "begin",
    "choose",
    "default_mixture",
    "expected_seconds_left",
    "explanation",
    "from_json",
    "ground",
    "mixture",
    "nominal_minimum",
    "nominal_rules",
    "observe",
    "published",
    "rebuild",
    "rule_probabilities",
    "sentence",
    "single",
    "suggest",
    "value_of_observation",
]
