"""The French words of the keys that services give, for the desks of evaluators, trainers and juries."""

from __future__ import annotations

CERTIFICATES = {"socle": "CléA Socle", "numerique": "CléA Numérique", "management": "CléA Management"}
PHASES = {"initial": "évaluation préalable", "final": "évaluation finale"}
# stage -> word, tone of its mark, icon, what comes next
STAGES = {
    "to_invite": ("à inviter", "info", "person", "Donnez son code à la personne."),
    "invited": ("invitation donnée", "neutral", "clock", "La personne n'a pas encore commencé."),
    "running": ("en cours", "brand", "play", "La personne répond en ce moment."),
    "paused": ("en pause", "neutral", "pause", "La personne reprendra quand elle voudra."),
    "to_judge": ("à juger", "doubt", "edit", "Des critères attendent votre décision."),
    "to_sign": ("à signer", "doubt", "check", "Tout est jugé : relisez, puis signez."),
    "signed": ("signé", "good", "lock", "Le dossier est en lecture seule."),
    "reopened": ("rouvert", "doubt", "edit", "Une correction est en cours : signez à nouveau."),
}
SITTINGS = {
    "ready": ("prête", "neutral", "clock"),
    "running": ("en cours", "brand", "play"),
    "paused": ("en pause", "neutral", "pause"),
    "ended": ("terminée", "good", "check"),
}
ENDS = {
    "evaluator_ended": "terminée par vous",
    "candidate_stopped": "arrêtée par la personne",
    "everything_decided": "chaque critère a une réponse assez sûre",
    "nothing_can_change": "plus rien ne pouvait changer",
    "gain_under_floor": "d'autres questions apprenaient trop peu",
    "items_spent": "nombre de questions prévu atteint",
    "seconds_spent": "temps prévu atteint",
    "pool_empty": "plus de question disponible",
}
DECISIONS = {"acquired": "acquis", "not_acquired": "non acquis"}
OUTCOMES = {
    "right": ("réussie", "good", "check"),
    "partly": ("réussie en partie", "info", "check"),
    "wrong": ("non réussie", "bad", "cross"),
    "dont_know": ("je ne sais pas", "doubt", "question"),
    "waiting": ("pas encore répondue", "neutral", "clock"),
}
SOURCES = {"observed": "observation", "evidence": "preuve"}
JURY = {
    "granted": ("certificat accordé", "good", "check"),
    "refused": ("certificat non accordé", "bad", "cross"),
    "postponed": ("décision reportée", "doubt", "clock"),
}
