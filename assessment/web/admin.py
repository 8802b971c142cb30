"""The addresses of an administrator's pages, in one table."""

from __future__ import annotations

from flask import Blueprint

from assessment.web import admin_body, admin_erasure, admin_grids, admin_people, author_words
from assessment.web.page_table import PageTable, lay

blueprint = Blueprint("admin", __name__, url_prefix="/administration")
PERSON = "/personnes/<account_id>"

PAGES: PageTable = [
    ("GET", "/", "people", admin_people.people),
    ("GET", "/personnes/nouvelle", "new_person", admin_people.new_person),
    ("POST", "/personnes/nouvelle", "add_person", admin_people.add_person),
    ("GET", PERSON, "person", admin_people.person),
    ("POST", f"{PERSON}/roles", "change_roles", admin_people.change_roles),
    ("POST", f"{PERSON}/fermeture", "close", admin_people.close),
    ("POST", f"{PERSON}/reouverture", "reopen", admin_people.reopen),
    ("POST", f"{PERSON}/mot-de-passe", "renew_password", admin_people.renew_password),
    ("GET", "/decompte", "counts", admin_body.counts),
    ("GET", "/decompte/mois.csv", "months_csv", admin_body.months_csv),
    ("GET", "/decompte/evaluations.csv", "evaluations_csv", admin_body.evaluations_csv),
    ("GET", "/reglages", "settings", admin_body.settings),
    ("POST", "/reglages", "change_settings", admin_body.change_settings),
    ("GET", "/effacements", "erasures", admin_erasure.erasures),
    ("POST", "/effacements/duree", "change_retention", admin_erasure.change_retention),
    ("GET", "/effacements/<file_id>", "erasure", admin_erasure.erasure),
    ("POST", "/effacements/<file_id>", "erase", admin_erasure.erase),
    ("GET", "/journal", "journal", admin_body.journal),
    ("GET", "/referentiels", "grids", admin_grids.grids),
    ("GET", "/referentiels/modele/<certificate>.<extension>", "model", admin_grids.model),
    ("POST", "/referentiels", "read_grid", admin_grids.read_grid),
    ("POST", "/referentiels/import", "confirm_grid", admin_grids.confirm_grid),
]

blueprint.context_processor(lambda: {"words": author_words})
lay(blueprint, PAGES)
