"""Where each role starts, and the links its pages carry."""

from __future__ import annotations

from collections.abc import Collection

from flask import g, request, url_for
from flask_babel import gettext

from assessment.services.acting import ADMINISTRATOR, AUTHOR, EVALUATOR, JURY, TRAINER, Acting
from assessment.web.addresses import local_path

# role -> (endpoint of its first page, label of the link), in the order they are offered
PLACES: list[tuple[str, str, str]] = [
    (EVALUATOR, "evaluator.worklist", "Dossiers"),
    (TRAINER, "trainer.trainees", "Mes stagiaires"),
    (AUTHOR, "author.items", "Questions"),
    (JURY, "jury.sessions", "Jury"),
    (ADMINISTRATOR, "admin.people", "Administration"),
]


ROLE_NAMES = {
    EVALUATOR: "évaluation",
    TRAINER: "formation",
    AUTHOR: "rédaction",
    JURY: "jury",
    ADMINISTRATOR: "administration",
}


def entries() -> list[tuple[str, str, bool]]:
    """Label, address and whether it is the current one, of each link in the desk's header for this person."""
    person: Acting | None = g.get("acting")
    if person is None or person.account_id is None:
        return []
    section = request.blueprint or ""
    return [
        (gettext(label), url_for(endpoint), endpoint.split(".")[0] == section)
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
    return [gettext(word) for role, word in ROLE_NAMES.items() if role in roles]


def home(person: Acting) -> str:
    """The first page of a person."""
    if person.file_id:
        return url_for("candidate.home")
    return next((url_for(endpoint) for role, endpoint, _ in PLACES if person.holds(role)), "/")


def inside(target: str | None) -> str | None:
    """A path of this site, or nothing."""
    return local_path(target or "")
