"""The grid of a file as its template takes it: domains, sub-domains and criteria with their addresses."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import ngettext

from assessment.services.dossiers import Part, Section


def domains(file_id: str, sections: Sequence[Section]) -> list[dict[str, object]]:
    return [
        {
            "code": section.code,
            "label": section.title,
            "url": url_for("evaluator.domain", file_id=file_id, code=section.code),
            "note": _note(section),
            "groups": [_group(file_id, part) for part in section.parts],
        }
        for section in sections
    ]


def _group(file_id: str, part: Part) -> dict[str, object]:
    return {
        "code": part.code,
        "label": part.title,
        "criteria": [
            {
                "code": cell.code,
                "label": cell.label,
                "state": cell.state.value,
                "judged": cell.judged,
                "url": url_for("evaluator.criterion", file_id=file_id, code=cell.code),
            }
            for cell in part.cells
        ],
    }


def _note(section: Section) -> str:
    cells = [cell for part in section.parts for cell in part.cells]
    judged = sum(cell.judged for cell in cells)
    if judged == len(cells):
        return ngettext(
            "%(num)s critère jugé sur %(all)s", "%(num)s critères jugés sur %(all)s", judged, all=len(cells)
        )
    return ngettext("%(num)s jugé sur %(all)s", "%(num)s jugés sur %(all)s", judged, all=len(cells))
