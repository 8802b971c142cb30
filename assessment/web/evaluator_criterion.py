"""One criterion: what is known on the left, the decision on the right; and where five minutes count most."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from assessment.errors import InvalidInput
from assessment.services import criteria, files, judging, observing
from assessment.services.criteria import CriterionView
from assessment.web import browser, desk_words, parsing, plots
from assessment.web.saying import said


def criterion(file_id: str, code: str) -> str:
    return _page(file_id, code, {})


def judge(file_id: str, code: str) -> Response | tuple[str, int]:
    form = request.form
    verdict = judging.Verdict(code, form.get("decision", ""), form.get("reason", ""))
    try:
        judging.judge(browser.acting(), file_id, verdict, browser.now())
    except InvalidInput as error:
        return _page(file_id, code, parsing.refused(error)), 422
    words = desk_words.DECISIONS[verdict.decision]
    flash(gettext("%(code)s est jugé %(decision)s.", code=code, decision=words), "success")
    return redirect(_next(file_id, code, form.get("then", "")), 303)


def observe(file_id: str, code: str) -> Response | tuple[str, int]:
    form = request.form
    seen = observing.Seen(code, form.get("mastered", ""), form.get("certainty", ""), form.get("note", ""))
    try:
        observing.observe(browser.acting(), file_id, seen, browser.now())
    except InvalidInput as error:
        return _page(file_id, code, parsing.refused(error)), 422
    flash(gettext("L'observation est notée. La suggestion en tient compte."), "success")
    return redirect(url_for("evaluator.criterion", file_id=file_id, code=code), 303)


def withdraw(file_id: str, code: str) -> Response | tuple[str, int]:
    form = request.form
    try:
        observing.withdraw(browser.acting(), file_id, form.get("observation", ""), form.get("why", ""), browser.now())
    except InvalidInput as error:
        flash(said(error.message), "error")
    else:
        flash(gettext("L'observation est retirée. Elle reste lisible et ne compte plus."), "success")
    return redirect(url_for("evaluator.criterion", file_id=file_id, code=code), 303)


def worthwhile(file_id: str) -> str:
    file = files.followed(browser.acting(), file_id)
    found = criteria.worthwhile(browser.acting(), file_id)
    return render_template("evaluator/worthwhile.html", found=found, file=file)


def _page(file_id: str, code: str, errors: dict[str, str]) -> str:
    found = criteria.view(browser.acting(), file_id, code)
    return render_template(
        "evaluator/criterion.html",
        found=found,
        file=found.file,
        errors=errors,
        form=request.form,
        certainties=observing.CERTAINTIES,
        certainty_words=observing.label_of,
        drawings=_drawings(found),
    )


def _drawings(found: CriterionView) -> dict[str, object]:
    one, ability = found.suggestion, found.ability
    counts = plots.Counts(one.right, one.wrong, one.dont_know, found.unasked, one.partly)
    return {
        "counts": plots.bar_counts(counts),
        "ability": plots.ability_interval(plots.Reading(ability.mean, ability.low, ability.high, ability.cut))
        if ability
        else "",
        "path": plots.suggestion_path([value for _, value in found.path], found.bounds) if len(found.path) > 1 else "",
    }


def _next(file_id: str, code: str, then: str) -> str:
    """The next open criterion when asked for, the signature when none is left."""
    if then != "next":
        return url_for("evaluator.criterion", file_id=file_id, code=code)
    after = criteria.following(browser.acting(), file_id, code)
    if after:
        return url_for("evaluator.criterion", file_id=file_id, code=after)
    return url_for("evaluator.signing", file_id=file_id)
