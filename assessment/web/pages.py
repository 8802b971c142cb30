"""Every blueprint of the product, and what all templates may use."""

from __future__ import annotations

from flask import Flask, url_for

from assessment.web import (
    account,
    admin,
    author,
    candidate,
    display,
    entry,
    evaluator,
    formats,
    health,
    jobs,
    jury,
    library,
    media,
    navigation,
    offline,
    saying,
    system,
    trainer,
)

BLUEPRINTS = [
    system.blueprint,
    health.blueprint,
    media.blueprint,
    library.blueprint,
    display.blueprint,
    offline.blueprint,
    account.blueprint,
    entry.blueprint,
    candidate.blueprint,
    evaluator.blueprint,
    trainer.blueprint,
    jury.blueprint,
    author.blueprint,
    jobs.blueprint,
    admin.blueprint,
]


def install(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.filters.update(formats.FILTERS)
    saying.install(app)
    app.jinja_env.globals["media_links"] = library.links
    app.context_processor(
        lambda: {
            "me": navigation.signed_in(),
            "display": display.chosen(),
            "nav": navigation.entries(),
            "logout_url": url_for("account.sign_out"),
        }
    )
