"""Judges what a file brought: completes what it does not say, lets every question be read, and says what would change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from assessment.errors import Fault, Faults
from assessment.interchange.form_differences import Change, differences
from assessment.interchange.form_places import field_of, label_of
from assessment.interchange.formats.foreign_words import COMPLETE, TO_EXPLAIN
from assessment.interchange.formats.media_files import distinct, files_of
from assessment.interchange.formats.port import Data, Incoming, Media, Note, Reading
from assessment.items.fields import describe
from assessment.items.item import CODE, Item, item_from_data, item_to_data
from assessment.items.kinds import KINDS
from assessment.items.kinds.fill_blanks import BLANK
from assessment.items.media_names import renamed
from assessment.messages import counted, joined, message

NEW, CHANGED, SAME = "new", "changed", "same"
FIRST_ESTIMATE: Data = {"value": -0.8, "se": 1.0}  # « ordinary », by nobody who knows
UNSURE = 0.6  # of somebody who said a difficulty and nothing more
FIRST_SECONDS, FIRST_TRADE = 60, "quotidien"
MOST_QUESTIONS = 5000
LONGEST_TITLE = 60

Key = tuple[str, str]  # certificate, code


@dataclass(frozen=True)
class Wanted:
    """What the person who imports says of questions that do not say it, and what there is already."""

    certificate: str = "socle"
    criterion: str = ""
    criteria: Mapping[str, Collection[str]] = field(default_factory=dict)  # known codes, by certificate
    codes: Collection[Key] = ()  # of the questions there are
    files: Collection[str] | None = None  # names of the pictures and recordings there are; None: not looked at


@dataclass(frozen=True)
class Arrival:
    """A question that may come in; `data` is its mapping, complete."""

    item: Item
    data: Data
    place: str
    state: str = NEW
    changes: tuple[Change, ...] = ()

    @property
    def key(self) -> Key:
        return self.item.certificate, self.item.code


def arrivals(reading: Reading, wanted: Wanted) -> list[Arrival]:
    """The questions without fault; the faults of the others, and all notes, are in `reading`."""
    if len(reading.questions) > MOST_QUESTIONS:
        many = counted("%(n)s question", "%(n)s questions", len(reading.questions))
        reading.fault(message("le fichier"), many, message("au plus %(most)s", most=MOST_QUESTIONS))
        return []
    free = Codes(wanted, reading)
    judged = [judge(each, wanted, free, reading) for each in reading.questions]
    seen: dict[Key, Arrival] = {}
    for one in (each for each in judged if each is not None):
        if one.key in seen:
            place = seen[one.key].place
            twice = message("le code %(code)s, déjà pris par %(place)s", code=one.item.code, place=place)
            reading.fault(one.place, twice, message("un code par question"))
        else:
            seen[one.key] = one
    faulty = {str(fault.place) for fault in reading.faults}
    return [one for one in seen.values() if one.place not in faulty]


def judge(incoming: Incoming, wanted: Wanted, free: Codes, reading: Reading) -> Arrival | None:
    certificate = incoming.certificate or wanted.certificate
    whole = "code" in incoming.data and not incoming.foreign
    data = incoming.data if whole else completed(incoming, certificate, wanted, free, reading)
    if data is None:
        return None
    before = len(reading.faults.found)
    item = item_from_data(data, certificate, incoming.place, reading.faults)
    if item is None and incoming.where is not None:
        reading.faults.found[before:] = [in_column(each, incoming, data) for each in reading.faults.found[before:]]
    placed = is_placed(str(data.get("code", "")), certificate, incoming.place, wanted, reading)
    if item is None or not placed:
        return None
    lacking = [name for name in files_of(item) if wanted.files is not None and name not in wanted.files]
    lacking = [name for name in lacking if name not in reading.media]
    for name in lacking:
        expected = message("ce fichier avec les questions, ou déjà dans la banque")
        reading.fault(incoming.place, message("%(name)s, un fichier absent", name=name), expected)
    return None if lacking else Arrival(item, dict(data), incoming.place)


def is_placed(code: str, certificate: str, place: str, wanted: Wanted, reading: Reading) -> bool:
    """Whether the certificate and the criterion that the code names are known; a code that names none is another's fault."""
    known = wanted.criteria.get(certificate)
    if known is None and wanted.criteria:
        expected = message("un certificat parmi %(known)s", known=", ".join(wanted.criteria))
        reading.fault(place, describe(certificate), expected)
        return False
    criterion = code.partition("-")[0]
    if known is not None and CODE.fullmatch(code) and criterion not in known:
        found = message("le critère %(criterion)s", criterion=criterion)
        reading.fault(place, found, message("un critère du référentiel %(name)s", name=certificate))
        return False
    return True


def in_column(fault: Fault, incoming: Incoming, data: Data) -> Fault:
    """The same fault, with the column of the table it is in."""
    field = field_of(fault.place, data) or fault.place.rpartition(" › ")[2]
    column = incoming.where(field) if incoming.where else ""
    if not column:
        return fault
    if field == "kind":  # a table says its kinds by their labels
        labels = joined(", ", (each.label for each in KINDS.values()))
        fault = replace(fault, expected=message("une valeur parmi %(known)s", known=labels))
    return replace(fault, place=message("%(place)s, colonne « %(column)s »", place=incoming.place, column=column))


class Codes:
    """Gives the next free code of a criterion."""

    def __init__(self, wanted: Wanted, reading: Reading) -> None:
        self.taken = set(wanted.codes)
        for each in reading.questions:
            code = each.data.get("code")
            if isinstance(code, str):
                self.taken.add((each.certificate or wanted.certificate, code))

    def next(self, certificate: str, criterion: str) -> str | None:
        for number in range(1, 100):
            key = (certificate, f"{criterion}-{number:02d}")
            if key not in self.taken:
                self.taken.add(key)
                return key[1]
        return None


def completed(incoming: Incoming, certificate: str, wanted: Wanted, free: Codes, reading: Reading) -> Data | None:
    """A question of another tool with what ours need; what was supposed is said."""
    code = str(incoming.data.get("code", "")) or None
    criterion = code.partition("-")[0] if code else incoming.criterion or wanted.criterion
    if not CODE.fullmatch(f"{criterion}-01"):
        found = describe(criterion) if criterion else message("aucun critère")
        reading.fault(
            incoming.place, found, message("le critère de la question, comme 2.1.1 : dans le fichier, ou dit avec lui")
        )
        return None
    code = code or free.next(certificate, criterion)
    if code is None:
        reading.fault(incoming.place, message("99 questions de ce critère"), message("un numéro libre"))
        return None
    text = str(incoming.data.get("question", ""))
    if text in ("", COMPLETE):
        text = str(incoming.data.get("text", text))
    supposed: Data = {
        "title": title_of(text) or code,
        "trade": FIRST_TRADE,
        "explanation": TO_EXPLAIN,
        "difficulty": dict(FIRST_ESTIMATE),
        "seconds": FIRST_SECONDS,
    }
    missing = {name: value for name, value in supposed.items() if name not in incoming.data}
    if missing:
        names = joined(", ", map(label_of, missing))
        reading.note(incoming.place, message("le fichier ne dit pas : %(names)s ; à revoir", names=names))
    given = dict(incoming.data)
    said = given.get("difficulty")
    if isinstance(said, Mapping) and "se" not in said:
        given["difficulty"] = {**said, "se": UNSURE}
        reading.note(incoming.place, message("incertitude de la difficulté supposée : %(se)s", se=f"{UNSURE:g}"))
    return {"code": code, **missing, **given}


def title_of(text: str) -> str:
    """The first words of a question."""
    line = " ".join(BLANK.sub("…", text).split())
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip("… ") + "…"


def changes(incoming: Collection[Arrival], existing: Mapping[Key, Mapping[str, object]]) -> list[Arrival]:
    """Each question as new, changed (with the fields that differ) or the same; `existing` are mappings of questions."""
    return [compared(one, existing.get(one.key)) for one in incoming]


def compared(one: Arrival, before: Mapping[str, object] | None) -> Arrival:
    if before is None:
        return Arrival(one.item, one.data, one.place, NEW)
    old, new = canonical(before, one.item.certificate), item_to_data(one.item)
    if old == new:
        return Arrival(one.item, one.data, one.place, SAME)
    return Arrival(one.item, one.data, one.place, CHANGED, tuple(differences(old, new)))


def canonical(data: Mapping[str, object], certificate: str) -> Mapping[str, object]:
    """The mapping as we would write it; as it is when it has faults (a draft)."""
    item = item_from_data(data, certificate, "", Faults())
    return data if item is None else item_to_data(item)


def with_media(reading: Reading, there: Media, taken: Collection[str] = ()) -> None:
    """Settles names before questions are judged: a file whose name another one has gets a name of its own."""
    names = {
        name: distinct(name, content)
        for name, content in reading.media.items()
        if name in taken or (name in there and there[name] != content)
    }
    reading.media = {names.get(name, name): content for name, content in reading.media.items()}
    reading.questions = [replace(each, data=renamed(each.data, names)) if names else each for each in reading.questions]
    for name, given in names.items():
        reading.notes.append(Note(name, message("un autre fichier porte ce nom ; pris comme %(given)s", given=given)))
