"""The French words of the keys that services give, for the desks of evaluators, trainers and juries."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

CERTIFICATES = {"socle": "CléA Socle", "numerique": "CléA Numérique", "management": "CléA Management"}
PHASES = {"initial": _("évaluation préalable"), "final": _("évaluation finale")}
# stage -> word, tone of its mark, icon, what comes next
STAGES = {
    "to_invite": (_("à inviter"), "info", "person", _("Donnez son code à la personne.")),
    "invited": (_("invitation donnée"), "neutral", "clock", _("La personne n'a pas encore commencé.")),
    "running": (_("en cours"), "brand", "play", _("La personne répond en ce moment.")),
    "paused": (_("en pause"), "neutral", "pause", _("La personne reprendra quand elle voudra.")),
    "to_judge": (_("à juger"), "doubt", "edit", _("Des critères attendent votre décision.")),
    "to_sign": (_("à signer"), "doubt", "check", _("Tout est jugé : relisez, puis signez.")),
    "signed": (_("signé"), "good", "lock", _("Le dossier est en lecture seule.")),
    "reopened": (_("rouvert"), "doubt", "edit", _("Une correction est en cours : signez à nouveau.")),
}
SITTINGS = {
    "ready": (_("prête"), "neutral", "clock"),
    "running": (_("en cours"), "brand", "play"),
    "paused": (_("en pause"), "neutral", "pause"),
    "ended": (_("terminée"), "good", "check"),
}
ENDS = {
    "evaluator_ended": _("terminée par vous"),
    "candidate_stopped": _("arrêtée par la personne"),
    "everything_decided": _("chaque critère a une réponse assez sûre"),
    "nothing_can_change": _("plus rien ne pouvait changer"),
    "gain_under_floor": _("d'autres questions apprenaient trop peu"),
    "items_spent": _("nombre de questions prévu atteint"),
    "seconds_spent": _("temps prévu atteint"),
    "pool_empty": _("plus de question disponible"),
}
DECISIONS = {"acquired": _("acquis"), "not_acquired": _("non acquis")}
OUTCOMES = {
    "right": (_("réussie"), "good", "check"),
    "partly": (_("réussie en partie"), "info", "check"),
    "wrong": (_("non réussie"), "bad", "cross"),
    "dont_know": (_("je ne sais pas"), "doubt", "question"),
    "waiting": (_("pas encore répondue"), "neutral", "clock"),
}
JURY = {
    "granted": (_("certificat accordé"), "good", "check"),
    "refused": (_("certificat non accordé"), "bad", "cross"),
    "postponed": (_("décision reportée"), "doubt", "clock"),
}
