"""What the person takes home: what they know, what they are ready to learn, the plan and its dates; in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assessment.messages import joined, message
from assessment.review.document import Block, Card, Document, Heading, Listing, Paragraph, Voice
from assessment.review.jury_document import dates_of, hours_of
from assessment.review.jury_file import PlanLine

Labels = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Person:
    """Whose sheet it is, and whom to ask."""

    first_name: str
    certificate: str
    body: str
    evaluator: str


@dataclass(frozen=True)
class Sheet:
    """What the sheet tells; parts hold a name and what belongs to it."""

    strengths: tuple[str, ...]
    known: Labels = ()
    to_learn: Labels = ()
    synthesis: str = ""
    plan: tuple[PlanLine, ...] = ()
    trainer: str = ""
    ready_for_jury: bool = False
    provisional: bool = False


def outcome_document(person: Person, sheet: Sheet, at: datetime, voice: Voice) -> Document:
    """After the evaluator: strengths first, then what is ready to be learnt, then the plan."""
    blocks = [
        *_strengths(sheet),
        *_parts(sheet.known),
        *_synthesis(sheet),
        *_to_learn(sheet),
        *_plan(sheet, voice),
    ]
    title = message("Votre bilan, %(name)s", name=person.first_name)
    return _document(person, title, blocks, at)


@dataclass(frozen=True)
class Ending:
    """What is read at the end of the questions."""

    lead: str
    strengths: tuple[str, ...]
    steps: tuple[str, ...]


def next_steps(evaluator: str) -> tuple[str, ...]:
    """What comes after the questions, and with whom."""
    return (
        message("%(who)s lit vos réponses.", who=evaluator),
        message("Vous vous rencontrez pour en parler, et pour voir ce qui se montre mieux qu'à l'écran."),
        message(
            "Ensemble, vous parlez de la suite : présenter votre dossier au jury, ou suivre une formation qui vous "
            "convient."
        ),
    )


def end_document(person: Person, ending: Ending, at: datetime) -> Document:
    """At the end of the questions: what the person already knows how to do, and what comes next."""
    blocks: list[Block] = [Paragraph(ending.lead, "lead")]
    if ending.strengths:
        blocks.append(Listing(tuple(_sentence(one) for one in ending.strengths)))
    blocks += [Heading(message("Et maintenant ?")), Listing(ending.steps)]
    return _document(person, message("Merci, %(name)s", name=person.first_name), blocks, at)


def _document(person: Person, title: str, blocks: list[Block], at: datetime) -> Document:
    ask = message("Une question ? Parlez-en à %(name)s.", name=person.evaluator)
    about = joined(", ", (person.certificate, person.body))
    return Document(
        title=title,
        body=person.body,
        at=at,
        running=title,
        foot=about,
        blocks=(Paragraph(about), *blocks, Paragraph(ask)),
        large=True,
    )


def _strengths(sheet: Sheet) -> Iterator[Block]:
    if sheet.strengths:
        yield Heading(message("Ce que vous savez déjà faire"))
        yield Listing(tuple(_sentence(one) for one in sheet.strengths))


def _synthesis(sheet: Sheet) -> Iterator[Block]:
    if sheet.synthesis:
        yield Paragraph(sheet.synthesis)


def _to_learn(sheet: Sheet) -> Iterator[Block]:
    if sheet.to_learn:
        yield Heading(message("Prêt à apprendre"))
        yield from _parts(sheet.to_learn)


def _parts(parts: Labels) -> Iterator[Block]:
    for name, labels in parts:
        yield Heading(name, 2)
        yield Listing(tuple(_sentence(one) for one in labels))


def _plan(sheet: Sheet, voice: Voice) -> Iterator[Block]:
    yield Heading(message("La suite"))
    for line in sheet.plan:
        when = joined(", ", (_hours(line.hours), dates_of(line, voice)))
        yield Card(line.objective, joined("", (when, ".")))
    if sheet.plan:
        yield Paragraph(message("En tout : %(hours)s.", hours=_hours(sum(line.hours for line in sheet.plan))))
        if sheet.trainer:
            yield Paragraph(message("Avec %(name)s.", name=sheet.trainer))
    elif sheet.ready_for_jury:
        yield Paragraph(message("Tout est acquis. Votre dossier peut aller au jury."))
    else:
        yield Paragraph(message("Le plan n'est pas encore écrit."))
    if sheet.provisional:
        yield Paragraph(message("La liste de ce qui est regardé est provisoire : elle peut encore changer."), "small")


def _hours(hours: float) -> str:
    if hours < 2:
        return message("%(hours)s heure", hours=hours_of(hours))
    return message("%(hours)s heures", hours=hours_of(hours))


def _sentence(label: str) -> str:
    return joined("", (label.rstrip("."), "."))
