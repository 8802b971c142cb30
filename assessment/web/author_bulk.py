"""Several questions moved together: chosen in the list, looked at, confirmed, and put back when it was a mistake."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import bulk_moves
from assessment.web import author_words, browser
from assessment.web.author_items import chosen


def plan_moves() -> Response | str:
    """What would move and what would not; nothing chosen brings back to the same list."""
    acting, filters = browser.acting(), chosen()
    ids, total = request.form.getlist("version"), 0
    if request.form.get("all"):
        ids, total = bulk_moves.found(acting, filters.wanted)
    choice = request.form.get("choice", "")
    if not ids or choice not in author_words.BULK:
        missing = gettext("Choisissez au moins une question.") if not ids else gettext("Choisissez une action.")
        flash(missing, "warning")
        return redirect(url_for("author.items") + _address(filters.query), 303)
    return render_template(
        "author/plan_moves.html",
        plan=bulk_moves.plan(acting, ids, choice, total),
        most=bulk_moves.MOST,
        back=url_for("author.items") + _address(filters.query),
        certificate=filters.certificate,
    )


def move_many() -> Response:
    ids = request.form.get("versions", "").split()
    try:
        made = bulk_moves.move(browser.acting(), ids, request.form.get("choice", ""), browser.now())
    except InvalidInput as error:
        flash(str(error.message), "warning")
        return redirect(url_for("author.items"), 303)
    return redirect(url_for("author.batch", batch_id=made), 303)


def batch(batch_id: str) -> str:
    return render_template("author/batch.html", batch=bulk_moves.batch(browser.acting(), batch_id), certificate="")


def undo_batch(batch_id: str) -> Response:
    bulk_moves.undo(browser.acting(), batch_id, browser.now())
    return redirect(url_for("author.batch", batch_id=batch_id), 303)


def _address(query: str) -> str:
    """The query of the list, at the page it was left."""
    return f"{query}{request.args.get('page', 1, type=int)}"
