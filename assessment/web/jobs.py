"""Work outside the request, on pages: what runs, how far it is, what came of it, and asking for more."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from assessment.errors import InvalidInput
from assessment.services import jobs as services
from assessment.services.acting import AUTHOR
from assessment.services.jobs import Asked, GivenFile
from assessment.web import author_words, browser, fragments, job_words
from assessment.web.downloads import download
from assessment.web.page_table import PageTable, lay

blueprint = Blueprint("jobs", __name__, url_prefix="/travaux")

UPLOADS = {"items": "ITEMS.csv", "answers": "LONG.csv"}
"""Field of the form -> the file the calibration reads."""


def jobs() -> str:
    """The list; each job that is not over asks for its own news."""
    person = browser.acting()
    page = max(request.args.get("page", 1, type=int), 1)
    found = services.listed(person, page)
    return render_template(
        "jobs/jobs.html",
        found=found,
        moving=any(not each.over for each in found),
        here=url_for("jobs.jobs", page=page if page > 1 else None),
        at=page,
        pages=services.pages(person),
        kept_days=services.kept_days(),
        author=person.holds(AUTHOR),
    )


def job(job_id: str) -> Response:
    """One job. Its news replace what is said of it; once it is over, the whole of it, with its result."""
    found = services.followed(browser.acting(), job_id)
    fragment = "jobs/_job.html" if found.over else "jobs/_now.html"
    response = fragments.page_or_fragment("jobs/job.html", fragment, one=found)
    if found.over and fragments.wants_fragment():
        response.headers["HX-Retarget"] = f"#job-{found.job.id}"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


def new() -> str:
    return _new()


def ask() -> str | tuple[str, int] | AnyResponse:
    """Ask for a study or a calibration; refused input comes back with its reasons."""
    form = request.form
    kind = "study" if form.get("kind") == "study" else "calibration"
    names = (
        ("certificate", "people", "questions", "policy", "structure") if kind == "study" else ("certificate", "method")
    )
    spec = {name: form.get(name, "")[:100] for name in names}
    try:
        services.enqueue(browser.acting(), Asked(kind, spec, files=_uploads()), browser.now())
    except InvalidInput as error:
        return _new(error), 422
    flash(gettext("Le calcul est demandé. Il commencera dès qu'une place se libère."), "success")
    return redirect(url_for("jobs.jobs"), 303)


def cancel(job_id: str) -> AnyResponse:
    services.cancel(browser.acting(), job_id, browser.now())
    flash(gettext("Le calcul est annulé ; s'il était en cours, il s'arrête à la fin de sa partie."), "success")
    return redirect(url_for("jobs.jobs"), 303)


def again(job_id: str) -> AnyResponse:
    goes_on = services.try_again(browser.acting(), job_id, browser.now())
    said = (
        gettext("Le calcul reprendra où il s'était arrêté.") if goes_on else gettext("Le calcul recommencera au début.")
    )
    flash(said, "success")
    return redirect(url_for("jobs.jobs"), 303)


def file(job_id: str, name: str) -> Response:
    """A file to keep, never shown as a page of this site."""
    found = services.file(browser.acting(), job_id, name)
    return download(found.content, found.name, found.media_type)


def _uploads() -> tuple[GivenFile, ...]:
    found = []
    for field, name in UPLOADS.items():
        upload = request.files.get(field)
        if upload is not None and upload.filename:
            found.append(services.given_csv(name, upload.read()))
            upload.close()
    return tuple(found)


def _new(error: InvalidInput | None = None) -> str:
    return render_template("jobs/new.html", form=request.form, error=error)


PAGES: PageTable = [
    ("GET", "/", "jobs", jobs),
    ("GET", "/nouveau", "new", new),
    ("POST", "/nouveau", "ask", ask),
    ("POST", "/<job_id>/annuler", "cancel", cancel),
    ("POST", "/<job_id>/relancer", "again", again),
    ("GET", "/<job_id>", "job", job),
    ("GET", "/<job_id>/fichiers/<name>", "file", file),
]

blueprint.context_processor(lambda: {"job_words": job_words, "words": author_words})
lay(blueprint, PAGES)
