"""An author finds questions: list with filters, map, the page of one question, beginning a new one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import authoring, bank_health, item_previews, item_search, media_sources
from assessment.services.item_search import Wanted
from assessment.web import author_drawings, author_words, browser, library, parsing, plots
from assessment.web.plots import Spread

# levels of difficulty as an author thinks of them: key, label, bounds
LEVELS = {
    "facile": (_("faciles"), None, -1.3),
    "ordinaire": (_("ordinaires"), -1.3, -0.3),
    "difficile": (_("plus difficiles"), -0.3, None),
}


@dataclass(frozen=True)
class Chosen:
    """The filters in the address."""

    certificate: str
    criterion: str
    state: str
    kind: str
    text: str
    level: str

    @property
    def wanted(self) -> Wanted:
        _, easiest, hardest = LEVELS.get(self.level, ("", None, None))
        return Wanted(self.certificate, self.criterion, self.state, self.kind, self.text, easiest, hardest)

    @property
    def query(self) -> str:
        """The address of another page of the same search, up to its number."""
        named = {"certificat": self.certificate, "critere": self.criterion, "etat": self.state, "sorte": self.kind}
        named |= {"texte": self.text, "niveau": self.level}
        return "?" + urlencode({key: value for key, value in named.items() if value} | {"page": ""})


def certificate() -> str:
    """The certificate in the address; Socle when there is none that is known."""
    asked = request.values.get("certificat", "")
    return asked if asked in author_words.CERTIFICATES else "socle"


def chosen() -> Chosen:
    asked = request.args
    return Chosen(
        certificate=certificate(),
        criterion=asked.get("critere", "").strip()[:20],
        state=asked.get("etat", "") if asked.get("etat") in author_words.STATES else "",
        kind=asked.get("sorte", "")[:30],
        text=asked.get("texte", "").strip()[:100],
        level=asked.get("niveau", "") if asked.get("niveau") in LEVELS else "",
    )


def items() -> str:
    filters = chosen()
    page = request.args.get("page", 1, type=int)
    return render_template(
        "author/items.html",
        found=item_search.find(browser.acting(), filters.wanted, min(max(page, 1), 10_000)),
        chosen=filters,
        kinds=item_search.kind_labels(),
        states=item_search.states(),
        levels=LEVELS,
        certificate=filters.certificate,
    )


def coverage() -> str:
    found = item_search.coverage(browser.acting(), certificate())
    drawings = {
        domain.code: plots.difficulty_map([Spread(one.code, one.difficulties) for one in shown])
        for domain in found
        if (shown := [one for one in domain.criteria if one.difficulties])
    }
    return render_template(
        "author/coverage.html",
        found=found,
        drawings=drawings,
        wanted=item_search.WANTED_PER_CRITERION,
        health_words=bank_health.words(),
        **author_drawings.reach_of(certificate()),
        certificate=certificate(),
    )


def item(item_id: str) -> str:
    number = request.args.get("version", type=int)
    view = authoring.view(browser.acting(), item_id, number)
    shown = item_previews.preview(view.opinion.item, 1) if view.opinion.item else None
    variants = item_previews.variants(view.opinion.item) if view.opinion.item else []
    return render_template(
        "author/item.html",
        view=view,
        shown=shown,
        variants=variants,
        kinds=item_search.kind_labels(),
        media_url=library.links(media_sources.hashes_of(view.version)),
        certificate=view.version.item.certificate,
        health_words=bank_health.words(),
        tones=author_drawings.TONES,
        **author_drawings.answers_of(view.version.item.certificate, view.version.item.code),
    )


def new_item() -> str:
    return _beginning({})


def begin() -> Response | tuple[str, int]:
    form = request.form
    new = authoring.NewItem(
        form.get("certificat", ""), form.get("criterion", ""), form.get("kind", ""), form.get("title", "")
    )
    try:
        version_id = authoring.new_item(browser.acting(), new, browser.now())
    except InvalidInput as error:
        return _beginning(parsing.refused(error)), 422
    return redirect(url_for("author.draft", version_id=version_id), 303)


def edit(item_id: str) -> Response:
    version_id = authoring.edit(browser.acting(), item_id, browser.now())
    flash(gettext("Vous écrivez un brouillon : rien ne change pour les candidats tant qu'il n'est pas publié."), "info")
    return redirect(url_for("author.draft", version_id=version_id), 303)


def _beginning(errors: dict[str, str]) -> str:
    known = authoring.criteria(browser.acting(), certificate())
    return render_template(
        "author/new_item.html",
        errors=errors,
        form=request.values,
        certificate=certificate(),
        criteria=[("", gettext("Choisissez un critère"))] + [(one.code, f"{one.code} {one.label}") for one in known],
        kinds=[(name, label, how) for name, label, how in authoring.kinds()],
    )
