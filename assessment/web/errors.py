"""From an error to its HTTP status and its page: the one place that knows both."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from assessment.errors import AssessmentError, InvalidInput, NotAllowed, NotFound, RuleBroken
from assessment.messages import message
from assessment.services.sessions import TooManyTries
from assessment.web.access import SignInNeeded
from assessment.web.addresses import local_path

STATUS: dict[type[AssessmentError], int] = {
    NotFound: 404,
    InvalidInput: 422,
    RuleBroken: 409,
    NotAllowed: 403,
    TooManyTries: 429,
}
HTTP_MESSAGES = {
    400: message("Cette page n'a pas compris la demande. Revenez en arrière et réessayez."),
    404: message("Cette page n'existe pas, ou n'est pas ouverte pour vous."),
    405: message("Cette adresse ne s'ouvre pas de cette façon. Revenez à l'accueil."),
    413: message("Ce fichier est trop lourd."),
}
UNAVAILABLE = message(
    "Le service se repose un instant. Vos réponses déjà envoyées sont gardées. Réessayez dans une minute."
)
STALE_FORM = message("Cette page était ouverte depuis longtemps. Revenez en arrière, rechargez-la, puis recommencez.")
UNEXPECTED = message("Quelque chose n'a pas marché de notre côté. Vos réponses déjà envoyées sont gardées.")


def status_of(error: AssessmentError) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def show(sentence: str, status: int, reference: str = "", faults: tuple[object, ...] = ()) -> Response:
    """The error page, in the layout of the person who reads it."""
    person = g.get("acting")
    layout = "base/desk.html" if person is not None and person.account_id else "base/candidate.html"
    page = render_template(
        "error.html", layout=layout, message=sentence, status=status, reference=reference, faults=faults
    )
    return make_response(page, status)


def on_our_error(error: AssessmentError) -> BaseResponse:
    if isinstance(error, SignInNeeded):
        return _to_entrance()
    return show(error.message, status_of(error), faults=tuple(getattr(error, "faults", ())))


def on_http_error(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if isinstance(error, CSRFError):
        return show(STALE_FORM, 400)
    if status >= 500:
        return on_unexpected(error)
    return show(HTTP_MESSAGES.get(status, HTTP_MESSAGES[400]), status)


def on_database_away(error: OperationalError | PoolTimeout) -> BaseResponse:
    reference = _log(error)
    response = show(UNAVAILABLE, 503, reference)
    response.headers["Retry-After"] = "30"
    return response


def on_unstorable(error: DataError) -> BaseResponse:
    """A value that the database cannot hold: too long, out of range."""
    return show(HTTP_MESSAGES[400], 400, _log(error))


def on_unexpected(error: Exception) -> BaseResponse:
    return show(UNEXPECTED, 500, _log(error))


def _log(error: BaseException) -> str:
    """Log an error under a reference that the page shows too."""
    reference = secrets.token_hex(4).upper()
    current_app.logger.error("reference %s, %s %s", reference, request.method, request.endpoint, exc_info=error)
    return reference


def _to_entrance() -> BaseResponse:
    """To the page where this kind of person signs in; htmx is told to follow with a whole page."""
    blueprint = (request.blueprint or "").split(".")[0]
    target = (
        url_for("entry.welcome") if blueprint == "candidate" else url_for("account.sign_in", next=_page_of_request())
    )
    if request.headers.get("HX-Request"):
        response = make_response("", 200)
        response.headers["HX-Redirect"] = target
        return response
    return redirect(target)


def _page_of_request() -> str | None:
    """The page to come back to: the one asked for, or the one that holds the form sent."""
    return local_path(request.full_path if request.method in ("GET", "HEAD") else request.referrer or "")


def install(app: Flask) -> None:
    app.register_error_handler(AssessmentError, on_our_error)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(OperationalError, on_database_away)
    app.register_error_handler(PoolTimeout, on_database_away)
    app.register_error_handler(DataError, on_unstorable)
    app.register_error_handler(Exception, on_unexpected)
