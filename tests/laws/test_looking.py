"""Whoever opens a page about another person leaves an audit event: every route with a person in it is walked."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

import webapp
from tests import make
from tests.make import Cast
from webapp.audit_words import ACTS
from webapp.extensions import db
from webapp.store.audit import AuditEvent
from webapp.store.learning import CompletionRecord
from webapp.store.onboarding_tables import Onboarding

Clients = Callable[[int | None], FlaskClient]
READERS = {
    "keeping": "hr",
    "reports": "hr",
    "people": "hr",
    "rules": "coordinator",
    "team": "leader",
    "onboarding": "leader",
}


def routes(app: Flask) -> list[tuple[str, str]]:
    """Every page that names a person in its address, with the endpoint."""
    return sorted(
        (rule.endpoint, rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "person_id" in rule.arguments
    )


def test_there_are_such_routes_and_each_has_a_reader(app: Flask) -> None:
    assert len(routes(app)) >= 8
    assert {endpoint.split(".")[0] for endpoint, _rule in routes(app)} <= set(READERS)


def test_every_look_at_another_persons_record_is_an_event(app: Flask, cast: Cast, client_of: Clients) -> None:
    silent: list[str] = []
    make.completed(cast.employee, "m01-de-norm")
    key = db.session.scalar(select(CompletionRecord.id))
    for endpoint, rule in routes(app):
        reader = getattr(cast, READERS[endpoint.split(".")[0]])
        db.session.query(AuditEvent).count()
        before = db.session.query(AuditEvent).filter_by(actor_id=reader, about_id=cast.employee).count()
        address = (
            rule.replace("<int:person_id>", str(cast.employee))
            .replace("<int:membership_id>", "1")
            .replace("<int:completion_id>", str(key))
        )
        answer = client_of(reader).get(address)
        assert answer.status_code == 200, (endpoint, answer.status_code)
        db.session.rollback()
        after = db.session.query(AuditEvent).filter_by(actor_id=reader, about_id=cast.employee).count()
        if after == before:
            silent.append(endpoint)
    assert silent == []


def test_ones_own_record_is_no_event(cast: Cast, client_of: Clients) -> None:
    client_of(cast.hr).get(f"/people/{cast.hr}")
    db.session.rollback()
    assert db.session.query(AuditEvent).filter_by(about_id=cast.hr).count() == 0


@pytest.mark.parametrize("path", ["/onboarding/{key}", "/team/onboarding/{key}"])
def test_a_look_at_somebodys_start_is_an_event(cast: Cast, client_of: Clients, path: str) -> None:
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=date(2026, 11, 2))
    row = Onboarding(person_id=nina, employed_from=date(2026, 11, 2), opened_at=datetime(2026, 11, 2, 9, tzinfo=UTC))
    db.session.add(row)
    db.session.commit()
    reader = cast.leader if path.startswith("/team") else cast.hr
    assert client_of(reader).get(path.replace("{key}", str(row.id))).status_code == 200
    db.session.rollback()
    assert db.session.query(AuditEvent).filter_by(actor_id=reader, about_id=nina).count() == 1


def test_every_act_has_words() -> None:
    services = (Path(webapp.__file__).parent / "services").glob("*.py")
    calls = (node for path in services for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    acts = {
        each.value
        for call in calls
        if ast.unparse(call.func) == "audit.append"
        for each in call.args
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    assert len(acts) > 15
    assert acts - set(ACTS) == set()
