"""Headers that every response carries, and the refusal of forms sent from elsewhere."""

from __future__ import annotations

from flask import Flask, Response, abort, current_app, request
from flask_wtf.csrf import CSRFProtect

from assessment.errors import NotAllowed
from assessment.messages import message
from assessment.web import addresses

csrf = CSRFProtect()

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ForeignForm(NotAllowed):
    """A form was sent from another site."""

    code = "foreign_form"


def refuse_foreign_forms() -> None:
    """Before each unsafe request: its origin, when the browser gives one, must be this site."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if origin is None:
        return
    parts = addresses.split(origin)
    if parts is None or parts.netloc not in addresses.own_hosts():
        raise ForeignForm(message("Ce formulaire ne vient pas de ce site. Rien n'a été changé."))


def refuse_null_characters() -> None:
    """Before each request: no NUL in its address or its form; no field needs one and PostgreSQL stores none."""
    values = request.values
    texts = [request.path, *values.keys(), *(text for name in values for text in values.getlist(name))]
    if any("\0" in text for text in texts):
        abort(400)


def add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint not in ("static", "media.picture", "library.content"):
        headers["Cache-Control"] = "no-store"
    return response


def install(app: Flask) -> None:
    csrf.init_app(app)
    app.before_request(refuse_foreign_forms)
    app.before_request(refuse_null_characters)
    app.after_request(add_headers)
