"""The files an evaluator works on, filtered by the address of the page, refreshed by itself."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _

from assessment.services import worklist as work
from assessment.web import browser
from assessment.web.downloads import CSV, download
from assessment.web.fragments import page_or_fragment
from assessment.web.saying import said

VIEW_WORDS = [
    ("waiting", _("Attendent ma réponse")),
    ("running", _("Chez les candidats")),
    ("to_judge", _("À juger ou à signer")),
    ("signed", _("Signés")),
    ("all", _("Tous")),
]
LONGEST_NAME = 100  # characters looked for


def worklist() -> Response:
    chosen = _chosen()
    found = work.worklist(browser.acting(), chosen)
    tabs = [
        (f"{words} ({found.counts[name]})", _address(chosen, name), name == chosen.view) for name, words in VIEW_WORDS
    ]
    return page_or_fragment(
        "evaluator/worklist.html",
        "evaluator/_worklist.html",
        found=found,
        chosen=chosen,
        tabs=tabs,
        here=_address(chosen, chosen.view),
    )


def worklist_csv() -> Response:
    return download(work.as_csv(browser.acting(), _chosen(), said), "dossiers.csv", CSV)


def _chosen() -> work.Filter:
    view = request.args.get("vue", "waiting")
    return work.Filter(
        view=view if view in work.VIEWS else "waiting",
        mine=request.args.get("suivi") == "moi",
        name=request.args.get("nom", "")[:LONGEST_NAME].strip(),
    )


def _address(chosen: work.Filter, view: str) -> str:
    mine = "moi" if chosen.mine else None
    return url_for("evaluator.worklist", vue=view, suivi=mine, nom=chosen.name or None)
