"""Who did and looked at what: for HR and administrators everybody's, for each person what is about oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.make import Cast
from webapp.extensions import db
from webapp.services import audit_chain
from webapp.store import audit, guards

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def events(cast: Cast) -> None:
    audit.append(cast.leader, cast.employee, "person.progress", NOW - timedelta(days=2))
    audit.append(cast.hr, cast.colleague, "person.record", NOW)
    audit.append(cast.coordinator, None, "norm.published", NOW, {"number": 2})
    db.session.commit()
    audit_chain.link_all(NOW)
    audit_chain.check(None, NOW)()  # type: ignore[arg-type]
    db.session.commit()


def test_hr_and_administrators_see_everything_and_nobody_else(events: None, cast: Cast, client_of: Clients) -> None:
    for person_id in (cast.hr, cast.admin):
        page = client_of(person_id).get("/admin/audit").text
        assert "Keek wat iemand deed" in page
        assert "Eva Balie" in page
        assert "3 gebeurtenissen, niets veranderd" in page
    for person_id in (cast.employee, cast.leader, cast.coordinator):
        assert client_of(person_id).get("/admin/audit").status_code == 403


def test_it_can_be_searched_by_person_act_and_day(events: None, cast: Cast, client_of: Clients) -> None:
    hr = client_of(cast.hr)
    assert "1 gebeurtenis<" in hr.get("/admin/audit?act=norm.published").text
    assert "1 gebeurtenis<" in hr.get("/admin/audit?words=eva").text
    assert "2 gebeurtenissen<" in hr.get("/admin/audit?since=2026-11-23").text
    assert "1 gebeurtenis<" in hr.get("/admin/audit?until=2026-11-21").text
    assert "Niets past bij deze keuze" in hr.get("/admin/audit?words=niemand").text
    for wrong in ("since=31-12", "page=-1", "page=99999999999999999999", "act=weg"):
        assert hr.get(f"/admin/audit?{wrong}").status_code == 200


def test_tampering_is_told_on_the_list_and_on_the_administrators_first_page(
    events: None, cast: Cast, client_of: Clients
) -> None:
    guards.lift(db.session.connection())
    db.session.execute(text("UPDATE audit_event SET act = 'x' WHERE act = 'norm.published'"))
    guards.hold(db.session.connection())
    db.session.commit()
    audit_chain.check(None, NOW)()  # type: ignore[arg-type]
    db.session.commit()
    admin = client_of(cast.admin)
    assert "Bij schakel 3: een gebeurtenis is achteraf veranderd." in admin.get("/admin/audit").text
    assert "De lijst van wie wat deed klopt niet" in admin.get("/admin").text


def test_each_sees_who_looked_and_only_what_is_about_oneself(events: None, cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.employee).get("/me/looked").text
    assert "Keek wat iemand deed" in page
    assert "Lea Leider" in page
    assert "Norm gepubliceerd" not in page
    assert "Niemand keek nog" in client_of(cast.deputy).get("/me/looked").text
    assert 'href="/me/looked"' in client_of(cast.employee).get("/settings").text


def test_the_list_costs_the_same_for_few_and_for_many(
    events: None, cast: Cast, client_of: Clients, queries: Callable[..., int]
) -> None:
    hr = client_of(cast.hr)
    hr.get("/admin/audit")
    few = queries(lambda: hr.get("/admin/audit"))
    for number in range(60):
        audit.append(cast.hr, cast.employee, "person.record", NOW + timedelta(minutes=number))
    db.session.commit()
    assert queries(lambda: hr.get("/admin/audit")) == few
    assert 'href="/admin/audit?page=2"' in hr.get("/admin/audit").text
