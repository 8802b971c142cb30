"""What is suggested for each criterion of a file's own referential, whether the bank knows the criterion or not.

A file keeps the referential it was opened under. A later release of the bank may follow another grid: what it does not
know is simply not evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping

from assessment.messages import message
from assessment.review.words import State
from assessment.services import suggestions
from assessment.services.referentials import load_referential
from assessment.sittings.suggestion import Suggestion
from assessment.storage.files import FileRecord

UNKNOWN = message("Non évalué\u00a0: la banque de questions ne connaît pas ce critère.")


def of_file(file: FileRecord) -> dict[str, Suggestion]:
    """One suggestion per criterion of the file's referential."""
    return completed(file, suggestions.for_file(file.id))


def completed(file: FileRecord, found: Mapping[str, Suggestion]) -> dict[str, Suggestion]:
    """The same suggestions, with one for each criterion that the bank does not know."""
    codes = [each.code for each in load_referential(file.referential_id).criteria]
    return {code: found.get(code) or nothing_known(code) for code in codes}


def nothing_known(code: str) -> Suggestion:
    return Suggestion(
        criterion=code,
        state=State.NOT_EVALUATED.value,
        probability=None,
        asked=0,
        right=0,
        partly=0,
        wrong=0,
        dont_know=0,
        observations=0,
        neighbour_share=0.0,
        sentence=UNKNOWN,
    )
