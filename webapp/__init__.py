"""The web application: everything that touches the world."""

from __future__ import annotations

import os

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from webapp import cli, config, pages, queries
from webapp.extensions import babel, csrf, db, install_transactions, migrate
from webapp.faults import install_faults
from webapp.guard import install_guard
from webapp.headers import install_headers
from webapp.logs import install_request_log, set_up_logs
from webapp.look import STATIC, read_look
from webapp.screens import BLUEPRINTS

UPLOAD_BYTES = 20 * 1024 * 1024


def create_app(settings: config.Settings | None = None) -> Flask:
    """Return the application; raises config.WrongSetting before anything is served."""
    settings = settings or config.read(os.environ)
    set_up_logs(settings.log_level)
    app = Flask(__name__)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=config.driver_url(settings.database_url),
        SQLALCHEMY_ENGINE_OPTIONS=config.engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=UPLOAD_BYTES,
        SESSION_COOKIE_NAME="grenswijs",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
    )
    app.extensions["look"] = read_look(settings.look)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(STATIC.parent / "migrations"))
    install_request_log(app)
    install_headers(app, secure=settings.secure_cookies)
    install_transactions(app)
    install_guard(app, settings.idle_minutes)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=pages.language)
    install_faults(app)
    pages.install_pages(app)
    app.url_map.converters["int"] = queries.Key
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.install_commands(app)
    app.wsgi_app = WhiteNoise(
        app.wsgi_app, root=str(STATIC), prefix="static/", max_age=300, immutable_file_test=r"/build/"
    )
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)
    return app
