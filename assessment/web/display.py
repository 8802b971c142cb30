"""How this person wants pages to look (text size, spacing, colours), kept in a cookie so that it needs no script."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, request
from werkzeug.wrappers import Response

from assessment.web.addresses import local_path

blueprint = Blueprint("display", __name__)
CHOICES = {
    "theme": ("auto", "light", "dark", "contrast"),
    "text": ("normal", "large", "larger"),
    "spacing": ("normal", "wide"),
}
ONE_YEAR = 365 * 24 * 3600


def chosen() -> dict[str, str]:
    """The settings of this browser; the first choice of each where none was made."""
    values = dict(zip(CHOICES, request.cookies.get("display", "").split("."), strict=False))
    return {name: values[name] if values.get(name) in choices else choices[0] for name, choices in CHOICES.items()}


@blueprint.post("/affichage")
def choose() -> Response:
    values = chosen() | {name: request.form[name] for name in CHOICES if request.form.get(name) in CHOICES[name]}
    response = redirect(_back())
    response.set_cookie(
        "display",
        ".".join(values[name] for name in CHOICES),
        max_age=ONE_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _back() -> str:
    """The page the person was on, within this site."""
    return local_path(request.form.get("back") or request.referrer or "/") or "/"
