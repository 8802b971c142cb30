"""Moving a question from state to state, and reading what somebody else wrote."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import authoring, item_previews, media_sources, reviewing
from assessment.web import author_words, browser, library, parsing, review_questions


def move(version_id: str) -> Response:
    version = item_previews.version(browser.acting(), version_id)
    state = reviewing.move(browser.acting(), version_id, request.form.get("move", ""), browser.now())
    flash(str(author_words.MOVED[state]), "success")
    if state == "draft":
        return redirect(url_for("author.draft", version_id=version_id), 303)
    return redirect(url_for("author.item", item_id=version.item.id), 303)


def reviews() -> str:
    return render_template("author/reviews.html", waiting=reviewing.queue(browser.acting()), certificate="")


def review(version_id: str) -> str:
    return _page(version_id, {})


def give_review(version_id: str) -> Response | tuple[str, int]:
    version = item_previews.version(browser.acting(), version_id)
    accepted = request.form.get("action") == "accept"
    comment = request.form.get("comment", "")
    try:
        state = reviewing.review(browser.acting(), version_id, accepted, comment, browser.now())
    except InvalidInput as error:
        return _page(version_id, parsing.refused(error)), 422
    back = gettext("La question est renvoyée avec votre commentaire.")
    flash(str(author_words.MOVED["ready"]) if state == "ready" else back, "success")
    return redirect(url_for("author.item", item_id=version.item.id), 303)


def differences(version_id: str) -> str:
    against = request.args.get("avec", type=int)
    version = item_previews.version(browser.acting(), version_id)
    before, changes = reviewing.changes(browser.acting(), version_id, against)
    return render_template(
        "author/differences.html",
        version=version,
        before=before,
        changes=changes,
        certificate=version.item.certificate,
    )


def _page(version_id: str, errors: dict[str, str]) -> str:
    version = item_previews.version(browser.acting(), version_id)
    view = authoring.view(browser.acting(), version.item.id, version.number)
    before, changes = reviewing.changes(browser.acting(), version_id)
    return render_template(
        "author/review.html",
        view=view,
        version=version,
        before=before,
        changes=changes,
        shown=item_previews.preview(view.opinion.item, 1) if view.opinion.item else None,
        errors=errors,
        to_look_at=review_questions.to_look_at(version.kind, version.data),
        comment=request.form.get("comment", ""),
        media_url=library.links(media_sources.hashes_of(version)),
        certificate=version.item.certificate,
    )
