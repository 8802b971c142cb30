"""Numbers and policies of a study in French words."""

from __future__ import annotations

from fractions import Fraction
from math import isnan

from assessment.engine.policies import Policy
from assessment.items.numbers_fr import NBSP, format_number
from assessment.messages import message

NOTHING = "–"
"""Where there is no number to tell."""


def percent(share: float, decimals: int = 1) -> str:
    """`78,9 %`; a dash for NaN."""
    return NOTHING if isnan(share) else format_number(Fraction(100 * share), decimals) + NBSP + "%"


def number(value: float, decimals: int = 0) -> str:
    """`1 296`, `0,021`."""
    return NOTHING if isnan(value) else format_number(Fraction(value), decimals)


def minutes(seconds: float) -> str:
    """`1 h 21`, `45 min`."""
    hours, rest = divmod(round(seconds / 60), 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if hours else f"{rest}{NBSP}min"


POLICY: dict[Policy, str] = {
    Policy.JOINT: message("la question qui devrait apporter le plus de décisions justes, tous critères confondus"),
    Policy.INDEPENDENT: message("la même règle, mais chaque critère n'apprend rien des autres"),
    Policy.RANDOM: message("une question au hasard parmi celles qui restent"),
    Policy.FIXED: message("les mêmes questions dans le même ordre pour tous, comme sur papier"),
    Policy.INFORMATION: message("la question la plus informative au niveau estimé de son critère"),
    Policy.CUT_INFORMATION: message("la question la plus informative au seuil de son critère"),
    Policy.SPRT: message("chaque critère jugé seul par le rapport de vraisemblance de Wald"),
    Policy.GLR: message("chaque critère jugé seul par le rapport de vraisemblance généralisé"),
    Policy.CONFIDENCE_INTERVAL: message("chaque critère jugé seul quand son intervalle de confiance quitte le seuil"),
}
"""What each policy does, in half a sentence."""
