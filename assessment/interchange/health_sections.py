"""A bank's health as sections to read: what calls for attention, curves, groups, pairs, people, reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from assessment.engine.health import dependence, exposure, fairness, item_fit, person_fit
from assessment.engine.health.examine import Health
from assessment.engine.health.fairness import Fairness, Size
from assessment.engine.health.verdict import RANK, Attention, worst
from assessment.interchange import health_plots as plots
from assessment.interchange.health_words import WORDS, Concern
from assessment.interchange.study_sections import Grid
from assessment.interchange.study_words import number, percent
from assessment.messages import counted, joined, message

MOST_CURVES = 12
"""Curves drawn in a report: the questions that call for most attention."""

MOST_CONCERNS = 40
"""Concerns listed one by one; the tables hold all the numbers."""


@dataclass(frozen=True)
class Figure:
    """A drawing with its caption and its numbers."""

    caption: str
    drawing: Markup
    table: Grid


@dataclass(frozen=True)
class Section:
    title: str
    told: Sequence[str]
    figures: Sequence[Figure] = ()
    shown: Sequence[Grid] = ()
    folded: Sequence[Grid] = ()


def attention(health: Health, found: Sequence[Concern]) -> Section:
    title = message("Ce qui demande votre attention")
    if not found:
        return Section(title, [message("Rien à signaler parmi les questions qui ont assez de réponses.")])
    told = [
        message("Un chiffre n'est qu'un indice : chaque question est à relire par une personne."),
        message("Aucun de ces constats ne change un résultat."),
    ]
    if len(found) > MOST_CONCERNS:
        told.append(message("Les %(n)s premiers ; les tableaux qui suivent ont tous les nombres.", n=MOST_CONCERNS))
    columns = (message("Question"), message("Avis"), message("Ce qui se voit"), message("Que faire"))
    rows = [(health.names[one.item], WORDS[one.attention], one.sentence, one.advice) for one in found[:MOST_CONCERNS]]
    return Section(title, told, shown=[Grid(message("Constats, du plus au moins pressant"), columns, rows, 4)])


def curves(health: Health, found: Sequence[Concern]) -> Section:
    told = [
        message("Chaque point est un groupe de personnes, de la moins à l'aise à la plus à l'aise."),
        message("Trait plein : ce que la banque prévoit. Pointillé : la courbe mesurée sur ces réponses."),
        message("Le trait vertical d'un point est son incertitude."),
    ]
    wanted = list(dict.fromkeys(one.item for one in found if one.guard in ("fit", "discrimination", "difficulty")))
    drawn = [at for at in wanted if health.fit.groups[at] and health.fit.answers[at] >= item_fit.LEAST][:MOST_CURVES]
    if not drawn:
        ready = np.flatnonzero((health.fit.answers >= item_fit.LEAST) & health.usable)
        drawn = ready[np.argsort(-health.fit.answers[ready], kind="stable")][:4].tolist()
    if not drawn:
        told = [message("Aucune question n'a encore %(n)s réponses : pas de courbe à montrer.", n=item_fit.LEAST)]
    figures = [
        Figure(
            message(
                "Question %(name)s, %(n)s réponses", name=health.names[at], n=number(float(health.fit.answers[at]))
            ),
            plots.curve(health.names[at], health.fit.groups[at]),
            plots.curve_table(health.names[at], health.fit.groups[at]),
        )
        for at in drawn
    ]
    return Section(message("Courbes : vu et attendu"), told, figures)


def questions(health: Health, found: Sequence[Concern]) -> Section:
    """Every question with its numbers."""
    columns = (
        message("Question"),
        message("Avis"),
        message("Réponses"),
        message("Lien avec l'aisance"),
        message("Plus difficile de"),
        message("Écart à la courbe"),
        message("Rapides"),
        message("Posée"),
    )
    said: dict[int, list[Attention]] = {}
    for one in found:
        said.setdefault(one.item, []).append(one.attention)
    rows = []
    for at in np.flatnonzero(health.usable & (health.fit.answers > 0)):
        known = health.fit.attention[at] is not Attention.FEW
        word = worst(said.get(int(at), [Attention.OK if known else Attention.FEW]))
        rows.append(
            (
                health.names[at],
                WORDS[word],
                number(float(health.fit.answers[at])),
                number(float(health.discrimination.correlation[at]), 2),
                number(float(health.difficulty.harder[at]), 2),
                percent(float(health.fit.rmsd[at]), 0),
                percent(float(health.rapid.share[at]), 0),
                percent(float(health.exposure.share[at]), 0),
            )
        )
    told = [message("Un tiret : trop peu de réponses pour le dire.")]
    grid = Grid(message("Toutes les questions en service qui ont une réponse"), columns, rows, 2)
    return Section(message("Toutes les questions"), told, folded=[grid])


def options(health: Health) -> Section:
    columns = (
        message("Question"), message("Option"), message("Prise par"), message("Part"), message("Aisance moyenne"),
    )  # fmt: skip
    rows = []
    for item, table in health.options.items():
        if RANK[table.attention] < RANK[Attention.WATCH] or not health.usable[item]:
            continue
        for option in table.options:
            name = joined(" ", (option.option, message("(la bonne)"))) if option.key else option.option
            taken = (number(option.takers), percent(option.share, 0), number(option.ability, 2))
            rows.append((health.names[item], name, *taken))
    told = [
        message(
            "Une mauvaise option que prennent les plus à l'aise se défend peut-être : vérifiez la réponse attendue."
        )
    ]
    if not rows:
        return Section(message("Options"), [message("Rien à signaler parmi les options.")])
    return Section(
        message("Options"), told, shown=[Grid(message("Questions dont une option surprend"), columns, rows, 2)]
    )


def groups(health: Health) -> Section:
    told = [
        message("Deux personnes de même niveau doivent avoir les mêmes chances, quel que soit leur groupe."),
        message("L'écart est A (négligeable), B (moyen) ou C (grand) ; la taille compte avant la certitude."),
    ]
    if health.silent_groups:
        told.append(
            message(
                "Groupes de moins de %(n)s personnes, jamais montrés : %(groups)s.",
                n=fairness.LEAST_PERSONS,
                groups=joined(", ", health.silent_groups),
            )
        )
    columns = (
        message("Groupe"), message("Personnes"), message("Niveau moyen"), message("Questions comparées"),
        message("A"), message("B"), message("C"),
    )  # fmt: skip
    rows = [_group(group) for group in health.fairness]
    if not rows:
        return Section(message("Égalité entre les groupes"), [*told, message("Aucun groupe ne peut être comparé.")])
    return Section(
        message("Égalité entre les groupes"), told, shown=[Grid(message("Chaque groupe et les autres"), columns, rows)]
    )


def _group(group: Fairness) -> Sequence[str]:
    counts = [sum(size is wanted for size in group.size) for wanted in (Size.NEGLIGIBLE, Size.MODERATE, Size.LARGE)]
    gap = "+" + number(group.centre, 2) if group.centre > 0 else number(group.centre, 2)
    people = number(group.persons[0])
    return (group.group, people, gap, number(sum(counts)), *(number(count) for count in counts))


def pairs(health: Health) -> Section:
    shown = [at for at, word in enumerate(health.dependence.attention) if RANK[word] >= RANK[Attention.WATCH]]
    told = [
        counted(
            "%(n)s paire comparée (au moins %(least)s personnes ont répondu aux deux).",
            "%(n)s paires comparées (au moins %(least)s personnes ont répondu aux deux).",
            health.dependence.compared,
            least=dependence.LEAST,
        )
    ]
    if not shown:
        return Section(message("Questions qui s'aident"), [*told, message("Aucune ne s'aide au-delà du critère.")])
    columns = (message("Question"), message("et"), message("Personnes"), message("Lien en trop"), message("Avis"))
    rows = [
        (
            health.names[health.dependence.first[at]],
            health.names[health.dependence.second[at]],
            number(float(health.dependence.people[at])),
            number(float(health.dependence.q3[at]), 2),
            WORDS[health.dependence.attention[at]],
        )
        for at in shown
    ]
    return Section(message("Questions qui s'aident"), told, shown=[Grid(message("Paires liées"), columns, rows, 2)])


def people(health: Health) -> Section:
    """Counts only: the guard of people is for the evaluator who follows them."""
    judged = [word for word in health.people.attention if word is not Attention.FEW]
    hurried = [word for word in health.rapid.person_attention if word is not Attention.FEW]
    columns = (
        message("Ce qui est regardé"),
        message("Personnes"),
        *(WORDS[w] for w in (Attention.LOOK, Attention.WATCH)),
    )

    def row(name: str, words: Sequence[Attention]) -> Sequence[str]:
        return (name, *(number(n) for n in (len(words), words.count(Attention.LOOK), words.count(Attention.WATCH))))

    rows = [row(message("Des réponses qui vont ensemble"), judged), row(message("Le temps de lire"), hurried)]
    told = [
        message("Le hasard seul met une personne sur cent « à surveiller » : un compte proche n'apprend rien."),
        message("Il faut au moins %(n)s réponses pour juger de l'ensemble.", n=person_fit.LEAST),
    ]
    return Section(message("Personnes"), told, shown=[Grid(message("Comptes, sans aucun nom"), columns, rows)])


def shown(health: Health) -> Section:
    share = health.exposure.share[health.usable]
    told = [
        counted("%(n)s séance.", "%(n)s séances.", health.exposure.sittings),
        counted(
            "%(n)s question jamais posée.", "%(n)s questions jamais posées.", int((share == 0).sum())
        ),
        message(
            "La plus posée est dans %(most)s des séances, celle du milieu dans %(middle)s.",
            most=percent(float(share.max(initial=0.0)), 0),
            middle=percent(float(np.median(share)) if len(share) else 0.0, 0),
        ),
    ]  # fmt: skip
    if health.exposure.sittings < exposure.LEAST:
        told.append(message("Moins de %(n)s séances : trop peu pour un avis.", n=exposure.LEAST))
    unused = [health.names[at] for at in np.flatnonzero(health.usable) if health.exposure.unused[at]]
    rows = [(", ".join(unused[at : at + 12]),) for at in range(0, len(unused), 12)]
    grid = Grid(message("Questions jamais posées"), (message("Questions"),), rows)
    return Section(message("Questions posées"), told, folded=[grid] if rows else [])
