"""Rules over several criteria: "k of n, with mandatory ones", their probability from joint draws of the abilities.

Multiplying the criteria's own probabilities would be overconfident (they go together): abilities are drawn jointly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.engine.mastery import Cuts
from assessment.engine.models import Floats
from assessment.engine.posterior import Belief
from assessment.engine.structure import domain_of, subdomain_of

NOMINAL_SHARE = 0.75
"""Share of a sub-domain's criteria to validate when the referential states no number."""


@dataclass(frozen=True)
class Rule:
    """A sub-domain is acquired when `minimum` of its criteria are, every mandatory one among them."""

    code: str
    members: tuple[int, ...]
    minimum: int
    mandatory: tuple[int, ...] = ()


@dataclass(frozen=True)
class RuleProbabilities:
    """Probability that each sub-domain, each domain (all its sub-domains) and everything is acquired."""

    subdomains: Floats
    domains: Floats
    certificate: float


def nominal_minimum(n: int) -> int:
    """How many of n criteria are needed when nothing is stated: 1 of 1, 1 of 2, 2 of 3, else three quarters."""
    return {1: 1, 2: 1, 3: 2}.get(n, math.ceil(NOMINAL_SHARE * n))


def nominal_rules(codes: Sequence[str]) -> tuple[Rule, ...]:
    """One rule per sub-domain of the codes, in their order, with the nominal minimum."""
    members: dict[str, list[int]] = {}
    for index, code in enumerate(codes):
        members.setdefault(subdomain_of(code), []).append(index)
    return tuple(Rule(code, tuple(who), nominal_minimum(len(who))) for code, who in members.items())


def domains_of(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Codes of the domains the rules belong to, in order of appearance."""
    return tuple(dict.fromkeys(domain_of(rule.code) for rule in rules))


def draw_mastered(belief: Belief, cut: Cuts, draws: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """(draws, criteria) joint draws of who masters what, for the first person of `belief`."""
    counts = rng.multinomial(draws, belief.weights[0] / belief.weights[0].sum())
    parts = []
    for k in np.flatnonzero(counts):
        root = np.linalg.cholesky(belief.covariances[0, k])
        normal = rng.standard_normal((counts[k], root.shape[0]))
        parts.append(belief.means[0, k] + normal @ root.T)
    theta = np.concatenate(parts)
    return theta >= cut.theta + cut.se * rng.standard_normal(theta.shape)


def satisfied(mastered: NDArray[np.bool_], rules: Sequence[Rule]) -> NDArray[np.bool_]:
    """(draws, rules): does each draw satisfy each rule."""
    result = np.empty((len(mastered), len(rules)), dtype=bool)
    for r, rule in enumerate(rules):
        enough = mastered[:, rule.members].sum(axis=1) >= rule.minimum
        result[:, r] = enough & mastered[:, rule.mandatory].all(axis=1)
    return result


def probabilities(mastered: NDArray[np.bool_], rules: Sequence[Rule]) -> RuleProbabilities:
    """Shares of the draws in which each sub-domain, each domain and the certificate are acquired."""
    acquired = satisfied(mastered, rules)
    codes = domains_of(rules)
    whole = np.stack([acquired[:, [domain_of(r.code) == code for r in rules]].all(axis=1) for code in codes], axis=1)
    return RuleProbabilities(acquired.mean(axis=0), whole.mean(axis=0), float(whole.all(axis=1).mean()))
