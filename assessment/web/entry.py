"""A candidate comes in: with a personal code, or with a link that carries it and asks for one press."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput, NotAllowed
from assessment.services import sessions
from assessment.web import browser, navigation
from assessment.web.errors import status_of

blueprint = Blueprint("entry", __name__)
LONGEST_CODE = 60  # characters looked at: a code with spaces, dashes and a little more


@blueprint.get("/")
def welcome() -> str:
    person = g.acting
    return render_template("entry/welcome.html", home=navigation.home(person) if person else "", code="", error="")


@blueprint.get("/entrer/<code>")
def link(code: str) -> str:
    """The link changes nothing by itself: mail scanners open links too."""
    return render_template("entry/link.html", code=code[:LONGEST_CODE])


@blueprint.post("/entrer")
def enter() -> Response | tuple[str, int]:
    code = request.form.get("code", "")[:LONGEST_CODE]
    try:
        secret = sessions.enter_with_code(code, browser.address(), browser.now())
    except (InvalidInput, NotAllowed) as error:
        page = render_template("entry/welcome.html", home="", code=code, error=error.message)
        return page, status_of(error)
    return browser.start_session(redirect(url_for("candidate.home"), 303), secret)
