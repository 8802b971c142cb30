"""Reports are pages that hold everything they show: one base, one sheet, a template for each kind of report."""

from __future__ import annotations

from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assessment.messages import message

PACKAGE, TEMPLATES, SHEET = "assessment.interchange", "templates", "report.css"

PAGES = Environment(
    loader=PackageLoader(PACKAGE, TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.globals["_"] = message


def report(template: str, **shown: object) -> str:
    """The whole page, with the sheet inside it."""
    sheet = resources.files(PACKAGE).joinpath(TEMPLATES, SHEET).read_text(encoding="utf-8")
    return PAGES.get_template(template).render(sheet=Markup(sheet), **shown)
