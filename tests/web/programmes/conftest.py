"""A coordinator with a draft, as the tests of programmes begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.make import Cast

Clients = Callable[[int | None], FlaskClient]
YES = dict.fromkeys(("norm_carried", "board_support", "service_in_order", "base_competences"), "yes")
TEXTS = dict.fromkeys(("rules_known", "knowledge", "followed", "aim", "needs"), "Zie het verslag.")
INTAKE = {**YES, **TEXTS, "people": "10", "budget": "5000"}


@dataclass
class Planner:
    """The coordinator's browser, and what is done with it to drafts."""

    browser: FlaskClient

    def begin(self, audience: str = "publieksdiensten", year: int = 2027) -> str:
        """Begin a draft; returns its address."""
        answer = self.browser.post("/programmes/begin", data={"audience": audience, "year": year})
        assert answer.status_code == 303
        return answer.location

    def revision(self, place: str) -> str:
        """The revision that the draft is at."""
        page = self.browser.get(f"{place}/intake").text
        return re.search(r'name="revision" value="(\d+)"', page).group(1)

    def post(self, place: str, act: str, **data: object) -> int:
        """Do something to a draft as it is now; returns the status."""
        return self.browser.post(f"{place}/{act}", data={"revision": self.revision(place), **data}).status_code

    def do(self, place: str, act: str, **data: object) -> str:
        """Do something that is allowed; returns the page that follows."""
        assert self.post(place, act, **data) == 303
        return self.browser.get(place).text

    def ready(self) -> str:
        """A draft that nothing blocks."""
        leaders, place = self.begin("leaders"), self.begin()
        self.do(leaders, "intake", **INTAKE)
        assert "Niets houdt dit programma tegen" in self.do(place, "intake", **INTAKE)
        return place

    def published(self) -> str:
        """A published programme of next year."""
        place = self.ready()
        assert "Versie 1, gepubliceerd door" in self.do(place, "publish")
        return place


@pytest.fixture
def made(cast: Cast, client_of: Clients) -> Iterator[Planner]:
    """The coordinator on a day in autumn."""
    with time_machine.travel("2026-11-02T09:00:00+00:00", tick=True):
        yield Planner(client_of(cast.coordinator))
