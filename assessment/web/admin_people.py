"""An administrator's people: list, new account, roles, closing; an initial password is shown once."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import people as services
from assessment.web import browser, parsing


def people() -> str:
    return render_template("admin/people.html", found=services.listed(browser.acting()))


def new_person() -> str:
    return _new({})


def add_person() -> str | tuple[str, int]:
    form = request.form
    new = services.NewPerson(form.get("name", "")[:300], form.get("email", "")[:300], tuple(form.getlist("roles")))
    try:
        opened = services.add(browser.acting(), new, browser.now())
    except InvalidInput as error:
        return _new(parsing.refused(error)), 422
    return _password(opened)


def person(account_id: str) -> str:
    return _person(account_id, {})


def change_roles(account_id: str) -> Response | tuple[str, int]:
    roles = tuple(request.form.getlist("roles"))
    try:
        services.change_roles(browser.acting(), account_id, roles, browser.now())
    except InvalidInput as error:
        return _person(account_id, parsing.refused(error)), 422
    flash(gettext("Les rôles sont changés, dès la prochaine page que cette personne ouvre."), "success")
    return redirect(url_for("admin.person", account_id=account_id), 303)


def close(account_id: str) -> Response:
    services.close(browser.acting(), account_id, browser.now())
    flash(gettext("Le compte est fermé et ses sessions sont terminées."), "success")
    return redirect(url_for("admin.person", account_id=account_id), 303)


def reopen(account_id: str) -> Response:
    services.reopen(browser.acting(), account_id, browser.now())
    flash(gettext("Le compte est de nouveau ouvert."), "success")
    return redirect(url_for("admin.person", account_id=account_id), 303)


def renew_password(account_id: str) -> str:
    return _password(services.renew_password(browser.acting(), account_id, browser.now()))


def _password(opened: services.Opened) -> str:
    """The only page where this password is ever shown."""
    account = services.find(browser.acting(), opened.account_id)
    return render_template("admin/password.html", account=account, password=opened.password)


def _person(account_id: str, errors: dict[str, str]) -> str:
    account = services.find(browser.acting(), account_id)
    mine = browser.acting().account_id == account_id
    return render_template("admin/person.html", account=account, errors=errors, mine=mine)


def _new(errors: dict[str, str]) -> str:
    return render_template(
        "admin/new_person.html", errors=errors, form=request.form, chosen=request.form.getlist("roles")
    )
