"""The health of the bank, to its authors: what calls for attention, and asking for a new look."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.services import bank_health, jobs
from assessment.services.bank_health import Narrowed
from assessment.services.jobs import Asked
from assessment.web import browser
from assessment.web.author_drawings import TONES
from assessment.web.author_items import certificate

PER_PAGE = 40


def health() -> str:
    words = bank_health.words()
    asked = request.args
    narrowed = Narrowed(
        criterion=asked.get("critere", "").strip()[:20],
        guard=asked.get("constat", "") if asked.get("constat") in words["guards"] else "",  # type: ignore[operator]
        attention=asked.get("avis", "") if asked.get("avis") in ("look", "watch") else "",
    )
    found = bank_health.overview(browser.acting(), certificate(), narrowed)
    pages = max(-(-len(found.lines) // PER_PAGE), 1)
    page = min(max(asked.get("page", 1, type=int), 1), pages)
    return render_template(
        "author/health.html",
        found=found,
        lines=found.lines[(page - 1) * PER_PAGE : page * PER_PAGE],
        page=page,
        pages=pages,
        query=_query(narrowed),
        narrowed=narrowed,
        health_words=words,
        tones=TONES,
        certificate=certificate(),
    )


def compute() -> Response:
    """Ask for a new look at the bank, outside the request."""
    asked = Asked("bank_health", {"certificate": certificate()})
    jobs.enqueue(browser.acting(), asked, browser.now())
    flash(gettext("Le calcul est demandé. Cette page montrera son résultat."), "success")
    return redirect(url_for("author.health", certificat=certificate()), 303)


def _query(narrowed: Narrowed) -> str:
    """The address of another page of the same filters, up to its number."""
    named = {"certificat": certificate(), "critere": narrowed.criterion}
    named |= {"constat": narrowed.guard, "avis": narrowed.attention}
    return "?" + urlencode({key: value for key, value in named.items() if value} | {"page": ""})
