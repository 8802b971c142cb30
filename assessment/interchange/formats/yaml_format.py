"""Our own YAML: the mapping of each question as it is; pictures and recordings travel beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from assessment.errors import Faults
from assessment.interchange.formats.media_files import files_of
from assessment.interchange.formats.port import Incoming, Media, Note, Reading, Written
from assessment.interchange.rows import at_line
from assessment.interchange.safe_yaml import Limits, parse_yaml
from assessment.interchange.yaml_items import Dumper
from assessment.items.fields import fields
from assessment.items.item import Item, item_to_data
from assessment.messages import joined, message

LIMITS = Limits(bytes=10_000_000, events=2_000_000)
MOST_ITEMS = 5000


class YamlFormat:
    name = "yaml"
    label: str = message("YAML (le nôtre)")
    suffixes: tuple[str, ...] = (".yaml", ".yml")
    media_type = "application/yaml"

    def recognises(self, content: bytes) -> bool:
        return True

    def read(self, name: str, content: bytes, faults: Faults) -> Reading:
        """A file of a criterion, or one we wrote: several certificates and criteria, the certificate beside each question."""
        reading = Reading(faults)
        document = parse_yaml(content, name, faults, LIMITS)
        head = None if document is None else fields(document.value, name, faults)
        if document is None or head is None:
            return reading
        head.only(("certificate", "criterion", "items"))
        certificate = head.optional_text("certificate", 40) or ""
        lines = document.lines.get("items", [])
        for number, data in enumerate(head.listing("items", 1, MOST_ITEMS)):
            given = dict(data) if isinstance(data, Mapping) else {}
            code = given.get("code", message("question %(number)s", number=number + 1))
            place = joined(", ", (at_line(name, lines[number]), str(code)))
            one = fields(data, place, faults)
            if one is not None:
                own = given.pop("certificate", certificate)
                reading.questions.append(Incoming(given, place, str(own), str(head.data.get("criterion") or "")))
        return reading

    def write(self, items: Sequence[Item], media: Media) -> Written:
        certificates = {item.certificate for item in items}
        one = len(certificates) == 1
        shown = [({} if one else {"certificate": item.certificate}) | item_to_data(item) for item in items]
        data = ({"certificate": certificates.pop()} if one else {}) | {"items": shown}
        text = yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
        return Written(text.encode(), tuple(apart(item, name) for item in items for name in files_of(item)))


def apart(item: Item, name: str) -> Note:
    """What is said of a file that a format of text cannot hold."""
    return Note(item.code, message("%(name)s n'est pas dans ce fichier : il se copie à part", name=name))
