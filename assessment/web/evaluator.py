"""The addresses of an evaluator's pages, in one table."""

from __future__ import annotations

from flask import Blueprint

from assessment.web import (
    desk_words,
    evaluator_criterion,
    evaluator_file,
    evaluator_opening,
    evaluator_plan,
    evaluator_signing,
    evaluator_worklist,
)
from assessment.web.page_table import PageTable, lay

blueprint = Blueprint("evaluator", __name__, url_prefix="/dossiers")
FILE = "/<file_id>"

PAGES: PageTable = [
    ("GET", "/", "worklist", evaluator_worklist.worklist),
    ("GET", "/liste.csv", "worklist_csv", evaluator_worklist.worklist_csv),
    ("GET", "/nouveau", "new_file", evaluator_opening.new_file),
    ("POST", "/nouveau", "open_file", evaluator_opening.open_file),
    ("POST", f"{FILE}/invitation", "invite", evaluator_opening.invite),
    ("POST", f"{FILE}/finale", "open_final", evaluator_opening.open_final),
    ("GET", FILE, "file", evaluator_file.file),
    ("GET", f"{FILE}/suivi", "following", evaluator_file.following),
    ("POST", f"{FILE}/seance/fin", "end_sitting", evaluator_file.end_sitting),
    ("POST", f"{FILE}/seance/nouvelle", "open_another", evaluator_file.open_another),
    ("GET", f"{FILE}/domaines/<code>", "domain", evaluator_file.domain),
    ("GET", f"{FILE}/comparaison", "compare", evaluator_file.compare),
    ("GET", f"{FILE}/a-observer", "worthwhile", evaluator_criterion.worthwhile),
    ("GET", f"{FILE}/criteres/<code>", "criterion", evaluator_criterion.criterion),
    ("POST", f"{FILE}/criteres/<code>/decision", "judge", evaluator_criterion.judge),
    ("POST", f"{FILE}/criteres/<code>/observation", "observe", evaluator_criterion.observe),
    ("POST", f"{FILE}/criteres/<code>/retrait", "withdraw", evaluator_criterion.withdraw),
    ("GET", f"{FILE}/bilan", "plan", evaluator_plan.plan),
    ("GET", f"{FILE}/bilan/feuille", "plan_sheet", evaluator_plan.plan_sheet),
    ("GET", f"{FILE}/bilan/feuille.pdf", "plan_pdf", evaluator_plan.plan_pdf),
    ("POST", f"{FILE}/bilan/entretien", "note_interview", evaluator_plan.note_interview),
    ("POST", f"{FILE}/bilan/synthese", "write_synthesis", evaluator_plan.write_synthesis),
    ("POST", f"{FILE}/bilan/objectifs", "add_objective", evaluator_plan.add_objective),
    ("POST", f"{FILE}/bilan/objectifs/retrait", "remove_objective", evaluator_plan.remove_objective),
    ("POST", f"{FILE}/bilan/formation", "choose_trainer", evaluator_plan.choose_trainer),
    ("GET", f"{FILE}/signature", "signing", evaluator_signing.signing),
    ("POST", f"{FILE}/signature", "sign", evaluator_signing.sign),
    ("POST", f"{FILE}/reouverture", "reopen", evaluator_signing.reopen),
    ("GET", f"{FILE}/jury", "jury_file", evaluator_signing.jury_file),
    ("GET", f"{FILE}/jury/<int:number>", "jury_file_version", evaluator_signing.jury_file),
    ("GET", f"{FILE}/jury/<int:number>.pdf", "jury_pdf", evaluator_signing.jury_pdf),
    ("GET", f"{FILE}/attestation.pdf", "attestation", evaluator_signing.attestation),
]

blueprint.context_processor(lambda: {"words": desk_words})
lay(blueprint, PAGES)
