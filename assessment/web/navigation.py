"""Where each role starts, and the links its pages carry."""

from __future__ import annotations

from collections.abc import Collection

from flask import g, request, url_for
from flask_babel import lazy_gettext as _

from assessment.services.acting import ADMINISTRATOR, AUTHOR, EVALUATOR, JURY, TRAINER, Acting
from assessment.web.addresses import local_path

# role -> (endpoint of its first page, label of the link), in the order they are offered
PLACES = [
    (EVALUATOR, "evaluator.worklist", _("Dossiers")),
    (TRAINER, "trainer.trainees", _("Mes stagiaires")),
    (AUTHOR, "author.items", _("Questions")),
    (JURY, "jury.sessions", _("Jury")),
    (ADMINISTRATOR, "admin.people", _("Administration")),
]


ROLE_NAMES = {
    EVALUATOR: _("évaluation"),
    TRAINER: _("formation"),
    AUTHOR: _("rédaction"),
    JURY: _("jury"),
    ADMINISTRATOR: _("administration"),
}


def entries() -> list[tuple[str, str, bool]]:
    """Label, address and whether it is the current one, of each link in the desk's header for this person."""
    person: Acting | None = g.get("acting")
    if person is None or person.account_id is None:
        return []
    section = request.blueprint or ""
    return [
        (str(label), url_for(endpoint), endpoint.split(".")[0] == section)
        for role, endpoint, label in PLACES
        if person.holds(role)
    ]


def signed_in() -> dict[str, object] | None:
    """The professional of this request as the header shows them: name and roles in words."""
    person: Acting | None = g.get("acting")
    if person is None or person.account_id is None:
        return None
    return {"name": person.name, "roles": role_words(person.roles)}


def role_words(roles: Collection[str]) -> list[str]:
    """Roles as a French reader calls them, in the order of the header."""
    return [str(word) for role, word in ROLE_NAMES.items() if role in roles]


def home(person: Acting) -> str:
    """The first page of a person."""
    if person.file_id:
        return url_for("candidate.home")
    return next((url_for(endpoint) for role, endpoint, _ in PLACES if person.holds(role)), "/")


def inside(target: str | None) -> str | None:
    """A path of this site, or nothing."""
    return local_path(target or "")
