"""A mock-up of a window: a frame, fields to fill in or choose from, notes to read. It says nothing of what is expected."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.items.fields import LABEL, Fields, checked_text, describe, fields, quoted
from assessment.items.kinds.kind import Form, UnreadableAnswer, displayed, single_value
from assessment.items.kinds.options import IDENTIFIER, TEXT, fault_if_doubled
from assessment.items.kinds.presented import PresentedControl, PresentedOption, PresentedScreen
from assessment.items.typesetting import typeset
from assessment.items.wording import exact
from assessment.messages import counted, joined, message

FRAMES = ("mail", "files", "web")
TYPED = {"text": 200, "long_text": 1500}  # characters a candidate may type
LISTED = ("select", "choice")  # a drop-down list, or buttons of which one is pressed
TYPES = (*TYPED, *LISTED, "checkbox", "note")
MOST_LINES, MOST_CHOICES = 10, 10
NOTE = 600
Value = str | bool | None  # typed text, chosen words (None before any choice), ticked or not


@dataclass(frozen=True)
class Control:
    """One field, or a note when it has no id."""

    type: str
    label: str
    id: str = ""
    choices: tuple[str, ...] = ()
    start: str = ""
    ticked: bool = False

    @property
    def field(self) -> str:
        return f"field-{self.id}"

    @property
    def untouched(self) -> Value:
        """Its value before anybody touches it."""
        if self.type == "checkbox":
            return self.ticked
        return self.start if self.type in TYPED else self.start or None


@dataclass(frozen=True)
class Screen:
    frame: str
    title: str
    address: str | None
    lines: tuple[Control, ...]

    @property
    def controls(self) -> tuple[Control, ...]:
        return tuple(line for line in self.lines if line.id)

    def control(self, name: str) -> Control:
        return next(control for control in self.controls if control.id == name)

    @property
    def untouched(self) -> dict[str, Value]:
        return {control.id: control.untouched for control in self.controls}


def screen_from(item: Fields) -> Screen | None:
    screen = item.within("screen")
    if screen is None:
        return None
    screen.only(("frame", "title", "address", "fields"))
    lines = tuple(
        line_from(one, f"{screen.at('fields')} {number}", screen)
        for number, one in enumerate(screen.listing("fields", 1, MOST_LINES), 1)
    )
    made = Screen(screen.one_of("frame", FRAMES), screen.text("title", 80), screen.optional_text("address", 120), lines)
    if len(made.controls) < 2:
        screen.fault(
            "fields",
            counted("%(n)s champ à remplir", "%(n)s champs à remplir", len(made.controls)),
            message("au moins deux champs à remplir ou à choisir"),
        )
    fault_if_doubled(screen, "fields", [control.id for control in made.controls], IDENTIFIER)
    return made


def line_from(data: object, place: str, screen: Fields) -> Control:
    one = fields(data, place, screen.faults)
    type_ = one.one_of("type", TYPES) if one else ""
    if one is None or not type_:
        return Control("note", "")
    if type_ == "note":
        one.only(("type", "text"))
        return Control(type_, one.paragraphs("text", NOTE))
    own = {"checkbox": ("ticked",), "select": ("choices", "start"), "choice": ("choices", "start")}
    one.only(("id", "type", "label", *own.get(type_, ("start",))))
    choices = choices_from(one) if type_ in LISTED else ()
    start = checked_text(one.data["start"], one.at("start"), one.faults, LABEL) if "start" in one.data else ""
    if start and choices and start not in choices:
        one.fault("start", describe(start), message("un des choix : %(known)s", known=", ".join(choices)))
    return Control(type_, one.text("label", 80), one.identifier("id"), choices, start, one.flag("ticked"))


def choices_from(one: Fields) -> tuple[str, ...]:
    found = one.listing("choices", 2, MOST_CHOICES)
    choices = tuple(
        checked_text(each, f"{one.at('choices')} {at}", one.faults, 100).replace("\n", " ")
        for at, each in enumerate(found, 1)
    )
    fault_if_doubled(one, "choices", [exact(choice) for choice in choices if choice], TEXT)
    return choices


def screen_to_data(screen: Screen) -> dict[str, object]:
    address = {} if screen.address is None else {"address": screen.address}
    lines = [line_to_data(line) for line in screen.lines]
    return {"frame": screen.frame, "title": screen.title, **address, "fields": lines}


def line_to_data(line: Control) -> dict[str, object]:
    if not line.id:
        return {"type": line.type, "text": line.label}
    data: dict[str, object] = {"id": line.id, "type": line.type, "label": line.label}
    if line.choices:
        data["choices"] = list(line.choices)
    if line.start:
        data["start"] = line.start
    return data | ({"ticked": True} if line.ticked else {})


def present_screen(screen: Screen) -> PresentedScreen:
    lines = tuple(present_line(line) for line in screen.lines)
    return PresentedScreen(screen.frame, typeset(screen.title), screen.address, lines)


def present_line(line: Control) -> PresentedControl:
    if not line.id:
        return PresentedControl(line.type, typeset(line.label))
    start = line.start
    if line.choices and start:
        start = str(line.choices.index(start) + 1)
    if line.type == "checkbox":
        start = "1" if line.ticked else ""
    choices = tuple(PresentedOption(str(at), typeset(each)) for at, each in enumerate(line.choices, 1))
    return PresentedControl(line.type, typeset(line.label), line.field, choices, start)


def read_screen(screen: Screen, form: Form) -> dict[str, Value]:
    """The state in which a form leaves the window."""
    return {control.id: read_control(control, form) for control in screen.controls}


def read_control(control: Control, form: Form) -> Value:
    typed = single_value(form, control.field)
    if control.type == "checkbox":
        return bool(typed)
    if control.choices:
        return displayed(control.choices, typed) if typed else None
    if len(typed) > TYPED[control.type]:
        said = message("« %(label)s » : ce texte est trop long. Écrivez un texte plus court.", label=control.label)
        raise UnreadableAnswer(said, field=control.field)
    return typed.replace("\r\n", "\n")


def form_of(screen: Screen, state: dict[str, Value]) -> dict[str, list[str]]:
    """The form that leaves the window in this state."""
    form: dict[str, list[str]] = {}
    for control in screen.controls:
        value = state[control.id]
        if control.type == "checkbox":
            form |= {control.field: ["1"]} if value else {}
        elif control.choices:
            form[control.field] = [str(control.choices.index(str(value)) + 1)] if value else [""]
        else:
            form[control.field] = [str(value)]
    return form


def say_state(screen: Screen, state: dict[str, Value]) -> str:
    return joined(" ; ", (joined(" : ", (one.label, say_value(state[one.id]))) for one in screen.controls))


def say_value(value: Value) -> str:
    if isinstance(value, bool):
        return message("coché") if value else message("non coché")
    return quoted(str(value)) if value else message("vide")
