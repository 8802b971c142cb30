"""What a question of another tool is made to say in our kinds: contents of questions, in French whatever the pages speak."""

from __future__ import annotations

IS_IT_SO = "Est-ce exact ? [[x1]]"
YES, NO = "oui", "non"
PICK = "Réponse : [[x1]]"
COMPLETE = "Complétez la phrase."
TO_EXPLAIN = "Question importée : explication à écrire."
BETWEEN = "Écrivez un nombre de {low} à {high}."
LINES, COLUMNS = ("En haut", "Au milieu", "En bas"), ("à gauche", "au centre", "à droite")  # ninths of a picture
