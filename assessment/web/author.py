"""The addresses of an author's pages, in one table."""

from __future__ import annotations

from flask import Blueprint

from assessment.web import (
    author_bulk,
    author_calibration,
    author_editing,
    author_exporting,
    author_health,
    author_importing,
    author_items,
    author_media,
    author_preview,
    author_publishing,
    author_reviewing,
    author_words,
)
from assessment.web.page_table import PageTable, lay

blueprint = Blueprint("author", __name__, url_prefix="/questions")
ITEM, VERSION = "/<item_id>", "/versions/<version_id>"

PAGES: PageTable = [
    ("GET", "/", "items", author_items.items),
    ("GET", "/carte", "coverage", author_items.coverage),
    ("GET", "/sante", "health", author_health.health),
    ("POST", "/sante", "compute_health", author_health.compute),
    ("GET", "/importer", "importing", author_importing.importing),
    ("POST", "/importer", "read_questions", author_importing.read_questions),
    ("POST", "/importer/garder", "import_questions", author_importing.import_questions),
    ("GET", "/importer/modele.xlsx", "questions_model", author_importing.questions_model),
    ("GET", "/exporter", "exporting", author_exporting.exporting),
    ("GET", "/exporter/fichier", "export_file", author_exporting.export_file),
    ("GET", "/nouvelle", "new_item", author_items.new_item),
    ("POST", "/nouvelle", "begin", author_items.begin),
    ("POST", "/deplacer", "plan_moves", author_bulk.plan_moves),
    ("POST", "/deplacements", "move_many", author_bulk.move_many),
    ("GET", "/deplacements/<batch_id>", "batch", author_bulk.batch),
    ("POST", "/deplacements/<batch_id>/annuler", "undo_batch", author_bulk.undo_batch),
    ("GET", "/medias", "media", author_media.media),
    ("GET", "/medias/ajouter", "new_media", author_media.new_media),
    ("POST", "/medias/ajouter", "add_media", author_media.add_media),
    ("GET", "/medias/a-decrire", "describe_media", author_media.describe_media),
    ("POST", "/medias/a-decrire", "keep_descriptions", author_media.keep_descriptions),
    ("GET", "/medias/<medium_id>", "medium", author_media.medium),
    ("POST", "/medias/<medium_id>", "change_medium", author_media.change_medium),
    ("POST", "/medias/<medium_id>/remplacer", "replace_medium", author_media.replace_medium),
    ("POST", "/medias/<medium_id>/retirer", "withdraw_medium", author_media.withdraw_medium),
    ("POST", "/medias/<medium_id>/reprendre", "restore_medium", author_media.restore_medium),
    ("GET", f"{VERSION}/medias", "choose_medium", author_media.choose_medium),
    ("POST", f"{VERSION}/medias", "take_medium", author_media.take_medium),
    ("GET", ITEM, "item", author_items.item),
    ("POST", f"{ITEM}/modifier", "edit", author_items.edit),
    ("GET", f"{VERSION}/brouillon", "draft", author_editing.draft),
    ("POST", f"{VERSION}/brouillon", "save", author_editing.save),
    ("POST", f"{VERSION}/brouillon/garder", "autosave", author_editing.autosave),
    ("GET", f"{VERSION}/apercu", "preview", author_preview.preview),
    ("POST", f"{VERSION}/apercu", "try_answer", author_preview.try_answer),
    ("POST", f"{VERSION}/etat", "move", author_reviewing.move),
    ("GET", "/relectures", "reviews", author_reviewing.reviews),
    ("GET", f"{VERSION}/relecture", "review", author_reviewing.review),
    ("POST", f"{VERSION}/relecture", "give_review", author_reviewing.give_review),
    ("GET", f"{VERSION}/differences", "differences", author_reviewing.differences),
    ("GET", "/calibrations", "calibrations", author_calibration.calibrations),
    ("POST", "/calibrations", "ask_calibration", author_calibration.ask),
    ("GET", "/calibrations/<proposal_id>", "calibration", author_calibration.calibration),
    ("POST", "/calibrations/<proposal_id>", "decide_calibration", author_calibration.decide),
    ("GET", "/publication", "publication", author_publishing.publication),
    ("POST", "/publication", "publish", author_publishing.publish),
    ("POST", "/publication/<release_id>/retour", "go_back", author_publishing.go_back),
]

blueprint.context_processor(lambda: {"words": author_words})
lay(blueprint, PAGES)
