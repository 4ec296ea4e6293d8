"""The server is killed under load; nothing that was confirmed on screen is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import threading
import time
from http.client import HTTPException
from pathlib import Path

from benchmarks.browser import Browser
from benchmarks.pages import radio_values, start_quiz
from tests.running import Installation, installation, serving
from webapp.config import SAMPLE_PASSWORD

COURSE = "m01-de-norm"
ACCOUNTS = ("medewerker", "nieuw", "teamleider", "hr")


class Learner(threading.Thread):
    """Somebody who keeps changing an answer, and writes down what the product confirmed."""

    def __init__(self, port: int, account: str) -> None:
        super().__init__(daemon=True)
        self.browser = Browser(port)
        self.browser.log_in(f"{account}@voorbeeld.example", SAMPLE_PASSWORD)
        self.attempt = start_quiz(self.browser, COURSE)
        self.path, self.options = self._question()
        self.token = self.browser.token(self.path)
        self.confirmed: list[str] = []
        self.asked = 0

    def _question(self) -> tuple[str, list[str]]:
        for number in range(1, 20):
            path = f"{self.attempt}/questions/{number}"
            if options := radio_values(self.browser.get(path).decode()):
                return path, options
        raise AssertionError("no question with one answer")

    def run(self) -> None:
        """Answer until the server is gone."""
        while True:
            option = self.options[self.asked % len(self.options)]
            self.asked += 1
            try:
                status, _body, _headers = self.browser.ask(
                    "POST", self.path, {"csrf_token": self.token, "answer": option}
                )
            except (OSError, HTTPException):
                self.browser.close()
                return
            if status == 303:
                self.confirmed.append(option)


def kept(database: Path) -> dict[int, list[str]]:
    """The answers in the database, per attempt, in the order in which they were given."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("select attempt_id, answer from response order by attempt_id, number").fetchall()
    found: dict[int, list[str]] = {}
    for attempt, answer in rows:
        value = json.loads(answer)
        found.setdefault(attempt, []).append("true" if value is True else "false" if value is False else value)
    return found


def test_every_confirmed_answer_is_there_after_a_kill(tmp_path: Path) -> None:
    made = installation(tmp_path)
    made.command("sample", "load", "--employees", "60")
    learners = learn_until_killed(made)

    answers = kept(made.database)

    assert sum(len(each.confirmed) for each in learners) > 20
    for each in learners:
        stored = answers[int(each.attempt.rsplit("/", 1)[1])]
        assert stored[: len(each.confirmed)] == each.confirmed
        assert len(stored) <= len(each.confirmed) + 1
    with serving(made):
        visitor = Browser(int(made.environment["PORT"]))
        assert visitor.get("/healthz")
        visitor.close()


def learn_until_killed(made: Installation) -> list[Learner]:
    """Let everybody answer for a moment, then kill every process of the product at once."""
    with serving(made) as process:
        learners = [Learner(int(made.environment["PORT"]), account) for account in ACCOUNTS]
        for each in learners:
            each.start()
        time.sleep(1.5)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
        for each in learners:
            each.join(timeout=10)
    return learners
