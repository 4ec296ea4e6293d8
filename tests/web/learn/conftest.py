"""The player with a small made-up course."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.make import Cast
from tests.web.learn import make


@pytest.fixture
def small(app: Flask) -> Iterator[Flask]:
    """The application with one small course instead of the shipped ones."""
    with make.only(app, make.module()):
        yield app


@pytest.fixture
def eva(small: Flask, cast: Cast, client_of: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser of an employee."""
    return client_of(cast.employee)
