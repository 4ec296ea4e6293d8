"""Who changes the reference data in these tests."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.make import Cast


@pytest.fixture
def cor(cast: Cast, client_of: Any) -> FlaskClient:
    return client_of(cast.coordinator)
