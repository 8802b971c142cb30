"""A question as the candidate sees it: phone, desk, large text; variants by seed; trying an answer, which keeps nothing."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext

from assessment.services import item_previews, media_sources
from assessment.services.item_previews import LARGEST_SEED, Tried
from assessment.web import author_words, browser, display, library

WIDTHS = ("telephone", "ordinateur")
TEXTS = {"normal": "normal", "grand": "large", "tres-grand": "larger"}


def preview(version_id: str) -> str:
    return _page(version_id)


def try_answer(version_id: str) -> str:
    item = item_previews.item_of(item_previews.version(browser.acting(), version_id))
    form = request.form.to_dict(flat=False)
    if request.form.get("action") == "dont_know":
        return _page(version_id, Tried(False, gettext("Je ne sais pas")), {})
    return _page(version_id, item_previews.try_answer(item, seed(), form), form)


def seed() -> int:
    """The seed in the address: what is drawn with it never changes."""
    return min(max(request.args.get("graine", 1, type=int), 1), LARGEST_SEED)


def _page(version_id: str, tried: Tried | None = None, values: dict[str, list[str]] | None = None) -> str:
    version = item_previews.version(browser.acting(), version_id)
    item = item_previews.item_of(version)
    width = request.args.get("largeur", "")
    text = request.args.get("texte", "")
    look = display.chosen()
    return render_template(
        "author/preview.html",
        version=version,
        words=author_words,
        shown=item_previews.preview(item, seed()),
        variants=item_previews.variants(item),
        width=width if width in WIDTHS else "telephone",
        text=text if text in TEXTS else "normal",
        display=look | {"text": TEXTS[text]} if text in TEXTS else look,
        seed=seed(),
        tried=tried,
        values=values or {},
        media_url=library.links(media_sources.hashes_of(version)),
        certificate=version.item.certificate,
    )
