"""What can only be counted inside the process: statements to the database."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import event

from webapp import create_app
from webapp.config import read
from webapp.extensions import db


class Inside:
    """The product in this process, on the database of the measured server."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.app = create_app(read(environment))
        self.app.config["WTF_CSRF_ENABLED"] = False

    def visitor(self, account: str, password: str) -> FlaskClient:
        """Return somebody who is logged in."""
        browser = self.app.test_client()
        browser.post("/log-in", data={"who": f"{account}@voorbeeld.example", "password": password})
        return browser

    def statements(self, act: Callable[[], object]) -> int:
        """Return how many statements something sends, begin and commit left out."""
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith("BEGIN"):
                seen.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        act()
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)
