"""Sentences composed below the pages, put into the reader's language at the last moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import get_domain
from jinja2 import pass_context, pass_eval_context
from jinja2.filters import do_join, do_xmlattr
from jinja2.nodes import EvalContext
from jinja2.runtime import Context

from assessment.messages import Message


def said(text: str) -> str:
    """A message in the reader's language; any other text as it is."""
    return str(in_words(text))


def in_words(value: Any) -> Any:
    """Looked up only: flask_babel's own functions would also put their values in."""
    if not isinstance(value, Message):
        return value
    catalogue = get_domain().get_translations()
    return value.translated(catalogue.ugettext, catalogue.ungettext)


def everywhere(value: Any) -> Any:
    """The same data, each message in it said, keys too."""
    match value:
        case dict():
            return {said(name): everywhere(one) for name, one in value.items()}
        case list() | tuple():
            return [everywhere(one) for one in value]
    return in_words(value)


def with_values_said(function: Callable[..., Any]) -> Callable[..., Any]:
    """`_()` of the templates, whose values may be messages themselves."""

    @pass_context
    def say(context: Context, *texts: Any, **values: Any) -> Any:
        return function(context, *texts, **{name: in_words(value) for name, value in values.items()})

    return say


@pass_eval_context
def join_said(context: EvalContext, values: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """The `join` of templates, each part said first."""
    return do_join(context, [in_words(value) for value in values], between, attribute)


@pass_eval_context
def attributes_said(context: EvalContext, values: Mapping[str, Any], space_before: bool = True) -> str:
    """The `xmlattr` of templates, each value said first."""
    return do_xmlattr(context, {name: in_words(value) for name, value in values.items()}, space_before)


def install(app: Flask) -> None:
    """Templates say every message they print, alone or inside a sentence; `said` is for those they put together."""
    app.jinja_env.finalize = in_words
    app.jinja_env.filters.update(said=said, join=join_said, xmlattr=attributes_said)
    functions: dict[str, Any] = dict(app.jinja_env.globals)
    app.jinja_env.globals.update({name: with_values_said(functions[name]) for name in ("gettext", "ngettext")})
