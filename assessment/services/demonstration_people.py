"""The invented people of the demonstration body, and how far each candidate has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from assessment.services.bodies import NewAccount
from assessment.services.demonstration_accounts import PASSWORD

BODY = "Organisme de démonstration"


class Stage(IntEnum):
    """How far a file has come; each stage holds the ones before it."""

    OPENED = 0
    INVITED = 1
    BEGUN = 2
    ANSWERED = 3
    OBSERVED = 4
    JUDGED_IN_PART = 5
    SIGNED = 6
    DECIDED = 7


@dataclass(frozen=True)
class Story:
    """One invented candidate: ability in standard deviations around the population's mean, stage, age of the file."""

    first_name: str
    last_name: str
    ability: float
    stage: Stage
    opened_days_ago: int
    birth_year: int


EVALUATOR = NewAccount("Claire Moreau", "evaluatrice@demo.exemple", PASSWORD, ("evaluator",))
TRAINER = NewAccount("Youssef Benali", "formateur@demo.exemple", PASSWORD, ("trainer",))
AUTHOR = NewAccount("Nadège Lefort", "autrice@demo.exemple", PASSWORD, ("author",))
REVIEWER = NewAccount("Tomás Pereira", "relecteur@demo.exemple", PASSWORD, ("author",))
JURY = NewAccount("Hélène Garnier", "jury@demo.exemple", PASSWORD, ("jury",))
ADMINISTRATOR = NewAccount("Marc Dubois", "administrateur@demo.exemple", PASSWORD, ("administrator",))
ACCOUNTS = (EVALUATOR, TRAINER, AUTHOR, REVIEWER, JURY, ADMINISTRATOR)

VISITOR = Story("Samira", "Haddad", 0.3, Stage.INVITED, 1, 1988)

STORIES = (
    VISITOR,
    Story("Kevin", "Marchand", -0.2, Stage.OPENED, 0, 1999),
    Story("Fatoumata", "Traoré", 0.1, Stage.OPENED, 1, 1985),
    Story("Jean-Luc", "Petit", -0.6, Stage.OPENED, 2, 1968),
    Story("Oksana", "Kovalenko", 0.9, Stage.INVITED, 2, 1990),
    Story("Bruno", "Silva", -0.1, Stage.INVITED, 4, 1979),
    Story("Aïcha", "Ndiaye", 0.4, Stage.BEGUN, 3, 1993),
    Story("Michel", "Caron", -0.8, Stage.BEGUN, 5, 1963),
    Story("Linh", "Nguyen", 0.8, Stage.BEGUN, 5, 1996),
    Story("Sofia", "Marques", 0.0, Stage.BEGUN, 6, 1982),
    Story("Ahmed", "Bouzid", 0.5, Stage.ANSWERED, 7, 1987),
    Story("Nathalie", "Roux", -0.4, Stage.ANSWERED, 8, 1971),
    Story("Moussa", "Keita", 0.2, Stage.ANSWERED, 9, 1995),
    Story("Valérie", "Lambert", 1.1, Stage.ANSWERED, 9, 1976),
    Story("Dragan", "Petrović", -1.0, Stage.ANSWERED, 11, 1969),
    Story("Inès", "Garcia", 0.7, Stage.ANSWERED, 12, 2000),
    Story("Thierry", "Boulanger", -0.3, Stage.ANSWERED, 12, 1966),
    Story("Rokia", "Sissoko", 0.6, Stage.ANSWERED, 14, 1991),
    Story("Maria", "Ionescu", 0.3, Stage.OBSERVED, 15, 1984),
    Story("Patrick", "Noël", -0.5, Stage.OBSERVED, 17, 1961),
    Story("Leïla", "Mansouri", 0.9, Stage.OBSERVED, 18, 1994),
    Story("Abdoulaye", "Sow", 0.1, Stage.OBSERVED, 20, 1989),
    Story("Sandrine", "Vidal", 0.4, Stage.JUDGED_IN_PART, 21, 1978),
    Story("Goran", "Jovanović", -0.7, Stage.JUDGED_IN_PART, 23, 1973),
    Story("Céline", "Fabre", 1.2, Stage.JUDGED_IN_PART, 24, 1986),
    Story("Mamadou", "Barry", 0.8, Stage.SIGNED, 40, 1992),
    Story("Christine", "Leroy", -0.2, Stage.SIGNED, 45, 1965),
    Story("Yasmine", "Cherif", 1.4, Stage.SIGNED, 50, 1997),
    Story("Philippe", "Martin", 1.6, Stage.DECIDED, 75, 1970),
    Story("Ewa", "Nowak", 1.8, Stage.DECIDED, 80, 1983),
)
