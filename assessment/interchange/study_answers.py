"""ANSWERS.npz: what each person of a study would answer, and who masters what when that is known.

`scores` (persons, items): whole numbers in the order of ITEMS.csv, -1 unknown. Optional, in the order in which criteria
first appear in ITEMS.csv: `mastered` (persons, criteria) true or false, `theta` (persons, criteria) true abilities.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assessment.errors import Fault, Faults, InvalidInput
from assessment.messages import message

TRUTHS = ("mastered", "theta")


@dataclass(frozen=True)
class StudyAnswers:
    """The arrays of the file."""

    scores: NDArray[np.int8]
    mastered: NDArray[np.bool_] | None = None
    theta: NDArray[np.float64] | None = None


def read_answers(path: Path, items: int, criteria: int) -> StudyAnswers:
    """The file, checked against the sizes of the bank; InvalidInput listing its faults."""
    arrays = _arrays(path)
    scores, faults = arrays["scores"], Faults()
    _check_scores(path.name, scores, items, faults)
    persons = scores.shape[0] if scores.ndim else 0
    for name in TRUTHS:
        if name in arrays:
            _check_truth(f"{path.name}, {name}", arrays[name], (persons, criteria), faults)
    faults.raise_if_any(message("%(name)s ne peut pas être lu.", name=path.name))
    mastered, theta = arrays.get("mastered"), arrays.get("theta")
    return StudyAnswers(
        scores.astype(np.int8),
        None if mastered is None else mastered.astype(bool),
        None if theta is None else theta.astype(np.float64),
    )


def _arrays(path: Path) -> dict[str, NDArray[np.generic]]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            if "scores" in archive.files:
                return {name: np.asarray(archive[name]) for name in ("scores", *TRUTHS) if name in archive.files}
            found = ", ".join(archive.files) or message("rien")
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, AttributeError) as problem:
        found = str(problem)
    raise InvalidInput(
        message("%(name)s ne peut pas être lu.", name=path.name),
        (Fault(path.name, found, message("un fichier .npz avec un tableau scores")),),
    )


def _check_scores(place: str, scores: NDArray[np.generic], items: int, faults: Faults) -> None:
    place = f"{place}, scores"
    if scores.dtype.kind not in "iu":
        faults.add(place, scores.dtype, message("des nombres entiers (int8)"))
    elif scores.ndim != 2 or scores.shape[1] != items or not scores.shape[0]:
        faults.add(
            place,
            message("un tableau %(shape)s", shape=scores.shape),
            message("(personnes, %(items)s), comme la banque", items=items),
        )
    elif int(scores.min()) < -1 or int(scores.max()) > np.iinfo(np.int8).max:
        faults.add(
            place,
            message("de %(min)s à %(max)s", min=scores.min(), max=scores.max()),
            message("-1 (inconnu), 0, 1..."),
        )


def _check_truth(place: str, values: NDArray[np.generic], shape: tuple[int, int], faults: Faults) -> None:
    """`mastered` holds true or false (or 1 and 0), `theta` finite numbers; a row per person, a column per criterion."""
    if values.shape != shape:
        faults.add(
            place,
            message("un tableau %(shape)s", shape=values.shape),
            message("(%(persons)s, %(criteria)s) : personnes, critères", persons=shape[0], criteria=shape[1]),
        )
    elif place.endswith("mastered"):
        if values.dtype.kind not in "biu" or not np.isin(values, (0, 1)).all():
            faults.add(place, values.dtype, message("vrai ou faux, ou 1 et 0"))
    elif values.dtype.kind not in "fiu" or not np.isfinite(values.astype(np.float64)).all():
        faults.add(place, values.dtype, message("des nombres finis"))
