"""Signing in and out, and changing one's own password, for professionals."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput, NotAllowed
from assessment.services import demonstration_accounts, own_password, sessions
from assessment.web import browser, navigation, parsing
from assessment.web.errors import status_of

blueprint = Blueprint("account", __name__)


@blueprint.get("/connexion")
def sign_in() -> str | Response:
    person = g.acting
    if person and person.account_id:
        return redirect(navigation.home(person))
    return _page("", "")


@blueprint.post("/connexion")
def check_password() -> Response | tuple[str, int]:
    email = request.form.get("email", "")[:254]
    try:
        secret = sessions.sign_in(email, request.form.get("password", "")[:1024], browser.address(), browser.now())
    except (InvalidInput, NotAllowed) as error:
        return _page(email, error.message), status_of(error)
    person = sessions.who(secret, browser.now())
    target = navigation.inside(request.form.get("next")) or (navigation.home(person) if person else "/")
    return browser.start_session(redirect(target), secret)


@blueprint.post("/deconnexion")
def sign_out() -> Response:
    person = g.acting
    target = "/" if person is None or person.file_id else "/connexion"
    if person and person.file_id:
        flash(gettext("À bientôt. Ce que vous avez fait est gardé. Pour revenir, utilisez le même code."), "success")
    return browser.end_session(redirect(target))


@blueprint.get("/compte/mot-de-passe")
def password() -> str:
    return _password_page({})


@blueprint.post("/compte/mot-de-passe")
def change_password() -> Response | tuple[str, int]:
    typed = own_password.Change(*(request.form.get(name, "")[:1024] for name in ("current", "new", "again")))
    try:
        secret = own_password.change(browser.acting(), typed, browser.address(), browser.now())
    except InvalidInput as error:
        return _password_page(parsing.refused(error)), status_of(error)
    flash(gettext("Votre mot de passe est changé. Vos autres sessions sont terminées."), "success")
    return browser.start_session(redirect(navigation.home(browser.acting()), 303), secret)


def _password_page(errors: Mapping[str, str]) -> str:
    first = browser.acting().must_change
    return render_template("account/password.html", errors=errors, first_password=first)


def _page(email: str, error: str) -> str:
    return render_template(
        "account/sign_in.html",
        email=email,
        error=error,
        next=request.values.get("next", ""),
        demonstration=[
            (name, email, navigation.role_words(roles)) for name, email, roles in demonstration_accounts.listed()
        ],
        demonstration_password=demonstration_accounts.PASSWORD,
        demonstration_code=demonstration_accounts.CODE,
    )
