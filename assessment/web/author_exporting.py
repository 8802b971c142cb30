"""The questions of a search as a file, to authors: a format is chosen, what it leaves out is said, then it is downloaded."""

from __future__ import annotations

from flask import Response, render_template, request

from assessment.errors import InvalidInput
from assessment.services import exporting as services
from assessment.services import item_search
from assessment.web import browser, fault_groups
from assessment.web.author_items import LEVELS, chosen
from assessment.web.downloads import download


def exporting() -> str | tuple[str, int]:
    """The formats; once one is chosen, what its file would hold and leave out."""
    filters, name = chosen(), request.args.get("format", "")
    ready, refused = None, ""
    if name:
        try:
            ready = services.export(browser.acting(), filters.wanted, name)
        except InvalidInput as error:
            refused = error.message
    page = render_template(
        "author/export.html",
        chosen=filters,
        total=item_search.find(browser.acting(), filters.wanted).total,
        formats=services.formats(),
        format=name,
        ready=ready,
        refused=refused,
        kinds=item_search.kind_labels(),
        levels=LEVELS,
        told=fault_groups.told(ready.notes) if ready else [],
        certificate=filters.certificate,
    )
    return (page, 422) if refused else page


def export_file() -> Response:
    made = services.export(browser.acting(), chosen().wanted, request.args.get("format", ""))
    return download(made.content, made.name, made.media_type)
