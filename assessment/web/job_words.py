"""What pages say of work outside the request: its kinds, its states, what was asked and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from assessment.services.jobs import Followed
from assessment.web.author_words import CERTIFICATES
from assessment.web.formats import number

# kind -> its name
KINDS = {
    "bank_health": _("Santé des questions"),
    "calibration": _("Calibration"),
    "parameters": _("Proposition de paramètres"),
    "study": _("Étude simulée"),
}
# state -> word, tone of its mark, icon
STATES = {
    "waiting": (_("en attente"), "neutral", "clock"),
    "running": (_("en cours"), "info", "settings"),
    "done": (_("terminé"), "good", "check"),
    "failed": (_("arrêté par une erreur"), "bad", "warning"),
    "cancelled": (_("annulé"), "neutral", "cross"),
}
METHODS = {"joint": _("tous les critères ensemble"), "unidimensional": _("une seule échelle")}
POLICIES = {
    "joint": _("la question la plus utile, tous critères confondus"),
    "independent": _("la question la plus utile, chaque critère à part"),
    "random": _("une question au hasard"),
    "fixed": _("les mêmes questions pour tous, comme sur papier"),
    "information": _("la question la plus informative au niveau estimé"),
    "cut-information": _("la question la plus informative au seuil"),
    "sprt": _("chaque critère jugé seul, rapport de vraisemblance de Wald"),
    "glr": _("chaque critère jugé seul, rapport de vraisemblance généralisé"),
    "confidence-interval": _("chaque critère jugé seul, intervalle de confiance"),
}
STRUCTURES = {
    "strong": _("beaucoup : qui réussit un critère réussit souvent les autres"),
    "medium": _("moyennement"),
    "weak": _("peu : chacun a ses points forts et ses points faibles"),
}
# file -> what it is
FILES = {
    "parameters.csv": _("paramètres des questions"),
    "structure.json": _("partage entre critères"),
    "report.json": _("rapport de la calibration"),
    "questions-laissees.csv": _("questions laissées de côté, et pourquoi"),
    "rapport.html": _("rapport illustré"),
    "summary.json": _("chiffres de l'étude"),
    "decisions.csv": _("décisions, critère par critère"),
    "path.csv": _("questions posées à chacun"),
    "subdomains.csv": _("sous-domaines"),
    "sante-de-la-banque.html": _("rapport illustré"),
    "sante-de-la-banque.json": _("chiffres"),
}


def subject(found: Followed) -> str:
    """What was asked, in a few words."""
    spec = found.job.spec
    parts = [CERTIFICATES.get(spec.get("certificate", ""), "")]
    if spec.get("source") == "files":
        parts.append(gettext("fichiers envoyés"))
    if found.job.kind in ("calibration", "parameters") and spec.get("method") in METHODS:
        parts.append(str(METHODS[spec["method"]]))
    if found.job.kind == "study":
        parts.append(ngettext("%(num)s personne inventée", "%(num)s personnes inventées", spec["people"]))
        parts.append(ngettext("%(num)s question", "%(num)s questions", spec["questions"]))
        parts.append(str(POLICIES.get(spec["policy"], spec["policy"])))
    return ", ".join(part for part in parts if part)


def outcome(result: Mapping[str, Any] | None) -> list[str]:
    """What came of it, one fact a line; a figure this page does not know is left to the files."""
    found, known = [], result or {}
    for name, said in FIGURES.items():
        if isinstance(known.get(name), int) and not isinstance(known[name], bool):
            found.append(said(known[name]))
    if known.get("converged") is True:
        found.append(gettext("le calcul a convergé"))
    elif known.get("converged") is False:
        found.append(gettext("le calcul s'est arrêté avant de converger : à lire avec prudence"))
    return found


# figure -> what it counts
FIGURES: dict[str, Callable[[int], str]] = {
    "persons": lambda n: ngettext("%(n)s personne", "%(n)s personnes", n, n=number(n, 0)),
    "answers": lambda n: ngettext("%(n)s réponse", "%(n)s réponses", n, n=number(n, 0)),
    "items": lambda n: ngettext("%(n)s question calibrée", "%(n)s questions calibrées", n, n=number(n, 0)),
    "left_out": lambda n: ngettext("%(n)s laissée de côté", "%(n)s laissées de côté", n, n=number(n, 0)),
    "to_look_at": lambda n: ngettext("%(n)s question à regarder", "%(n)s questions à regarder", n, n=number(n, 0)),
    "changes": lambda n: ngettext("%(n)s question change", "%(n)s questions changent", n, n=number(n, 0)),
    "iterations": lambda n: ngettext("%(n)s étape", "%(n)s étapes", n, n=number(n, 0)),
}
