"""Two hundred people save a page of the leerdoelwijzer at the same moment, on a real server."""

from __future__ import annotations

import re
import sqlite3
import threading
from pathlib import Path

import pytest

from benchmarks.browser import Browser
from tests.running import Installation, errors_in, installation, serving
from webapp.config import SAMPLE_PASSWORD

PEOPLE = 200
PAGE = {"n1": "4", "n2": "3", "n3": "5", "n4": "2", "n5": "1"}


class Colleague(threading.Thread):
    """Somebody who waits for the others and then saves one page."""

    def __init__(self, port: int, who: str, together: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.browser, self.together = Browser(port), together
        self.browser.log_in(who, SAMPLE_PASSWORD)
        home = "/self-assessment"
        _status, _body, headers = self.browser.ask(
            "POST", f"{home}/begin", {"csrf_token": self.browser.token(home), "round": ""}
        )
        self.sheet = re.sub(r"/pages/.*", "", headers["Location"])
        self.page = f"{self.sheet}/pages/norm"
        self.token = self.browser.token(self.page)
        self.status = 0

    def run(self) -> None:
        """Save the page once."""
        self.together.wait(timeout=60)
        self.status, _body, _headers = self.browser.ask("POST", self.page, {"csrf_token": self.token, **PAGE})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An organisation of 320 people, served by two workers."""
    found = installation(tmp_path_factory.mktemp("many"), WEB_CONCURRENCY="2")
    found.command("sample", "load", "--employees", "320", "--rounds", "1")
    return found


def staff_numbers(database: Path) -> list[str]:
    """People who are past their first month, so that every page is theirs."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "select distinct staff_number from person join employment on person_id = person.id"
            " where valid_from < date('now', '-90 days') and valid_until > date('now')"
            " and superseded_at > date('now') order by staff_number limit ?",
            (PEOPLE,),
        ).fetchall()
    return [row[0] for row in rows]


def test_two_hundred_people_save_at_once(made: Installation) -> None:
    together = threading.Barrier(PEOPLE)
    with serving(made):
        people = [Colleague(int(made.environment["PORT"]), who, together) for who in staff_numbers(made.database)]
        for each in people:
            each.start()
        for each in people:
            each.join(timeout=60)
        first, second = people[0], people[1]
        stranger, _body, _headers = second.browser.ask("GET", first.page)
        own = first.browser.get(first.page).decode()
        for each in people:
            each.browser.close()
    assert len(people) == PEOPLE
    assert {each.status for each in people} == {303}
    assert stranger == 404
    assert re.search(r'value="4" id="n1-4" checked', own)
    assert errors_in(made.log) == []
