"""People who can log in, and browsers that try."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.services import passwords
from webapp.store import logins

PASSWORD = "drie paarse fietsen"
_HASH = passwords.hashed(PASSWORD)


def account(staff_number: str, email: str = "", hash: str = _HASH, **person: object) -> int:
    """An employed person who has chosen PASSWORD."""
    person_id = make.person(staff_number=staff_number, email=email, **person)
    logins.set_password(person_id, hash, clock.now())
    db.session.commit()
    return person_id


def log_in(browser: FlaskClient, who: str, password: str = PASSWORD, **more: str) -> TestResponse:
    """Send the log-in form."""
    return browser.post("/log-in", data={"who": who, "password": password}, **more)


def is_in(browser: FlaskClient) -> bool:
    """Whether this browser is let in to its own settings."""
    return browser.get("/settings").status_code == 200
