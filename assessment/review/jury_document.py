"""The signed file a jury reads, written as a document: who, under which rules, what was decided and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessment.messages import counted, joined, message
from assessment.review.document import Block, Cell, Document, Facts, Heading, Line, Paragraph, Table, Voice, cell
from assessment.review.jury_file import CriterionLine, DomainLine, Evidence, JuryFile, PlanLine, SubdomainLine
from assessment.review.words import LABELS, State

PHASES = {"initial": message("évaluation préalable"), "final": message("évaluation finale")}
SOURCES = {"observed": message("Vu"), "evidence": message("Preuve")}
TO_JUDGE = message("à juger")
PROVISIONAL = message(
    "Référentiel provisoire : ses mots et son découpage attendent la grille officielle. Ce document est provisoire."
)
HASH_SHOWN = 16  # characters of the fingerprint at the bottom of each page; the whole of it is on the first


@dataclass(frozen=True)
class Seal:
    """The signature a document rests on: the fingerprint of the content, its moment, and who signed in a sentence."""

    fingerprint: str
    at: datetime
    by: str


def name_of(content: JuryFile) -> str:
    return f"{content.identity.first_name} {content.identity.last_name}"


def summary_of(content: JuryFile) -> str:
    """What the judgements amount to: the words a jury reads first."""
    done = sum(domain.state == State.ACQUIRED for domain in content.domains)
    if content.state == State.ACQUIRED:
        return message("Admissible : tout est acquis.")
    if not done:
        return message("Aucun domaine n'est acquis en entier.")
    return counted(
        "Partiel : %(n)s domaine acquis sur %(total)s.",
        "Partiel : %(n)s domaines acquis sur %(total)s.",
        done,
        total=len(content.domains),
    )


def jury_document(content: JuryFile, seal: Seal, voice: Voice) -> Document:
    """Everything the jury may read, domain by domain."""
    printed = message("Empreinte : %(hash)s", hash=seal.fingerprint)
    blocks: list[Block] = [Paragraph(seal.by, "small"), Paragraph(printed, "small")]
    if content.versions.provisional:
        blocks.append(Paragraph(PROVISIONAL, "notice"))
    blocks += [Paragraph(summary_of(content), "lead"), _identity(content, voice), *_thresholds(content)]
    blocks += [Heading(message("Domaine par domaine")), _domains(content)]
    if content.synthesis:
        blocks += [Heading(message("Synthèse")), Paragraph(content.synthesis)]
    if content.plan:
        blocks += [Heading(message("Plan de formation recommandé")), plan_table(content.plan, voice)]
    for domain in content.domains:
        blocks += _domain(domain, voice)
    return Document(
        title=message("Dossier : %(name)s", name=name_of(content)),
        body=content.identity.body,
        at=seal.at,
        running=joined(" – ", (name_of(content), content.identity.certificate)),
        foot=message("%(body)s. Empreinte %(hash)s", body=content.identity.body, hash=seal.fingerprint[:HASH_SHOWN]),
        blocks=tuple(blocks),
    )


def plan_table(plan: tuple[PlanLine, ...], voice: Voice) -> Table:
    """Objectives, hours and dates."""
    rows = tuple(
        (
            (*cell(line.objective), *cell(line.subdomain, "small")),
            cell(message("%(hours)s h", hours=hours_of(line.hours))),
            cell(dates_of(line, voice)),
        )
        for line in plan
    )
    return Table((message("Objectif"), message("Durée"), message("Dates")), rows, (6, 1, 3))


def dates_of(line: PlanLine, voice: Voice) -> str:
    """`du 4 janvier au 3 mars 2027`, as far as it is known."""
    start, end = voice.day(line.starts_on), voice.day(line.ends_on)
    if start and end:
        return message("du %(start)s au %(end)s", start=start, end=end)
    if start:
        return message("à partir du %(start)s", start=start)
    return message("jusqu'au %(end)s", end=end) if end else message("à fixer")


def hours_of(hours: float) -> str:
    """`7` or `3,5`."""
    return f"{hours:g}".replace(".", ",")


def _identity(content: JuryFile, voice: Voice) -> Facts:
    identity, versions = content.identity, content.versions
    unknown = message("non renseigné")
    bank = message("version %(version)s", version=versions.referential)
    if versions.releases:
        numbers = ", ".join(versions.releases)
        bank = message("%(version)s, banque de questions version %(numbers)s", version=bank, numbers=numbers)
    return Facts(
        (
            (message("Personne"), name_of(content)),
            (message("Née ou né le"), voice.day(identity.birth_date) or unknown),
            (message("Organisme"), identity.body),
            (message("Certificat"), joined(", ", (identity.certificate, PHASES[identity.phase]))),
            (message("Évaluation"), identity.evaluator),
            (message("Formation"), identity.trainer or message("personne pour l'instant")),
            (message("Dossier ouvert le"), voice.day(identity.opened_on)),
            (message("Entretien le"), voice.day(identity.interview_on) or message("non noté")),
            (message("Référentiel"), bank),
        )
    )


def _thresholds(content: JuryFile) -> tuple[Block, ...]:
    if not content.assumed_thresholds:
        return ()
    sentence = counted(
        "Seuil à confirmer : celui de %(n)s sous-domaine n'est donné par aucune source publique.",
        "Seuils à confirmer : ceux de %(n)s sous-domaines ne sont donnés par aucune source publique.",
        content.assumed_thresholds,
    )
    return (Paragraph(sentence, "small"),)


def _domains(content: JuryFile) -> Table:
    rows = []
    for domain in content.domains:
        lines = [line for part in domain.subdomains for line in part.criteria]
        acquired = sum(line.decision == State.ACQUIRED for line in lines)
        count = message("%(acquired)s sur %(total)s", acquired=acquired, total=len(lines))
        rows.append((cell(f"{domain.code}. {domain.label}"), cell(_state(domain.state), "strong"), cell(count)))
    return Table(
        (message("Domaine"), message("D'après les décisions"), message("Critères acquis")), tuple(rows), (5, 2, 2)
    )


def _domain(domain: DomainLine, voice: Voice) -> list[Block]:
    title = message("%(code)s. %(label)s : %(state)s", code=domain.code, label=domain.label, state=_state(domain.state))
    blocks: list[Block] = [Heading(title)]
    for part in domain.subdomains:
        blocks += [*_subdomain(part), _criteria(part, voice)]
    return blocks


def _subdomain(part: SubdomainLine) -> tuple[Block, ...]:
    title = message("%(code)s %(label)s : %(state)s", code=part.code, label=part.label, state=_state(part.state))
    assumed = part.threshold_status == "assumed"
    rule = joined(" ", (part.rule, message("Seuil à confirmer."))) if assumed else part.rule
    return (Heading(title, 2), Paragraph(rule, "small"))


def _criteria(part: SubdomainLine, voice: Voice) -> Table:
    head = (message("Critère"), message("Suggestion et preuves"), message("Décision et raison"), message("Par, le"))
    rows = tuple(
        (
            (Line(line.code, "strong"), Line(line.label)),
            (*cell(line.sentence), *(Line(_seen(one, voice), "small") for one in line.evidence)),
            _decided(line),
            (*cell(line.judge), *cell(voice.day(line.at), "small")),
        )
        for line in part.criteria
    )
    return Table(head, rows, (4, 4, 3, 2))


def _decided(line: CriterionLine) -> Cell:
    word = LABELS[State(line.decision)] if line.decision else TO_JUDGE
    return (Line(word, "strong"), *cell(line.reason, "small"))


def _seen(one: Evidence, voice: Voice) -> str:
    return message(
        "%(source)s (%(found)s) : %(note)s – %(who)s, %(day)s",
        source=SOURCES[one.source],
        found=message("réussi") if one.mastered else message("pas encore"),
        note=one.note,
        who=one.observer,
        day=voice.day(one.at),
    )


def _state(state: str) -> str:
    return TO_JUDGE if state in (State.NOT_EVALUATED, State.TO_CONFIRM) else LABELS[State(state)]
