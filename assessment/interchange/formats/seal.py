"""The whole of a question, carried out of sight beside what a format shows of it, so that nothing is lost on the way back.

What the format shows was noted when the file was written (`shown`). On reading, a field that still reads the same is
taken from the seal, exactly; a field that somebody changed in another tool is taken from what the file now shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from string import ascii_lowercase

from assessment.interchange.form_places import label_of
from assessment.interchange.form_values import listing, mapping
from assessment.interchange.formats.port import Data, Incoming, Note, Reading
from assessment.items.item import COMMON, Item, item_to_data
from assessment.items.kinds import KINDS
from assessment.messages import joined, message

LONGEST = 100_000
VERSION = 1
ROWS = ("options", "elements", "choices", "zones")


def sealed(item: Item, shown: Mapping[str, object]) -> str:
    """One line of JSON; `shown` is what the reader of the format makes of the file without it."""
    marks = {name: mark(value) for name, value in shown.items()}
    whole = {"v": VERSION, "certificate": item.certificate, "item": item_to_data(item), "shown": marks}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def mark(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def opened(text: str, found: Incoming, reading: Reading, notes: Sequence[Note] = ()) -> Incoming:
    """The question as sealed, with what was changed since; `found` is the question as shown.

    `notes` were made while reading what is shown: they count when it is not the seal that speaks.
    """
    seal = seal_from(text)
    if seal is None:
        reading.note(found.place, message("les métadonnées sont illisibles et laissées de côté"))
        reading.notes += notes
        return found
    whole, shown = dict(mapping(seal["item"])), mapping(seal["shown"])
    changed = {name for name, value in found.data.items() if shown.get(name) != mark(value)}
    changed |= {name for name in shown if name not in found.data}
    back = replace(found, data=whole, certificate=str(seal["certificate"]), criterion="", foreign=False)
    if changed and "family" in whole:
        reading.note(found.place, message("une famille : ce qui a été changé ailleurs n'est pas repris"))
    elif changed:
        reading.notes += notes
        back = replace(back, data=merged(whole, found, changed, reading))
    return back


def seal_from(text: str) -> Data | None:
    try:
        seal = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(seal, dict) or not isinstance(seal.get("certificate"), str):
        return None
    return seal if all(isinstance(seal.get(part), dict) for part in ("item", "shown")) else None


def merged(whole: Data, found: Incoming, changed: set[str], reading: Reading) -> Data:
    """The sealed question with its changed fields; the fields of its answer go together, since they name each other."""
    common, kind = changed & COMMON - {"kind", "code"}, str(found.data.get("kind"))
    own = own_names(kind) if changed - COMMON or "kind" in changed else set()
    if "kind" in changed:
        gone = own_names(str(whole.get("kind")))
        whole = {name: value for name, value in whole.items() if name not in gone} | {"kind": kind}
    elif own and kind != whole.get("kind"):
        reading.note(found.place, message("réponses changées ailleurs, non reprises : cette sorte n'y existe pas"))
        own = set()
    if common or own:
        names = joined(", ", (label_of(name) for name in sorted(changed & (common | own | {"kind"}))))
        reading.note(found.place, message("changé dans un autre outil : %(names)s", names=names))
    taken = {name: found.data[name] for name in common if name in found.data}
    if "support" in taken:
        taken["support"] = heard(listing(taken["support"]), listing(whole.get("support")))
    kept = {name: value for name, value in whole.items() if name not in common}
    return kept | taken | (Renaming().fields(found.data, whole, own) if own else {})


def heard(shown: Sequence[object], before: Sequence[object]) -> list[object]:
    """Documents with the transcripts of their recordings, which no format shows."""
    known = {mapping(block).get("file"): mapping(block) for block in before}
    kept: list[object] = []
    for block in map(mapping, shown):
        same = known.get(block.get("file"), {})
        unsaid = {name: same[name] for name in ("title", "transcript") if name in same and name not in block}
        kept.append({**block, **unsaid} if block.get("type") == "audio" else block)
    return kept


def own_names(kind: str) -> set[str]:
    return set(KINDS[kind].own_fields) if kind in KINDS else set()


@dataclass
class Renaming:
    """Gives the rows of an answer the identifiers they had, which formats that number their rows cannot keep."""

    names: dict[str, str] = field(default_factory=dict)  # by the identifier read

    def fields(self, data: Data, whole: Data, own: set[str]) -> Data:
        taken = {name: data[name] for name in data if name in own}
        for name in ROWS:
            if name in taken:
                taken[name] = self.rows(listing(taken[name]), listing(whole.get(name)))
        if "key" in taken and self.names:
            taken["key"] = self.key(taken["key"])
        return taken

    def rows(self, shown: Sequence[object], before: Sequence[object]) -> list[Data]:
        """A row with the same text is the same row; failing that, the one that stands at its place."""
        texts = [mapping(row).get("text") for row in shown]
        known = {mapping(row).get("text"): mapping(row) for row in before}
        places = [mapping(row) if mapping(row).get("text") not in texts else {} for row in before]
        return [
            self.row(dict(mapping(row)), known, places[at] if at < len(places) else {}) for at, row in enumerate(shown)
        ]

    def row(self, row: Data, known: Mapping[object, Mapping[str, object]], place: Mapping[str, object]) -> Data:
        same = known.get(row.get("text"), {})
        taken = {*self.names.values(), *(str(each.get("id")) for each in known.values())}
        name = str(same.get("id") or place.get("id") or "")
        if not name or name in self.names.values():
            name = next((letter for letter in ascii_lowercase if letter not in taken), f"z{len(taken)}")
        self.names[str(row.get("id"))] = name
        mistake = {"mistake": same["mistake"]} if "mistake" in same else {}
        return {"id": name, **{key: value for key, value in row.items() if key != "id"}, **mistake}

    def key(self, key: object) -> object:
        if isinstance(key, list):
            return [self.names.get(str(each), each) for each in key]
        if isinstance(key, Mapping):
            return {self.names.get(str(one), str(one)): self.names.get(str(each), each) for one, each in key.items()}
        return self.names.get(str(key), key)
