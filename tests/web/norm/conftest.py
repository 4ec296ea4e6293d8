"""Browsers of those who write and read the norm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.store.acknowledgements import Acknowledgement


@pytest.fixture
def cor(cast: Cast, client_of: Callable[[int | None], FlaskClient]) -> FlaskClient:
    """The coordinator; version 1 of the norm is published."""
    return client_of(cast.coordinator)


@pytest.fixture
def eva(cast: Cast, client_of: Callable[[int | None], FlaskClient]) -> FlaskClient:
    """An employee who has not read the norm yet; nobody else has."""
    db.session.execute(delete(Acknowledgement))
    db.session.commit()
    return client_of(cast.employee)


@pytest.fixture
def fresh(app, client_of: Callable[[int | None], FlaskClient]) -> FlaskClient:
    """The coordinator of an organisation without a norm."""
    coordinator = make.person("Cor", "Dinator", language="en")
    make.grant(coordinator, "coordinator")
    return client_of(coordinator)
