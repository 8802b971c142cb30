"""The page where a draft is written: fields by kind, live preview, kept while typing, both texts shown on a conflict."""

from __future__ import annotations

import re
import secrets
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.messages import joined
from assessment.services import authoring, item_previews, item_search, media_choice, media_sources, reviewing
from assessment.services.authoring import Draft, EditedMeanwhile, Typed
from assessment.web import browser, library
from assessment.web.errors import status_of

Entries = dict[str, list[str]]
BLOCKS = {"add-text": "text", "add-table": "table", "add-picture": "picture", "add-audio": "audio"}
ROWS = {
    "single_choice": ("option", 3, 5),
    "several_choices": ("option", 4, 6),
    "ordering": ("element", 3, 6),
    "situational": ("option", 4, 5),
    "placing": ("zone", 4, 8),
}
MOST_BLOCKS = 4
CHOOSE = "choose-"  # then the field of a medium
PAGE_NAME = re.compile(r"[0-9a-f]{16}")


def draft(version_id: str) -> str:
    found = authoring.draft(browser.acting(), version_id)
    return _page(found, found.form, checked=found.version.edition > 1)


def save(version_id: str) -> Response | tuple[str, int]:
    """Keep the draft; then add a document, go to review or come back, as the button says."""
    action = request.form.get("action", "save")
    try:
        authoring.save(browser.acting(), version_id, typed(), browser.now())
        if action == "submit":
            return _submit(version_id)
    except EditedMeanwhile as conflict:
        return _conflict(version_id, conflict), status_of(conflict)
    except InvalidInput as error:
        found = authoring.draft(browser.acting(), version_id)
        return _page(found, found.form, message=error.message), status_of(error)
    return _next(version_id, action)


def _next(version_id: str, action: str) -> Response:
    """Where the button of a kept draft leads."""
    if action in BLOCKS:
        number = _count(request.form.to_dict(flat=False), "support") + 1
        address = url_for("author.draft", version_id=version_id, document=BLOCKS[action])
        return redirect(f"{address}#document-{number}", 303)
    if action.startswith(CHOOSE):
        return redirect(url_for("author.choose_medium", version_id=version_id, champ=action.removeprefix(CHOOSE)), 303)
    if action == "add-row":
        return redirect(url_for("author.draft", version_id=version_id, lignes=1) + "#reponse", 303)
    flash(gettext("Le brouillon est enregistré."), "success")
    return redirect(url_for("author.draft", version_id=version_id), 303)


def autosave(version_id: str) -> Response:
    """What htmx sends while the author types: kept, checked and shown again."""
    try:
        edition = authoring.save(browser.acting(), version_id, typed(), browser.now())
    except EditedMeanwhile as conflict:
        return make_response(render_template("author/_conflict.html", conflict=conflict), status_of(conflict))
    found = authoring.draft(browser.acting(), version_id)
    return make_response(
        render_template("author/_live.html", **_live(found), edition=edition, kept_at=browser.now(), swap=True)
    )


def typed() -> Typed:
    """The form as a service takes it; documents ticked for removal are left out."""
    form = request.form.to_dict(flat=False)
    gone = {name.removesuffix("-remove") for name in form if re.fullmatch(r"support-\d+-remove", name)}
    kept = {name: values for name, values in form.items() if not any(name.startswith(f"{each}-") for each in gone)}
    page = request.form.get("page", "")
    return Typed(
        form=kept,
        edition=request.form.get("edition", 0, type=int),
        page=page if PAGE_NAME.fullmatch(page) else "",
    )


def _submit(version_id: str) -> Response:
    reviewing.move(browser.acting(), version_id, "submit", browser.now())
    found = item_previews.version(browser.acting(), version_id)
    flash(gettext("La question est en relecture. Une autre personne la lira."), "success")
    return redirect(url_for("author.item", item_id=found.item.id), 303)


def _conflict(version_id: str, conflict: EditedMeanwhile) -> str:
    found = authoring.draft(browser.acting(), version_id)
    return _page(found, conflict.mine, conflict=conflict)


def _page(found: Draft, form: Entries, **more: Any) -> str:
    shown = _with_new_block(form)
    name, least, most = ROWS.get(found.version.kind, ("", 0, 0))
    rows = min(max(_count(shown, name) + (1 if "lignes" in request.args else 0), least), most) if name else 0
    errors: dict[str, str] = {}
    media = media_choice.names(browser.acting())
    if more.get("checked") or more.get("message"):
        for field, _, sentence in found.opinion.messages:
            errors[field] = joined(" ", (errors[field], sentence)) if field in errors else sentence
    return render_template(
        "author/draft.html",
        form=shown,
        errors=errors,
        rows=rows,
        most_rows=most,
        blocks=_count(shown, "support"),
        most_blocks=MOST_BLOCKS,
        edition=found.version.edition,
        page_name=secrets.token_hex(8),
        trades=[("", gettext("Choisissez"))] + [(each, each) for each in authoring.trades()],
        pictures=[("", gettext("Choisissez une image"))] + [(each, each) for each in media["picture"]],
        sounds=[("", gettext("Choisissez un enregistrement"))] + [(each, each) for each in media["sound"]],
        kinds=item_search.kind_labels(),
        certificate=found.version.item.certificate,
        **{"conflict": None, "message": ""} | more | _live(found),
    )


def _live(found: Draft) -> dict[str, Any]:
    """What is shown beside the form."""
    item = found.opinion.item
    shown = item_previews.preview(item, 1) if item else None
    return {
        "found": found,
        "opinion": found.opinion,
        "shown": shown,
        "media_url": library.links(media_sources.hashes_of(found.version)),
    }


def _with_new_block(form: Entries) -> Entries:
    """One more empty document, of the kind in the address."""
    added, number = request.args.get("document", ""), _count(form, "support") + 1
    if added not in BLOCKS.values() or number > MOST_BLOCKS:
        return form
    return form | {f"support-{number}-type": [added]}


def _count(form: Entries, prefix: str) -> int:
    """The highest number of the rows of a form."""
    found = (re.match(rf"{prefix}-(\d+)-", name) for name in form)
    return max((int(each[1]) for each in found if each), default=0)
