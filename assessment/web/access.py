"""Who may open which page: one table, refused by default, checked before every view.

A page missing from the table stops the product from starting. The table says which roles may knock; whether this file
or this question is theirs is decided by the service behind the page.
"""

from __future__ import annotations

from flask import Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from assessment.errors import NotAllowed
from assessment.messages import message
from assessment.services.acting import ADMINISTRATOR, AUTHOR, CANDIDATE, EVALUATOR, JURY, TRAINER

ANYONE = "anyone"
PROFESSIONALS = frozenset({EVALUATOR, TRAINER, AUTHOR, JURY, ADMINISTRATOR})
OWN_PASSWORD = ("account.password", "account.change_password")

# endpoint -> the roles that may use it. Grouped by blueprint; a whole blueprint can be given as "name.*".
ACCESS: dict[str, frozenset[str]] = {
    "static": frozenset({ANYONE}),
    "media.*": frozenset({ANYONE}),
    "health.*": frozenset({ANYONE}),
    "system.*": frozenset({ANYONE}),
    "display.*": frozenset({ANYONE}),
    "offline.*": frozenset({ANYONE}),
    "entry.*": frozenset({ANYONE}),
    "account.*": frozenset({ANYONE}),
    **dict.fromkeys(OWN_PASSWORD, PROFESSIONALS),
    "library.*": frozenset({AUTHOR, EVALUATOR, CANDIDATE}),
    "candidate.*": frozenset({CANDIDATE}),
    "evaluator.*": frozenset({EVALUATOR}),
    "trainer.*": frozenset({TRAINER}),
    "jury.*": frozenset({JURY}),
    "author.*": frozenset({AUTHOR}),
    "jobs.*": frozenset({AUTHOR, ADMINISTRATOR}),
    "admin.*": frozenset({ADMINISTRATOR}),
}


class SignInNeeded(NotAllowed):
    """Nobody is signed in; the page needs somebody."""

    code = "sign_in_needed"


def roles_for(endpoint: str) -> frozenset[str]:
    """The roles that may use an endpoint; nobody when it is not in the table."""
    return ACCESS.get(endpoint) or ACCESS.get(endpoint.split(".", maxsplit=1)[0] + ".*") or frozenset()


def check_every_page(app: Flask) -> None:
    """Stop a product that has a page nobody decided about."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules() if not roles_for(rule.endpoint)})
    if missing:
        raise RuntimeError(f"pages missing from web/access.py: {', '.join(missing)}")


def refuse_strangers() -> Response | None:
    """Before each request: let it through only for a role of the table, with a password of the person's own."""
    if request.endpoint is None:  # no such page: the 404 tells nothing more
        return None
    allowed = roles_for(request.endpoint)
    if ANYONE in allowed:
        return None
    if g.acting is None:
        raise SignInNeeded(message("Entrez d'abord avec votre code ou votre adresse."))
    if not g.acting.holds(*allowed):
        raise NotAllowed(message("Cette page n'est pas ouverte à votre rôle."))
    if g.acting.must_change and request.endpoint not in OWN_PASSWORD:
        return redirect(url_for("account.password"), 303)
    return None
