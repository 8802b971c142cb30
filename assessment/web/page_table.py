"""The pages of a blueprint as one table: method, address, endpoint, view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

PageTable = list[tuple[str, str, str, Callable[..., Any]]]


def lay(blueprint: Blueprint, pages: PageTable) -> None:
    for method, address, endpoint, view in pages:
        blueprint.add_url_rule(address, endpoint, view, methods=[method])
