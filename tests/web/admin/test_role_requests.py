from __future__ import annotations

import pytest
from flask import Flask

from tests import make
from webapp import clock
from webapp.extensions import db
from webapp.store.people import RoleGrant, RoleRequest


@pytest.fixture
def asked(cast: make.Cast) -> int:
    """A staff list asked that a colleague become HR."""
    row = RoleRequest(person_id=cast.colleague, role="hr", requested_by=make.change("import"), valid_from=clock.today())
    db.session.add(row)
    db.session.commit()
    return row.id


def _is_hr(person_id: int) -> bool:
    return db.session.query(RoleGrant).filter_by(person_id=person_id, role="hr").count() == 1


def test_the_set_up_page_says_that_a_role_waits(app: Flask, cast: make.Cast, asked: int, client_of):
    browser = client_of(cast.admin)
    assert 'href="/admin/role-requests"' in browser.get("/admin").text
    assert "Carl Balie" in browser.get("/admin/role-requests").text


def test_a_confirmed_role_is_held_and_no_longer_waits(app: Flask, cast: make.Cast, asked: int, client_of):
    browser = client_of(cast.admin)
    assert browser.post(f"/admin/role-requests/{asked}", data={"decision": "confirm"}).status_code == 303
    assert _is_hr(cast.colleague)
    assert "Carl Balie" not in browser.get("/admin/role-requests").text
    assert browser.post(f"/admin/role-requests/{asked}", data={"decision": "confirm"}).status_code == 409


@pytest.mark.parametrize("decision", ["refuse", "", "something else"])
def test_only_a_clear_yes_gives_the_role(app: Flask, cast: make.Cast, asked: int, client_of, decision: str):
    client_of(cast.admin).post(f"/admin/role-requests/{asked}", data={"decision": decision})
    assert not _is_hr(cast.colleague)


def test_hr_cannot_confirm_its_own_requests(app: Flask, cast: make.Cast, asked: int, client_of):
    assert client_of(cast.hr).post(f"/admin/role-requests/{asked}", data={"decision": "confirm"}).status_code == 403
    assert not _is_hr(cast.colleague)
