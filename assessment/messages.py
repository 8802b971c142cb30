"""Sentences composed below the pages: French for whoever prints or stores them, translatable for whoever shows them.

A `Message` is a `str`, its French text. It also remembers the sentence it was made from and the values put into it, so
that a page can look the sentence up in a catalogue first (gettext) and put the values in afterwards. Values may be
messages themselves. Only constant sentences: `pybabel extract` reads them from the calls of `message` and `counted`.
A message loses its memory in an f-string, in `+`, in `str.join` and in most methods of `str`: hence `joined` and `shaped`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Gettext = Callable[[str], str]
NGettext = Callable[[str, str, int], str]


class Message(str):
    """A French sentence that knows how it was made."""

    __slots__ = ("number", "parts", "plural", "shape", "template", "values")

    template: str
    plural: str
    number: int
    values: Mapping[str, object]
    parts: tuple[str, ...] | None
    shape: Callable[[str], str] | None

    def __new__(cls, template: str, values: Mapping[str, object], plural: str = "", count: int = 0) -> Message:
        chosen = plural if plural and abs(count) >= 2 else template  # in French, 0 and 1 are singular
        made = super().__new__(cls, chosen % values if values else chosen)
        made.template, made.values, made.plural, made.number = template, values, plural, count
        made.parts, made.shape = None, None
        return made

    def __str__(self) -> str:
        """Itself: `str(error)` of an error that carries a message can still be translated."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        if self.parts is not None:
            return (shaped, (*self.parts, self.shape)) if self.shape else (joined, (self.template, self.parts))
        return Message, (self.template, dict(self.values), self.plural, self.number)

    def translated(self, gettext: Gettext, ngettext: NGettext) -> str:
        """This sentence in the language of the catalogue behind `gettext` and `ngettext`."""
        if self.parts is not None:
            said = str(translated(self.template, gettext, ngettext)).join(
                str(translated(part, gettext, ngettext)) for part in self.parts
            )
            return said if self.shape is None else self.shape(said)
        found = ngettext(self.template, self.plural, self.number) if self.plural else gettext(self.template)
        if not self.values:
            return found
        return found % {name: translated(value, gettext, ngettext) for name, value in self.values.items()}


def message(template: str, /, **values: object) -> Message:
    """`message("%(place)s : rien", place="ligne 3")`; a percent sign beside values is written %%."""
    return Message(template, values)


def counted(singular: str, plural: str, count: int, /, **values: object) -> Message:
    """A sentence whose words depend on a whole number, which it may hold as %(n)s."""
    return Message(singular, {"n": count, **values}, plural, count)


def joined(separator: str, parts: Iterable[str]) -> Message:
    """Several sentences, or pieces of one, side by side; each is translated by itself, the separator too."""
    kept = tuple(parts)
    made = Message(separator.join(kept), {})
    made.template, made.parts = separator, kept
    return made


def shaped(text: str, shape: Callable[[str], str]) -> Message:
    """A sentence passed through a function of a module (typesetting, a capital) once it is translated."""
    made = Message(shape(text), {})
    made.template, made.parts, made.shape = "", (text,), shape
    return made


def respelt(text: str, old: str, new: str) -> str:
    """The same text where `old`, among what was put into the sentence, is written `new`."""
    if not isinstance(text, Message):
        return text.replace(old, new, 1)
    if text.shape is not None and text.parts is not None:
        return shaped(respelt(text.parts[0], old, new), text.shape)
    if text.parts is not None:
        return joined(text.template, (respelt(part, old, new) for part in text.parts))
    values = {
        name: respelt(value, old, new) if isinstance(value, str) else value for name, value in text.values.items()
    }
    return Message(text.template, values, text.plural, text.number)


def translated(value: object, gettext: Gettext, ngettext: NGettext) -> object:
    """`value` in another language when it is a message, itself otherwise."""
    return value.translated(gettext, ngettext) if isinstance(value, Message) else value


def to_data(text: str) -> Any:
    """A sentence as plain data, to be stored: `from_data` gives it back, still translatable. A shaped one stays French."""
    if not isinstance(text, Message) or text.shape is not None:
        return "".join(text)
    if text.parts is not None:
        return {"between": to_data(text.template), "parts": [to_data(part) for part in text.parts]}
    values = {name: _plain(value) for name, value in text.values.items()}
    said: dict[str, Any] = {"says": text.template, "values": values}
    return said | {"plural": text.plural, "count": text.number} if text.plural else said


def from_data(data: Any) -> str:
    """The sentence that `to_data` wrote down; a text as it is."""
    if not isinstance(data, Mapping):
        return str(data)
    if "parts" in data:
        return joined(from_data(data["between"]), (from_data(part) for part in data["parts"]))
    values = {name: from_data(one) if isinstance(one, Mapping) else one for name, one in data["values"].items()}
    return Message(data["says"], values, data.get("plural", ""), data.get("count", 0))


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return to_data(value)
    return value if value is None or isinstance(value, int | float) else str(value)
