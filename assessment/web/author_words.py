"""The French words of the keys that services give, for the author's and the administrator's pages."""

from __future__ import annotations

CERTIFICATES = {"socle": "CléA Socle", "numerique": "CléA Numérique", "management": "CléA Management"}
# state -> word, tone of its mark, icon
STATES = {
    "draft": ("brouillon", "neutral", "edit"),
    "in_review": ("en relecture", "doubt", "eye"),
    "ready": ("prête", "info", "check"),
    "pilot": ("à l'essai", "info", "flag"),
    "in_use": ("en service", "good", "check"),
    "retired": ("retirée", "neutral", "lock"),
}
# move -> label of its button, kind of button, question asked before
MOVES = {
    "submit": ("Envoyer en relecture", "primary", ""),
    "withdraw": ("Reprendre en brouillon", "secondary", ""),
    "reopen": ("Reprendre en brouillon", "secondary", "Reprendre cette version ? Elle devra être relue à nouveau."),
    "retire": ("Retirer", "quiet", "Retirer cette version ? Elle ne sera plus dans la prochaine banque publiée."),
    "reactivate": ("Remettre parmi les prêtes", "secondary", ""),
}
MOVED = {
    "in_review": "La question est en relecture. Une autre personne la lira.",
    "draft": "La question est de nouveau un brouillon.",
    "ready": "La question est prête : elle entrera dans la prochaine banque publiée.",
    "retired": "La question est retirée. La banque en service ne change qu'à la prochaine publication.",
}
ROLES = {
    "evaluator": ("évaluation", "Ouvre les dossiers, observe, juge chaque critère, signe."),
    "trainer": ("formation", "Voit le plan et les objectifs de ses stagiaires."),
    "author": ("rédaction", "Écrit, relit et publie les questions."),
    "jury": ("jury", "Lit les dossiers complets d'une session et note la décision."),
    "administrator": (
        "administration",
        "Gère les personnes, les réglages et les référentiels ; ne lit aucun jugement.",
    ),
}
STANDINGS = {
    "official": ("officiel", "good"),
    "reworded": ("structure publique, dans nos mots", "info"),
    "provisional": ("provisoire", "doubt"),
}
VERBS = {
    "open_file": "a ouvert un dossier",
    "invite": "a donné une invitation",
    "open_final": "a ouvert une évaluation finale",
    "observe": "a noté une observation ou une preuve",
    "withdraw_observation": "a retiré une observation",
    "judge": "a jugé un critère",
    "sign": "a signé un dossier",
    "reopen": "a rouvert un dossier",
    "note_interview": "a noté l'entretien",
    "write_synthesis": "a écrit la synthèse",
    "add_objective": "a ajouté un objectif",
    "remove_objective": "a retiré un objectif",
    "choose_trainer": "a choisi qui forme",
    "open_sitting": "a ouvert une séance",
    "end_sitting": "a terminé une séance",
    "open_jury_session": "a ouvert une session de jury",
    "jury_decide": "a noté une décision du jury",
    "consent": "a donné son accord",
    "ask_erasure": "a demandé l'effacement de ses données",
    "new_question": "a commencé une question",
    "new_version": "a commencé une nouvelle version",
    "edit_question": "a modifié un brouillon",
    "submit_question": "a envoyé une question en relecture",
    "withdraw_question": "a repris une question",
    "accept_question": "a accepté une question",
    "send_back_question": "a renvoyé une question à son auteur",
    "reopen_question": "a repris une question prête",
    "retire_question": "a retiré une question",
    "reactivate_question": "a remis une question",
    "publish_release": "a publié une banque",
    "go_back_to_release": "est revenu à une banque antérieure",
    "import_referential": "a importé un référentiel",
    "open_account": "a ouvert un compte",
    "change_roles": "a changé des rôles",
    "change_own_password": "a changé son mot de passe",
    "close_account": "a fermé un compte",
    "reopen_account": "a rouvert un compte",
    "renew_password": "a donné un nouveau mot de passe",
    "change_sitting_budget": "a changé la durée des séances",
}


def say_verb(verb: str) -> str:
    """A verb of the journal; one without a phrase is shown as it is stored."""
    return VERBS.get(verb, verb.replace("_", " "))
