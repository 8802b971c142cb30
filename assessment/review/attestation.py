"""The partial attestation a body may give after a signed evaluation: what is acquired, until when; not the certificate."""

from __future__ import annotations

from datetime import date, datetime

from assessment.errors import RuleBroken
from assessment.messages import joined, message
from assessment.review.document import Block, Document, Facts, Heading, Listing, Paragraph, Signatures, Voice
from assessment.review.jury_document import HASH_SHOWN, PHASES, PROVISIONAL, name_of
from assessment.review.jury_file import JuryFile
from assessment.review.plan import last_day
from assessment.review.words import State


class NothingToAttest(RuleBroken):
    """No sub-domain of the signed file is acquired."""

    code = "nothing_to_attest"


def has_something(content: JuryFile) -> bool:
    """Whether anything can be attested: at least one sub-domain acquired."""
    return any(part.state == State.ACQUIRED for domain in content.domains for part in domain.subdomains)


def attestation(content: JuryFile, seal: str, at: datetime, voice: Voice) -> Document:
    """`at` is the moment of the signature the attestation rests on."""
    if not has_something(content):
        raise NothingToAttest(message("Aucun sous-domaine n'est acquis : il n'y a rien à attester."))
    identity = content.identity
    whole = tuple(f"{one.code}. {one.label}" for one in content.domains if one.state == State.ACQUIRED)
    partly = tuple(
        f"{part.code} {part.label}"
        for domain in content.domains
        if domain.state != State.ACQUIRED
        for part in domain.subdomains
        if part.state == State.ACQUIRED
    )
    blocks: list[Block] = []
    if content.versions.provisional:
        blocks.append(Paragraph(PROVISIONAL, "notice"))
    blocks += [Paragraph(message("%(body)s atteste que :", body=identity.body)), _person(content, voice)]
    blocks.append(Paragraph(message("a montré, pendant son évaluation, que ce qui suit est acquis.")))
    if whole:
        blocks += [Heading(message("Domaines acquis en entier")), Listing(whole)]
    if partly:
        blocks += [Heading(message("Sous-domaines acquis, dans les autres domaines")), Listing(partly)]
    blocks += [*_limits(content, at, voice), Signatures((message("Pour %(body)s", body=identity.body),))]
    return Document(
        title=message("Attestation des acquis"),
        body=identity.body,
        at=at,
        running=joined(" – ", (message("Attestation des acquis"), name_of(content))),
        foot=message("%(body)s. Empreinte du dossier %(hash)s", body=identity.body, hash=seal[:HASH_SHOWN]),
        blocks=tuple(blocks),
    )


def _person(content: JuryFile, voice: Voice) -> Facts:
    identity = content.identity
    return Facts(
        (
            (message("Personne"), name_of(content)),
            (message("Née ou né le"), voice.day(identity.birth_date) or message("non renseigné")),
            (message("Certificat visé"), joined(", ", (identity.certificate, PHASES[identity.phase]))),
            (message("Évaluation"), message("par %(name)s", name=identity.evaluator)),
        )
    )


def _limits(content: JuryFile, at: datetime, voice: Voice) -> tuple[Block, ...]:
    opened = date.fromisoformat(content.identity.opened_on)
    until = voice.day(last_day(opened).isoformat())
    return (
        Heading(message("Ce que vaut ce document")),
        Paragraph(message("Ce n'est pas le certificat : seul le jury l'accorde, quand tout est acquis.")),
        *(
            (Paragraph(message("Ces acquis sont repris dans une évaluation finale jusqu'au %(day)s.", day=until)),)
            if content.identity.phase == "initial"
            else ()
        ),
        Paragraph(message("Établi d'après le dossier signé le %(day)s.", day=voice.day(at.isoformat()))),
    )
