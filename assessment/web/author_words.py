"""The French words of the keys that services give, for the author's and the administrator's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

CERTIFICATES = {"socle": "CléA Socle", "numerique": "CléA Numérique", "management": "CléA Management"}
# state -> word, tone of its mark, icon
STATES = {
    "draft": (_("brouillon"), "neutral", "edit"),
    "in_review": (_("en relecture"), "doubt", "eye"),
    "ready": (_("prête"), "info", "check"),
    "pilot": (_("à l'essai"), "info", "flag"),
    "in_use": (_("en service"), "good", "check"),
    "retired": (_("retirée"), "neutral", "lock"),
}
# move -> label of its button, kind of button, question asked before
MOVES = {
    "submit": (_("Envoyer en relecture"), "primary", ""),
    "withdraw": (_("Reprendre en brouillon"), "secondary", ""),
    "reopen": (
        _("Reprendre en brouillon"),
        "secondary",
        _("Reprendre cette version ? Elle devra être relue à nouveau."),
    ),
    "try_out": (_("Mettre à l'essai"), "secondary", ""),
    "adopt": (_("Fin de l'essai : la faire compter"), "secondary", ""),
    "retire": (_("Retirer"), "quiet", _("Retirer cette version ? Elle ne sera plus dans la prochaine banque publiée.")),
    "reactivate": (_("Remettre parmi les prêtes"), "secondary", ""),
}
# what is done of several questions at once -> its label, and how it is told once done
BULK = {
    "submit": (_("Envoyer en relecture"), _("Envoi en relecture")),
    "draft": (_("Reprendre en brouillon"), _("Retour en brouillon")),
    "try_out": (_("Mettre à l'essai"), _("Mise à l'essai")),
    "adopt": (_("Fin de l'essai : les faire compter"), _("Fin de l'essai")),
    "retire": (_("Retirer"), _("Retrait")),
    "reactivate": (_("Remettre parmi les prêtes"), _("Retour parmi les prêtes")),
}
MOVED = {
    "in_review": _("La question est en relecture. Une autre personne la lira."),
    "draft": _("La question est de nouveau un brouillon."),
    "ready": _("La question est prête : elle entrera dans la prochaine banque publiée."),
    "pilot": _("La question est à l'essai : publiez la banque pour qu'elle soit posée. Ses réponses ne comptent pas."),
    "retired": _("La question est retirée. La banque en service ne change qu'à la prochaine publication."),
}
ROLES = {
    "evaluator": (_("évaluation"), _("Ouvre les dossiers, observe, juge chaque critère, signe.")),
    "trainer": (_("formation"), _("Voit le plan et les objectifs de ses stagiaires.")),
    "author": (_("rédaction"), _("Écrit, relit et publie les questions.")),
    "jury": (_("jury"), _("Lit les dossiers complets d'une session et note la décision.")),
    "administrator": (
        _("administration"),
        _("Gère les personnes, les réglages et les référentiels ; ne lit aucun jugement."),
    ),
}
STANDINGS = {
    "official": (_("officiel"), "good"),
    "reworded": (_("structure publique, dans nos mots"), "info"),
    "provisional": (_("provisoire"), "doubt"),
}
VERBS = {
    "open_file": _("a ouvert un dossier"),
    "invite": _("a donné une invitation"),
    "open_final": _("a ouvert une évaluation finale"),
    "observe": _("a noté une observation ou une preuve"),
    "withdraw_observation": _("a retiré une observation"),
    "judge": _("a jugé un critère"),
    "sign": _("a signé un dossier"),
    "reopen": _("a rouvert un dossier"),
    "note_interview": _("a noté l'entretien"),
    "write_synthesis": _("a écrit la synthèse"),
    "add_objective": _("a ajouté un objectif"),
    "remove_objective": _("a retiré un objectif"),
    "choose_trainer": _("a choisi qui forme"),
    "open_sitting": _("a ouvert une séance"),
    "end_sitting": _("a terminé une séance"),
    "open_jury_session": _("a ouvert une session de jury"),
    "jury_decide": _("a noté une décision du jury"),
    "consent": _("a donné son accord"),
    "ask_erasure": _("a demandé l'effacement de ses données"),
    "change_retention": _("a changé la durée de conservation"),
    "erase": _("a effacé les données d'une personne"),
    "new_question": _("a commencé une question"),
    "new_version": _("a commencé une nouvelle version"),
    "import_questions": _("a importé des questions d'un fichier"),
    "edit_question": _("a modifié un brouillon"),
    "submit_question": _("a envoyé une question en relecture"),
    "withdraw_question": _("a repris une question"),
    "accept_question": _("a accepté une question"),
    "send_back_question": _("a renvoyé une question à son auteur"),
    "reopen_question": _("a repris une question prête"),
    "try_out_question": _("a mis une question à l'essai"),
    "adopt_question": _("a adopté une question à l'essai"),
    "retire_question": _("a retiré une question"),
    "reactivate_question": _("a remis une question"),
    "move_questions": _("a déplacé plusieurs questions"),
    "add_medium": _("a ajouté un média"),
    "describe_medium": _("a décrit un média"),
    "replace_medium": _("a remplacé le fichier d'un média"),
    "withdraw_medium": _("a retiré un média"),
    "restore_medium": _("a repris un média"),
    "undo_moves": _("a annulé un déplacement de questions"),
    "undo_move_question": _("a remis une question dans son état d'avant"),
    "publish_release": _("a publié une banque"),
    "ask_job": _("a demandé un calcul"),
    "ask_job_again": _("a relancé un calcul"),
    "cancel_job": _("a annulé un calcul"),
    "tidy_jobs": _("a effacé d'anciens calculs"),
    "propose_parameters": _("a proposé un jeu de paramètres"),
    "accept_parameters": _("a accepté un jeu de paramètres"),
    "refuse_parameters": _("a refusé un jeu de paramètres"),
    "go_back_to_release": _("est revenu à une banque antérieure"),
    "import_referential": _("a importé un référentiel"),
    "open_account": _("a ouvert un compte"),
    "change_roles": _("a changé des rôles"),
    "change_own_password": _("a changé son mot de passe"),
    "close_account": _("a fermé un compte"),
    "reopen_account": _("a rouvert un compte"),
    "renew_password": _("a donné un nouveau mot de passe"),
    "change_sitting_budget": _("a changé la durée des séances"),
}


def say_verb(verb: str) -> str:
    """A verb of the journal; one without a phrase is shown as it is stored."""
    return VERBS.get(verb, verb.replace("_", " "))


def bulk_choices() -> list[tuple[str, object]]:
    """What can be done of several questions, for a list to choose in."""
    return [("", _("Choisissez une action")), *((key, words[0]) for key, words in BULK.items())]
