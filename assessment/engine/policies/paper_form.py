"""The order of a paper form: round after round over the criteria, each time its most informative item at the cut."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assessment.engine.measure import Measure
from assessment.engine.models import Floats, information


def information_at_cut(measure: Measure) -> Floats:
    """(items,) Fisher information of each item at the cut of its criterion."""
    items = measure.items
    return information(measure.cuts.theta[items.criterion], items.a, items.b, items.c, items.d)


def fixed_form(measure: Measure) -> NDArray[np.intp]:
    """(items,) in the order asked."""
    criterion = measure.items.criterion
    order = np.lexsort((-information_at_cut(measure), criterion))
    start = np.searchsorted(criterion[order], criterion[order])
    rank = np.empty(len(criterion), dtype=np.intp)
    rank[order] = np.arange(len(criterion)) - start
    return np.lexsort((criterion, rank))
