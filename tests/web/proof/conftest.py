"""A coordinator in autumn, some weeks after the first people were recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Cast
from webapp.extensions import db
from webapp.jobs.runner import Worker

Clients = Callable[[int | None], FlaskClient]
BEGAN, NOW = "2026-10-01T09:00:00+00:00", "2026-11-23T09:00:00+00:00"
PDF = b"%PDF-1.7 bewijs"


@pytest.fixture
def today() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(BEGAN, tick=True) as travelled:
        yield travelled


@pytest.fixture
def coordinator(today: time_machine.Coordinates, cast: Cast, client_of: Clients) -> FlaskClient:
    today.move_to(NOW)
    return client_of(cast.coordinator)


def work(app: Flask) -> None:
    """Let the worker do all that is due."""
    db.session.rollback()
    worker = Worker(app)
    worker.drain()
    assert worker.tally.failures == []
