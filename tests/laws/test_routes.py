"""Every route is closed until the policy opens it; looking never writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.make import Cast
from webapp.extensions import Base, db
from webapp.policy import ROUTES, Right, may
from webapp.services import visits
from webapp.store.norms import NormVersion

ROLES = ("employee", "leader", "deputy", "hr", "coordinator", "admin")
OPEN = {endpoint for endpoint, right in ROUTES.items() if right is Right.ANYONE}
AUDIT = "audit_event"


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, address) of every route, with made-up values in the address."""
    found = []
    for rule in app.url_map.iter_rules():
        address = rule.rule
        for argument in rule.arguments:
            number = f"<int:{argument}>" in address
            address = address.replace(f"<int:{argument}>", "999999").replace(f"<path:{argument}>", "nothing")
            address = address.replace(f"<{argument}>", "999999" if number else "nothing")
        found += [(rule.endpoint, method, address) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return found


def test_the_policy_and_the_routes_name_the_same(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_nobody_gets_in_without_logging_in(app: Flask, cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    browser = client_of(None)
    for endpoint, method, address in routes(app):
        if endpoint in OPEN:
            continue
        answer = browser.open(address, method=method)
        assert (answer.status_code, endpoint) == (302, endpoint)
        assert answer.location.startswith("/log-in")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_only_what_the_policy_opens(
    app: Flask, cast: Cast, client_of: Callable[..., FlaskClient], role: str
) -> None:
    person_id = getattr(cast, role)
    for endpoint, method, address in routes(app):
        if endpoint.startswith("account."):
            continue
        browser = client_of(person_id)
        visitor = visitor_of(browser)
        status = browser.open(address, method=method, data={}).status_code
        assert status < 500, (endpoint, method, address)
        if not may(visitor, endpoint):
            assert status == 403, (role, endpoint)
        else:
            assert status not in (401, 403), (role, endpoint)


def visitor_of(browser: FlaskClient):
    from webapp import clock

    with browser.session_transaction() as session:
        token = session["_user_id"]
    found = visits.visitor_for(token, clock.now())
    db.session.rollback()
    return found


def counts() -> dict[str, int]:
    found = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return {name: count for name, count in found.items() if name != AUDIT}


@pytest.mark.parametrize("role", ROLES)
def test_looking_leaves_the_database_untouched(
    app: Flask, cast: Cast, client_of: Callable[..., FlaskClient], role: str
) -> None:
    browser = client_of(getattr(cast, role))
    before = counts()
    for _endpoint, method, address in routes(app):
        if method == "GET":
            browser.get(address)
    assert counts() == before


def test_no_route_changes_a_published_norm(app: Flask, cast: Cast, client_of: Callable[..., FlaskClient]) -> None:
    before = db.session.execute(select(NormVersion.id, NormVersion.content, NormVersion.published_at)).all()
    hostile = {"number": "1", "version": "1", "norm_number": "1", "revision": "0", "valid_from": "2020-01-01"}
    for role in ("coordinator", "admin"):
        browser = client_of(getattr(cast, role))
        for endpoint, method, address in routes(app):
            if method != "GET" and not endpoint.startswith("account."):
                browser.open(address.replace("999999", "1"), method=method, data=hostile)
    db.session.expire_all()
    after = db.session.execute(
        select(NormVersion.id, NormVersion.content, NormVersion.published_at).where(NormVersion.number == 1)
    ).all()
    assert after == before
