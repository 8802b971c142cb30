"""What the guards found, in French that somebody who writes questions understands: what is seen, and what to do.

A sentence never says that a question is bad: numbers are clues, the question is to be read again by a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assessment.engine.health.examine import Health
from assessment.engine.health.verdict import RANK, Attention
from assessment.interchange.study_words import number, percent
from assessment.messages import Message, message

GROUPS: dict[str, str] = {"language": message("langue"), "age": message("âge"), "device": message("appareil")}
"""What people may be compared by, in a file."""

NEEDS: dict[str, str] = {
    "sound": message("sans le son"),
    "picture": message("sans les images"),
    "keyboard": message("sans rien écrire"),
}
"""Accessibility filters: what a person cannot use."""

GUARDS: dict[str, str] = {
    "options": message("options"),
    "discrimination": message("réussie à rebours"),
    "fit": message("courbe inattendue"),
    "fairness": message("différente selon les groupes"),
    "drift": message("change avec le temps"),
    "dependence": message("questions qui s'aident"),
    "difficulty": message("difficulté mal estimée"),
    "rapid": message("réponses trop rapides"),
    "exposure": message("posée trop souvent"),
}
"""In the order in which they are to be read."""

WORDS: dict[Attention, str] = {
    Attention.LOOK: message("à regarder"),
    Attention.WATCH: message("à surveiller"),
    Attention.OK: message("rien à signaler"),
    Attention.FEW: message("trop peu de réponses"),
}


@dataclass(frozen=True)
class Concern:
    """One thing a guard says of one question (of two, when they help each other)."""

    guard: str
    attention: Attention
    item: int
    sentence: Message
    advice: Message
    other: int | None = None


Found = Iterator[Concern]
SERIOUS = (Attention.LOOK, Attention.WATCH)


def concerns(health: Health) -> list[Concern]:
    """Everything to look at, then to watch, by guard and question; questions out of use are left out."""
    makers: list[Callable[[Health], Found]] = [
        _options,
        _discrimination,
        _fit,
        _fairness,
        _drift,
        _dependence,
        _difficulty,
        _rapid,
        _exposure,
    ]
    order = list(GUARDS)
    found = [one for make in makers for one in make(health) if health.usable[one.item]]
    return sorted(found, key=lambda one: (-RANK[one.attention], order.index(one.guard), health.names[one.item]))


def questions_of(found: Sequence[Concern]) -> tuple[set[int], set[int]]:
    """Questions to read again first, then those to watch; one that is only asked too often needs company, not reading."""
    doubts = [one for one in found if one.guard != "exposure"]
    look = {one.item for one in doubts if one.attention is Attention.LOOK}
    return look, {one.item for one in doubts} - look


def _told(words: tuple[Attention, ...]) -> Iterator[tuple[int, Attention]]:
    return ((at, word) for at, word in enumerate(words) if word in SERIOUS)


def _options(health: Health) -> Found:
    for item, table in health.options.items():
        for option in table.options:
            if option.attention not in SERIOUS:
                continue
            if option.idle:
                text = message("L'option « %(option)s » n'attire presque personne.", option=option.option)
                advice = message("Remplacez-la par une erreur que l'on fait vraiment.")
            else:
                text = message(
                    "L'option « %(option)s » est prise par des personnes plus à l'aise que celles qui prennent la bonne.",
                    option=option.option,
                )
                advice = message("Vérifiez d'abord la réponse attendue. Si elle est juste, cette option se défend.")
            yield Concern("options", option.attention, item, text, advice)


def _discrimination(health: Health) -> Found:
    advice = message("Vérifiez la réponse attendue, puis cherchez ce qui trompe les personnes qui savent.")
    for item, word in _told(health.discrimination.attention):
        backwards = health.discrimination.correlation[item] < 0
        text = (
            message("Les personnes qui en savent plus la réussissent moins que les autres.")
            if backwards
            else message("Les personnes qui en savent plus ne la réussissent guère mieux que les autres.")
        )
        yield Concern("discrimination", word, item, text, advice)


def _fit(health: Health) -> Found:
    advice = message("Regardez la courbe : où s'écarte-t-elle ? Une autre lecture de l'énoncé l'explique souvent.")
    for item, word in _told(health.fit.attention):
        text = message(
            "La part de réponses justes ne suit pas la courbe prévue : %(gap)s d'écart en moyenne.",
            gap=percent(float(health.fit.rmsd[item]), 0),
        )
        yield Concern("fit", word, item, text, advice)


def _fairness(health: Health) -> Found:
    advice = message("Cherchez un mot, un objet ou une situation que ce groupe connaît moins bien que les autres.")
    for group in health.fairness:
        for item, word in _told(group.attention):
            size = group.size[item].value
            easier = message(
                "À niveau égal, plus facile pour « %(group)s » que pour les autres (écart %(size)s).",
                group=group.group,
                size=size,
            )
            harder = message(
                "À niveau égal, plus difficile pour « %(group)s » que pour les autres (écart %(size)s).",
                group=group.group,
                size=size,
            )
            yield Concern("fairness", word, item, easier if group.log_odds[item] > 0 else harder, advice)


def _drift(health: Health) -> Found:
    for item, word in _told(health.drift.attention):
        if health.drift.change[item] > 0:
            text = message("Elle est devenue plus facile avec le temps.")
            advice = message("Peut-être circule-t-elle : voyez si elle est posée très souvent.")
        else:
            text = message("Elle est devenue plus difficile avec le temps.")
            advice = message("Peut-être parle-t-elle de quelque chose qui n'a plus cours.")
        yield Concern("drift", word, item, text, advice)


def _dependence(health: Health) -> Found:
    pairs = zip(health.dependence.first, health.dependence.second, health.dependence.attention, strict=True)
    for first, second, word in pairs:
        if word in SERIOUS and health.usable[second]:
            text = message("Réussir l'une aide à réussir %(other)s.", other=health.names[second])
            advice = message("N'en posez qu'une par séance, ou donnez-leur un document commun.")
            yield Concern("dependence", word, int(first), text, advice, int(second))


def _difficulty(health: Health) -> Found:
    advice = message("Rien à corriger si la question est juste : une calibration reprendra cette mesure.")
    for item, word in _told(health.difficulty.attention):
        gap = float(health.difficulty.harder[item])
        far = number(abs(gap), 1)
        harder = message("Plus difficile que prévu, de %(gap)s sur l'échelle.", gap=far)
        easier = message("Plus facile que prévu, de %(gap)s sur l'échelle.", gap=far)
        yield Concern("difficulty", word, item, harder if gap > 0 else easier, advice)


def _rapid(health: Health) -> Found:
    advice = message("Voyez si la réponse se devine sans lire, ou si la question décourage.")
    for item, word in _told(health.rapid.attention):
        text = message(
            "%(share)s des réponses arrivent en moins de %(seconds)s s, le temps de ne pas lire.",
            share=percent(float(health.rapid.share[item]), 0),
            seconds=number(float(health.rapid.threshold[item]), 0),
        )
        yield Concern("rapid", word, item, text, advice)


def _exposure(health: Health) -> Found:
    """Questions never asked are counted, not listed one by one."""
    advice = message("Écrivez des questions semblables sur ce critère : elle se reposera.")
    for item, word in _told(health.exposure.attention):
        if not health.exposure.unused[item]:
            text = message("Posée dans %(share)s des séances.", share=percent(float(health.exposure.share[item]), 0))
            yield Concern("exposure", word, item, text, advice)
