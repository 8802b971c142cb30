"""The figures of a study as sections to read: a title, what it says in words, a drawing and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from assessment.engine.findings import Findings, Reach, Source, calibration_error
from assessment.engine.measure import Measure
from assessment.interchange import study_plots as plots
from assessment.interchange.study_plots import Line, Words, told_of
from assessment.interchange.study_words import minutes, number, percent
from assessment.messages import counted, message

MOST_SEEN = 20
"""Questions told by name: the most asked."""

WEAKEST = 12
"""Criteria told before the fold."""

BARS = 12
"""Bars of a histogram at most."""

FEWEST_BARS = 7
"""Bars of a histogram at least: one alone would be a wall."""

Row = Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table: its caption, its columns, its rows; every column but the first `texts` ones is numbers."""

    caption: str
    columns: Row
    rows: Sequence[Row]
    texts: int = 1


@dataclass(frozen=True)
class Section:
    title: str
    told: Sequence[str]
    """Paragraphs."""
    drawing: Markup
    legend: str
    """What the marks of the drawing are."""
    table: Grid
    """All the numbers, under a fold."""
    shown: Grid | None = None
    """A short table that is always open."""


def accuracy(found: Findings) -> Section:
    compared = found.source is Source.WHOLE_BANK
    title = message("Accord avec la banque entière") if compared else message("Décisions justes")
    after = [stage.after for stage in found.stages]
    lines = [
        Line(message("critères"), [stage.right for stage in found.stages]),
        Line(message("sous-domaines"), [stage.subdomains_right for stage in found.stages]),
    ]
    words = Words(title, told_of(lines, after), message("questions posées"), message("part des décisions"))
    last = found.stages[-1]
    numbers = {"right": percent(last.right), "decided": percent(last.decided_right)}
    told = [_agreeing(last.after, numbers) if compared else _right(last.after, numbers)]
    if not compared:
        told.append(message("Toute la banque répondue donnerait %(ceiling)s.", ceiling=percent(found.ceiling)))
    legend = message("Trait plein : critères. Tirets : sous-domaines.")
    if not compared:
        legend = message("Trait plein : critères. Tirets : sous-domaines. Pointillé : la banque entière.")
    columns = (message("Questions"), message("Critères"), message("Suggestions"), message("Sous-domaines"))
    rows = [
        (number(s.after), percent(s.right), percent(s.decided_right), percent(s.subdomains_right)) for s in found.stages
    ]
    drawing = plots.growth(words, after, lines, None if compared else found.ceiling)
    return Section(title, told, drawing, legend, Grid(title, columns, rows))


def _right(after: int, numbers: Mapping[str, str]) -> str:
    return counted(
        "Après %(n)s question, %(right)s des critères sont du bon côté ; parmi ceux que la machine suggère acquis ou non"
        " acquis, %(decided)s.",
        "Après %(n)s questions, %(right)s des critères sont du bon côté ; parmi ceux que la machine suggère acquis ou non"
        " acquis, %(decided)s.",
        after,
        **numbers,
    )


def _agreeing(after: int, numbers: Mapping[str, str]) -> str:
    return counted(
        "Après %(n)s question, %(right)s des critères sont du même côté que si la personne avait répondu à toute la"
        " banque ; parmi ceux que la machine suggère acquis ou non acquis, %(decided)s.",
        "Après %(n)s questions, %(right)s des critères sont du même côté que si la personne avait répondu à toute la"
        " banque ; parmi ceux que la machine suggère acquis ou non acquis, %(decided)s.",
        after,
        **numbers,
    )


def honesty(found: Findings) -> Section:
    title, last = message("Probabilités annoncées et constatées"), found.stages[-1]
    told = counted(
        "Écart moyen de %(gap)s points après %(n)s question, pondéré par le nombre de décisions.",
        "Écart moyen de %(gap)s points après %(n)s questions, pondéré par le nombre de décisions.",
        last.after,
        gap=number(100 * calibration_error(found.bins), 1),
    )
    plain = message("Honnête, une annonce de 80 % se vérifie huit fois sur dix : les points seraient sur la droite.")
    if found.source is Source.WHOLE_BANK:
        plain = message("Faute de vérité, « constaté » est ici ce que la banque entière annonce en moyenne.")
    columns = (message("Annoncé"), message("Décisions"), message("Annoncé en moyenne"), message("Constaté"))
    rows = [
        (
            message("de %(low)s à %(high)s", low=percent(b.low, 0), high=percent(b.high, 0)),
            number(b.count),
            percent(b.announced),
            percent(b.found),
        )
        for b in found.bins
    ]
    words = Words(title, told, message("probabilité annoncée"), message("constaté"))
    legend = message("La surface d'un point suit le nombre de décisions.")
    return Section(title, [told, plain], plots.diagonal(words, found.bins), legend, Grid(title, columns, rows))


def decided(found: Findings, measure: Measure) -> Section:
    title, last = message("Part des critères décidés"), found.stages[-1]
    told = counted(
        "Après %(n)s question, %(share)s des critères sont décidés, les autres restent à confirmer.",
        "Après %(n)s questions, %(share)s des critères sont décidés, les autres restent à confirmer.",
        last.after,
        share=percent(last.decided),
    )
    rule = message(
        "Acquis à partir de %(high)s, non acquis jusqu'à %(low)s, jamais sans réponse directe au critère.",
        high=percent(measure.settings.acquired, 0),
        low=percent(measure.settings.not_acquired, 0),
    )
    states = (message("acquis"), message("à confirmer"), message("non acquis"))
    parts = [(s.after, (s.acquired, s.to_confirm, s.not_acquired)) for s in found.stages]
    drawing = plots.shares(Words(title, told, "", ""), [(str(after), row) for after, row in parts], states)
    rows = [(number(after), *(percent(share) for share in row)) for after, row in parts]
    table = Grid(title, (message("Questions"), *states), rows)
    return Section(title, [told, rule], drawing, message("À gauche, le nombre de questions posées."), table)


def lengths(found: Findings) -> Section:
    title, asked = message("Longueur des séances"), found.questions
    told = message(
        "De %(low)s à %(high)s questions par personne, %(middle)s au milieu.",
        low=number(int(asked.min())),
        high=number(int(asked.max())),
        middle=number(float(np.median(asked))),
    )
    if asked.min() == asked.max():
        told = counted(
            "%(n)s question pour chacun : rien n'arrête la séance avant.",
            "%(n)s questions pour chacun : rien n'arrête la séance avant.",
            int(asked.max()),
        )
    return _spread(Words(title, told, message("questions"), message("personnes")), asked.astype(np.float64))


def times(found: Findings) -> Section:
    title, spent = message("Temps par séance"), found.seconds
    low, middle, high = (minutes(float(value)) for value in np.quantile(spent, (0.1, 0.5, 0.9)))
    told = message(
        "%(middle)s au milieu ; une personne sur dix sous %(low)s, une sur dix au-dessus de %(high)s.",
        middle=middle,
        low=low,
        high=high,
    )
    words = Words(title, told, message("minutes prévues"), message("personnes"))
    return _spread(words, spent / 60.0)


def _spread(words: Words, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Section:
    """A histogram over whole numbers, with room on both sides when everyone is alike."""
    low, high = float(np.floor(values.min())), float(np.floor(values.max())) + 1.0
    room = max(0.0, np.ceil((FEWEST_BARS - (high - low)) / 2))
    low, high = max(0.0, low - room), high + room
    width = max(1.0, float(np.ceil((high - low) / BARS)))
    edges = np.arange(low, high + width, width)
    counts = [int(count) for count in np.histogram(values, edges)[0]]
    columns = (message("De"), message("à moins de"), message("Personnes"))
    rows = [
        (number(float(edges[n])), number(float(edges[n + 1])), number(count)) for n, count in enumerate(counts) if count
    ]
    drawing = plots.histogram(words, counts, [float(edge) for edge in edges])
    table = Grid(words.title, columns, rows, texts=0)
    return Section(words.title, [words.told], drawing, message("Un bâton : le nombre de personnes."), table)


def exposure(found: Findings, measure: Measure, names: Sequence[str]) -> Section:
    title, order = message("Exposition des questions"), np.argsort(-found.exposure, kind="stable")
    never = int((found.exposure == 0).sum())
    told = message(
        "La question la plus posée l'a été à %(most)s des personnes ; %(never)s sur %(all)s n'ont servi à personne.",
        most=percent(float(found.exposure.max())),
        never=number(never),
        all=number(len(found.exposure)),
    )
    columns = (message("Question"), message("Critère"), message("Personnes qui l'ont vue"))
    rows = [
        (names[item], measure.codes[measure.items.criterion[item]], percent(float(found.exposure[item])))
        for item in order[:MOST_SEEN]
    ]
    words = Words(title, told, message("questions, de la plus posée"), message("personnes"))
    caption = message("Les questions les plus posées")
    drawing = plots.ranked(words, found.exposure[order])
    legend = message("La hauteur est la part des personnes qui ont vu la question.")
    return Section(title, [told], drawing, legend, Grid(caption, columns, rows, texts=2))


def reachable(found: Findings, measure: Measure) -> Section:
    title = message("Ce que la banque peut atteindre")
    sure = np.array([reach.sure for reach in found.reaches])
    told = message(
        "Toutes les questions d'un critère répondues, sans ses voisins, la machine serait sûre pour %(share)s des personnes"
        " en moyenne, et pour moins de la moitié sur %(weak)s critères sur %(all)s.",
        share=percent(float(sure.mean())),
        weak=int((sure < 0.5).sum()),
        all=len(sure),
    )
    plain = message("Les critères du haut de la table ont d'abord besoin de questions, ou d'une observation.")
    columns = (message("Critère"), message("Questions"), message("Personnes sûres"), message("Certitude"))

    def row(reach: Reach) -> Row:
        return measure.codes[reach.criterion], number(reach.items), percent(reach.sure, 0), percent(reach.certainty, 0)

    rows = [row(reach) for reach in found.reaches]
    words = Words(title, told, message("critères, du plus faible"), message("personnes sûres"))
    weakest = Grid(message("Les critères les plus faibles"), columns, rows[:WEAKEST])
    drawing = plots.ranked(words, sure, float(sure.mean()))
    legend = message("Un pas par critère. Pointillé : la moyenne.")
    return Section(title, [told, plain], drawing, legend, Grid(message("Tous les critères"), columns, rows), weakest)
