"""What a view may know of the request beyond its form: who acts, when, from where, and the session cookie."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from assessment.services import sessions
from assessment.services.acting import ADMINISTRATOR, AUTHOR, Acting

LARGE_FORMS = {
    "jobs.ask": 40 * 1024 * 1024,
    "author.read_questions": 40 * 1024 * 1024,
    "author.import_questions": 20 * 1024 * 1024,
    "author.add_media": 24 * 1024 * 1024,
    "author.replace_medium": 4 * 1024 * 1024,
}
"""Endpoint -> bytes it may receive: a million answers, a package of questions with its pictures."""


def acting() -> Acting:
    """The person of this request; the access table has made sure there is one."""
    person: Acting = g.acting
    return person


def now() -> datetime:
    """This request's moment, from the product's clock."""
    moment: datetime = current_app.config["CLOCK"]()
    return moment


def address() -> str:
    return request.remote_addr or "unknown"


def cookie_name() -> str:
    return "__Host-assessment" if current_app.config["SESSION_COOKIE_SECURE"] else "assessment"


def recognise() -> None:
    """Before each request: find the person behind the session cookie, if any. Some may send larger files on some pages."""
    secret = request.cookies.get(cookie_name())
    g.acting = sessions.who(secret, now()) if secret and request.endpoint not in ("static", None) else None
    largest = LARGE_FORMS.get(request.endpoint or "")
    if largest and g.acting is not None and g.acting.holds(AUTHOR, ADMINISTRATOR):
        request.max_content_length = request.max_form_memory_size = largest


def start_session(response: Response, secret: str) -> Response:
    """Give the browser the secret of its new session; an earlier one is ended."""
    _end_known()
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=int(sessions.TOTAL_LIMIT.total_seconds()),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def end_session(response: Response) -> Response:
    """End the browser's session here and in the database."""
    _end_known()
    response.delete_cookie(cookie_name(), path="/", secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True)
    return response


def _end_known() -> None:
    secret = request.cookies.get(cookie_name())
    if secret:
        sessions.leave(secret, now())


def install(app: Flask) -> None:
    app.before_request(recognise)
