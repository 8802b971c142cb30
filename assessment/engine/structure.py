"""How abilities on different criteria go together: covariance matrices, and the mixture of them that keeps us honest.

theta_c = general + domain + sub-domain + criterion, four independent Gaussian parts whose variances add up to 1.
Nobody knows beforehand how much a person's abilities share, so the engine carries several answers to that question
at once (a mixture) and lets the person's own answers weigh them. Codes `x.y.z`: domain `x`, sub-domain `x.y`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessment.engine.models import Floats
from assessment.errors import Faults, InvalidInput
from assessment.messages import counted, message

SUM_TOLERANCE = 1e-3
"""How far from 1 the four variances may add up (files carry rounded numbers)."""


def domain_of(code: str) -> str:
    return code.partition(".")[0]


def subdomain_of(code: str) -> str:
    return ".".join(code.split(".")[:2])


@dataclass(frozen=True)
class VarianceComponents:
    """Shares of the variance of an ability, summing to 1."""

    general: float
    domain: float
    subdomain: float
    criterion: float

    def covariance(self, codes: Sequence[str]) -> Floats:
        """(criteria, criteria) covariance of the abilities, 1 on the diagonal."""
        domains = np.array([domain_of(code) for code in codes])
        subdomains = np.array([subdomain_of(code) for code in codes])
        matrix: Floats = (
            self.general
            + self.domain * (domains[:, None] == domains)
            + self.subdomain * (subdomains[:, None] == subdomains)
            + self.criterion * np.eye(len(codes))
        )
        return matrix


STRONG = VarianceComponents(0.50, 0.20, 0.15, 0.15)
MEDIUM = VarianceComponents(0.30, 0.20, 0.20, 0.30)
WEAK = VarianceComponents(0.10, 0.15, 0.25, 0.50)
NONE = VarianceComponents(0.0, 0.0, 0.0, 1.0)

DEFAULT_WEIGHTS = (0.20, 0.25, 0.25, 0.30)
"""Weights of strong, medium, weak and none before the first answer: sharing has to be shown by a person's answers."""


@dataclass(frozen=True)
class Mixture:
    """Several structures with their weights before any answer. Build with the functions below, which check."""

    names: tuple[str, ...]
    weights: Floats
    covariances: Floats
    """(structures, criteria, criteria)"""

    def __len__(self) -> int:
        return len(self.names)


def default_mixture(codes: Sequence[str]) -> Mixture:
    """Strong, medium, weak and no sharing, the cautious ones a little likelier before the first answer."""
    named = {"strong": STRONG, "medium": MEDIUM, "weak": WEAK, "none": NONE}
    return mixture({name: part.covariance(codes) for name, part in named.items()}, DEFAULT_WEIGHTS)


def single(components: VarianceComponents, codes: Sequence[str]) -> Mixture:
    """One structure held for certain: only for studies, and for `--structure`."""
    return mixture({"given": components.covariance(codes)})


def mixture(covariances: Mapping[str, Floats], weights: Sequence[float] | None = None) -> Mixture:
    """Checked mixture; equal weights unless given. Raises InvalidInput for a matrix that is not a covariance."""
    faults = Faults()
    for name, matrix in covariances.items():
        check_covariance(name, matrix, faults)
    shares = np.full(len(covariances), 1.0) if weights is None else np.asarray(weights, dtype=float)
    if len(shares) != len(covariances) or not len(shares) or np.any(~(shares > 0)):
        faults.add(
            message("poids du mélange"),
            list(shares),
            counted("%(n)s nombre positif", "%(n)s nombres positifs", len(covariances)),
        )
    faults.raise_if_any(message("La structure des compétences est incohérente."))
    return Mixture(tuple(covariances), shares / shares.sum(), np.stack(list(covariances.values())))


def check_covariance(name: str, matrix: Floats, faults: Faults) -> None:
    """Square, finite, symmetric, positive definite; otherwise one fault that says which of these fails."""
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        faults.add(name, message("un tableau %(shape)s", shape=matrix.shape), message("une matrice carrée"))
    elif not np.isfinite(matrix).all():
        faults.add(name, message("une valeur qui n'est pas un nombre"), message("des nombres finis"))
    elif not np.allclose(matrix, matrix.T, atol=1e-9):
        faults.add(name, message("une matrice non symétrique"), message("une matrice de covariance symétrique"))
    else:
        lowest = float(np.linalg.eigvalsh(matrix)[0])
        if lowest <= 1e-10:
            faults.add(
                name,
                message("une valeur propre de %(lowest)s", lowest=f"{lowest:.3g}"),
                message("une covariance définie positive"),
            )


def from_json(text: str, codes: Sequence[str], place: str = "structure") -> Mixture:
    """A structure file: four variances, or `{"criteria": [...], "covariance": [[...]]}` over criteria of the bank."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        raise _refused(
            place,
            message("ligne %(line)s, %(problem)s", line=problem.lineno, problem=problem.msg),
            message("du JSON"),
        ) from problem
    if not isinstance(data, dict):
        raise _refused(place, type(data).__name__, message("un objet JSON"))
    if "covariance" in data:
        return _named_covariance(data, codes, place)
    return single(_components(data, place), codes)


def _components(data: Mapping[str, object], place: str) -> VarianceComponents:
    names = ("general", "domain", "subdomain", "criterion")
    faults = Faults()
    for extra in sorted(set(data) - set(names)):
        faults.add(f"{place}, {extra}", extra, message("general, domain, subdomain et criterion seulement"))
    values: list[float] = []
    for name in names:
        value = data.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            faults.add(f"{place}, {name}", value, message("une part de variance de 0 à 1"))
        else:
            values.append(float(value))
    if len(values) == len(names) and abs(sum(values) - 1.0) > SUM_TOLERANCE:
        faults.add(
            place,
            message("une somme de %(values)s", values=f"{sum(values):g}"),
            message("quatre parts dont la somme est 1"),
        )
    if len(values) == len(names) and values[-1] <= 0:
        faults.add(f"{place}, criterion", values[-1], message("une part propre au critère plus grande que 0"))
    faults.raise_if_any(message("La structure des compétences est refusée."))
    return VarianceComponents(*values)


def _named_covariance(data: Mapping[str, object], codes: Sequence[str], place: str) -> Mixture:
    named = data.get("criteria")
    found = [str(code) for code in named] if isinstance(named, list) else []
    faults = Faults()
    for code in sorted(set(found) - set(codes)):
        faults.add(f"{place}, criteria", code, message("un critère de la banque"))
    for code in sorted(set(codes) - set(found)):
        faults.add(
            f"{place}, criteria", message("%(code)s absent", code=code), message("tous les critères de la banque")
        )
    faults.raise_if_any(message("La structure des compétences est refusée."))
    try:
        matrix = np.array(data["covariance"], dtype=float)
    except (TypeError, ValueError) as problem:
        raise _refused(place, str(problem), message("une matrice de nombres")) from problem
    if matrix.shape != (len(found), len(found)):
        raise _refused(
            place,
            message("un tableau %(shape)s", shape=matrix.shape),
            counted("%(n)s ligne et colonne", "%(n)s lignes et colonnes", len(found)),
        )
    order = [found.index(code) for code in codes]
    return mixture({"given": matrix[np.ix_(order, order)]})


def _refused(place: str, found: str, expected: str) -> InvalidInput:
    faults = Faults()
    faults.add(place, found, expected)
    return InvalidInput(message("La structure des compétences est refusée."), tuple(faults))
