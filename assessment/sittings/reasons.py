"""Why a question was asked, from the codes that rows keep, as French sentences for evaluators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assessment.engine import Why
from assessment.engine.choice import say_why
from assessment.messages import Message, counted, joined, message
from assessment.sittings.pilots import PILOT


def why_asked(reason: Mapping[str, Any]) -> Message:
    """`reason` is the one in the row of the serve; a code that is not known any more says so."""
    code, why = str(reason.get("criterion", "")), reason.get("why")
    if why == PILOT:
        return message("Question à l'essai : elle sert à mesurer la question elle-même, et ne compte pas.")
    known = {each.value: each for each in Why}
    if why not in known:
        return message("La raison enregistrée ne se lit plus.")
    return joined(" ", filter(None, (say_why(known[why], code), _known_before(reason), _among(reason))))


def _known_before(reason: Mapping[str, Any]) -> Message | None:
    probability = reason.get("probability")
    if not isinstance(probability, float):
        return None
    return message("Avant elle, le critère était acquis à %(chances)s %% de chances.", chances=round(100 * probability))


def _among(reason: Mapping[str, Any]) -> Message | None:
    equals = int(reason.get("near_equals", 1))
    if equals < 2:
        return None
    return counted("%(n)s question se valait.", "%(n)s questions se valaient : le hasard a choisi entre elles.", equals)
