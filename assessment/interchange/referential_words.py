"""The words of a referential table: French for a person, English as in our own files; both are read."""

from __future__ import annotations

import unicodedata
from enum import Enum

from assessment.items.referential import Mandatory, Modality, Standing, Status

IDENTITY = {  # the French name in the file, and the key of the mapping
    "certificat": "certificate",
    "version": "version",
    "titre": "title",
    "registre": "register",
    "statut": "status",
    "source": "source",
    "seuil de maîtrise": "mastery",
    "statut du seuil": "mastery_status",
    "source du seuil": "mastery_source",
}
COLUMNS = {
    "code domaine": "domain_code",
    "domaine": "domain_title",
    "code sous-domaine": "subdomain_code",
    "sous-domaine": "subdomain_title",
    "code critère": "criterion_code",
    "critère": "criterion_label",
    "obligatoire": "mandatory",
    "modalités": "modality",
    "statut du critère": "criterion_status",
    "source du critère": "criterion_source",
    "critères requis": "min_criteria",
    "statut du nombre": "min_status",
    "source du nombre": "min_source",
}
Words = dict[str, Enum]
MANDATORY: Words = {"oui": Mandatory.YES, "non": Mandatory.NO, "inconnu": Mandatory.UNKNOWN}
STATUSES: Words = {"vérifié": Status.VERIFIED, "autre source": Status.SECONDARY, "supposé": Status.ASSUMED}
STANDINGS: Words = {
    "officiel": Standing.OFFICIAL,
    "reformulé": Standing.REWORDED,
    "provisoire": Standing.PROVISIONAL,
}
MODALITIES: Words = {
    "question": Modality.AUTO,
    "situation": Modality.SITUATIONAL,
    "observation": Modality.OBSERVED,
    "preuve": Modality.EVIDENCE,
}


def plain(text: str) -> str:
    """Headings and words are compared without case, accents or signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if sign.isalnum())


def meaning(typed: str, words: Words) -> str | None:
    """The value of a French or English word; None when it is neither."""
    for word, value in words.items():
        if plain(typed) in (plain(word), plain(value.value)):
            return str(value.value)
    return None


def french(words: Words, value: Enum) -> str:
    return next(word for word, each in words.items() if each is value)


def key_of(heading: str, headings: dict[str, str]) -> str | None:
    """The key a heading stands for."""
    for word, key in headings.items():
        if plain(heading) in (plain(word), plain(key)):
            return key
    return None
