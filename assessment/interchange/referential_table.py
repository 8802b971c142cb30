"""Writes a referential as the table a person fills in: a model to download, read back into the same referential."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assessment.interchange.csv_rows import csv_text
from assessment.interchange.referential_words import COLUMNS, MANDATORY, MODALITIES, STANDINGS, STATUSES, french
from assessment.interchange.xlsx_rows import xlsx_bytes
from assessment.items.numbers_fr import format_number
from assessment.items.referential import Referential, Subdomain


def write_referential_csv(referential: Referential) -> bytes:
    return csv_text(rows_of(referential)).encode()


def write_referential_xlsx(referential: Referential) -> bytes:
    return xlsx_bytes("Référentiel", rows_of(referential))


def rows_of(referential: Referential) -> Iterator[list[str]]:
    """Lines of identity, an empty line, the headings, one line per criterion."""
    mastery = referential.mastery
    yield ["certificat", referential.certificate]
    yield ["version", referential.version]
    yield ["titre", referential.title]
    yield ["registre", referential.register]
    yield ["statut", french(STANDINGS, referential.status)]
    yield ["source", referential.source]
    yield ["seuil de maîtrise", format_number(Fraction(repr(mastery.value)))]
    yield ["statut du seuil", french(STATUSES, mastery.status)]
    yield ["source du seuil", mastery.source]
    yield []
    yield list(COLUMNS)
    for domain in referential.domains:
        for subdomain in domain.subdomains:
            yield from ([domain.code, domain.title, *cells] for cells in lines_of(subdomain))


def lines_of(subdomain: Subdomain) -> Iterator[list[str]]:
    minimum = subdomain.min_criteria
    rule = [str(minimum.value), french(STATUSES, minimum.status), minimum.source]
    for each in subdomain.criteria:
        ways = " + ".join(word for word, way in MODALITIES.items() if way in each.modality)
        said = [each.code, each.label, french(MANDATORY, each.mandatory), ways]
        yield [subdomain.code, subdomain.title, *said, french(STATUSES, each.status), each.source, *rule]
