"""The columns of a table of questions: one question a row, headings a person understands, a sentence that explains each."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.items.support import MOST_BLOCKS
from assessment.messages import joined, message

MOST_ANSWERS = 8


@dataclass(frozen=True)
class Column:
    """`name` is stable and ours; `heading` is what the sheet says; `help` goes to the sheet that explains."""

    name: str
    heading: str
    help: str
    width: int = 18


def documents() -> list[Column]:
    found = []
    for number in range(1, MOST_BLOCKS + 1):
        said = message("Document %(number)s", number=number)
        found += [
            Column(
                f"support-{number}-type",
                joined(" : ", (said, message("sorte"))),
                message("text, table, picture ou audio"),
            ),
            Column(
                f"support-{number}-title",
                joined(" : ", (said, message("titre"))),
                message("titre du texte, du tableau ou du son"),
            ),
            Column(
                f"support-{number}-text",
                joined(" : ", (said, message("contenu"))),
                message(
                    "le texte ; ou les lignes du tableau, cases séparées par | et colonnes sur la première ligne ; "
                    "ou ce que montre l'image ; ou ce que dit le son"
                ),
                40,
            ),
            Column(
                f"support-{number}-file",
                joined(" : ", (said, message("fichier"))),
                message("image ou son, comme plan.svg"),
            ),
        ]
    return found


def answers() -> list[Column]:
    helped = message(
        "une option, un élément (dans le bon ordre), une paire « élément | choix », ou un endroit de l'image"
    )
    return [Column(f"answer-{n}", message("Réponse %(n)s", n=n), helped, 24) for n in range(1, MOST_ANSWERS + 1)]


COLUMNS: tuple[Column, ...] = (
    Column("code", message("Code"), message("vide pour une nouvelle question : le numéro libre suivant est pris"), 12),
    Column("certificate", message("Certificat"), message("socle, numerique ou management"), 12),
    Column("criterion", message("Critère"), message("comme 2.1.1, quand le code est vide"), 10),
    Column("kind", message("Sorte"), message("la sorte de question, dans la liste"), 24),
    Column("title", message("Titre"), message("pour les auteurs seulement"), 28),
    Column("trade", message("Métier"), message("dans la liste"), 16),
    *documents(),
    Column("question", message("Question"), message("une ligne vide commence un paragraphe"), 50),
    Column("how", message("Comment répondre"), message("vide : la phrase ordinaire de cette sorte"), 24),
    *answers(),
    Column(
        "key",
        message("Bonne réponse"),
        message(
            "le numéro de la bonne réponse (1), les numéros des bonnes (1 3), les points de chacune pour une situation "
            "(2 1 0), le nombre attendu, ou une forme acceptée par ligne"
        ),
        20,
    ),
    Column("mistakes", message("Erreurs nommées"), message("une par ligne : 2 : retenue oubliée"), 28),
    Column("tolerance", message("Tolérance"), message("pour un nombre ; vide : aucune")),
    Column("unit", message("Unité"), message("montrée après le nombre, comme €"), 10),
    Column("exact", message("Écriture exacte"), message("oui quand la casse et les accents comptent"), 10),
    Column("fixed-order", message("Ordre fixe"), message("oui quand les réponses ne sont pas mélangées"), 10),
    Column(
        "choices", message("Autres choix"), message("pour relier : un choix par ligne, ceux des paires et d'autres"), 24
    ),
    Column(
        "to-complete",
        message("À compléter"),
        message(
            "un texte, ou les lignes d'un tableau, avec ce qui est attendu : [[16 ± 0,5]], [[16 h | 16h00]], "
            "[[liste : *venir | venu]]"
        ),
        40,
    ),
    Column("table-caption", message("Titre du tableau à compléter"), message("dit ce qu'est le tableau"), 20),
    Column("table-columns", message("Colonnes du tableau à compléter"), message("séparées par |"), 24),
    Column("picture-file", message("Image"), message("le fichier de l'image où l'on montre un endroit")),
    Column(
        "picture-alt", message("Texte de remplacement"), message("ce que l'image montre, pour qui ne la voit pas"), 30
    ),
    Column("picture-size", message("Taille de l'image"), message("largeur et hauteur : 320 240")),
    Column(
        "places", message("Endroits"), message("le milieu de chacun, un par ligne, dans l'ordre des réponses : 60 120")
    ),
    Column("screen-frame", message("Fenêtre"), message("mail, files ou web")),
    Column("screen-title", message("Titre de la fenêtre"), message("ce que dit le haut de la fenêtre"), 20),
    Column("screen-address", message("Adresse de la page"), message("pour une page web"), 20),
    Column(
        "screen-fields", message("Champs de la fenêtre"), message("un par ligne : texte : À = [[paul@exemple.fr]]"), 40
    ),
    Column("explanation", message("Explication"), message("pourquoi la bonne réponse est la bonne"), 40),
    Column("difficulty", message("Difficulté"), message("de -2,5 (facile) à 1 (difficile) ; vide : -0,8"), 11),
    Column(
        "difficulty-se", message("Incertitude"), message("0,5 ; ou 0,6 quand on hésite, comme si la case est vide"), 11
    ),
    Column("seconds", message("Secondes"), message("le temps d'une personne ordinaire"), 10),
    Column("spoken", message("Texte lu à voix haute"), message("s'il n'est pas celui de la question"), 30),
    Column("needs", message("Il faut pouvoir"), message("entendre, voir, quand rien ne peut les remplacer"), 14),
    Column("enemies", message("Jamais avec"), message("codes des questions qui donnent la réponse"), 16),
    Column("slope", message("Pente"), message("mesurée par le calibrage : 1,3 ± 0,1"), 12),
    Column("guessing", message("Hasard"), message("mesuré par le calibrage : 0,18"), 10),
    Column("family-parameters", message("Famille : paramètres"), message("un par ligne : n = 3..9"), 24),
    Column("family-derived", message("Famille : calculs"), message("un par ligne : total = n * prix"), 24),
    Column("family-constraints", message("Famille : contraintes"), message("une par ligne : total < 40"), 24),
    Column("marks", message("Repères"), message("écrit par la plateforme ; à laisser tel quel"), 12),
)
BY_NAME = {column.name: column for column in COLUMNS}
