"""What was sent: for HR and administrators everybody's, for each person one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from webapp.extensions import db
from webapp.services import jobs
from webapp.store import mail_bounces, mails
from webapp.store.jobs import Job

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
Of = Callable[..., FlaskClient]


def _sent(number: int, person_id: int, subject: str, kind: str = "invitation") -> None:
    mails.append(f"<{number}@x>", kind, person_id, "eva@test.example", subject, "", NOW + timedelta(minutes=number))
    db.session.commit()


@pytest.fixture
def four(cast: Cast) -> Cast:
    """One mail in each state."""
    _sent(1, cast.employee, "Verstuurd")
    _sent(2, cast.employee, "Terug", "test")
    mail_bounces.add("<2@x>", cast.employee, "eva@test.example", "550 unknown", "report", NOW, permanent=True)
    jobs.put("session_mail", "a", {"person_id": cast.colleague}, NOW)
    jobs.put("round_mail", "b", {"person_id": cast.employee}, NOW)
    db.session.query(Job).filter_by(key="b").update({"state": "failed", "why_failed": "geen zin"})
    db.session.commit()
    return cast


def _count(page: str) -> int:
    return page.count('<tr role="row">')


def test_hr_and_administrators_see_all_of_it_and_nobody_else(four: Cast, client_of: Of) -> None:
    for person_id in (four.hr, four.admin):
        page = client_of(person_id).get("/admin/mails").text
        assert _count(page) == 4
        for said in ("Verstuurd", "Terug", "550 unknown", "geen zin", "Carl Balie"):
            assert said in page
    for person_id in (four.coordinator, four.leader, four.employee):
        assert client_of(person_id).get("/admin/mails").status_code == 403
        assert client_of(person_id).get("/admin/mails/1").status_code == 403


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ("state=sent", ["Verstuurd"]),
        ("state=bounced", ["550 unknown"]),
        ("state=waiting", ["Carl Balie"]),
        ("state=failed", ["geen zin"]),
        ("kind=test", ["Terug"]),
        ("kind=session_changed", ["Carl Balie"]),
        ("words=carl", ["Carl Balie"]),
        ("words=eva+balie", ["Verstuurd", "Terug", "geen zin"]),
        ("words=eva%40test", ["Verstuurd", "Terug", "geen zin"]),
        ("state=nonsense&kind=nonsense&page=99", ["Verstuurd", "Terug", "geen zin", "Carl Balie"]),
        ("words=niemand", []),
    ],
)
def test_it_is_narrowed_by_person_kind_and_state(four: Cast, client_of: Of, chosen: str, seen: list[str]) -> None:
    page = client_of(four.hr).get(f"/admin/mails?{chosen}").text
    assert _count(page) == len(seen)
    rows = page.split("<tbody>")[1] if seen else ""
    for said in seen:
        assert said in rows


def test_it_is_paged_and_costs_the_same_however_long(cast: Cast, client_of: Of, queries) -> None:
    hr = client_of(cast.hr)
    _sent(1, cast.employee, "Mail 1")
    hr.get("/admin/mails")
    before = queries(lambda: hr.get("/admin/mails"))
    for number in range(2, 61):
        _sent(number, cast.employee, f"Mail {number}")
    assert queries(lambda: hr.get("/admin/mails")) == before
    first, second = hr.get("/admin/mails").text, hr.get("/admin/mails?page=2").text
    assert (_count(first), _count(second)) == (50, 10)
    assert "Mail 60" in first
    assert "Mail 1<" in second


def test_everybody_sees_the_own_mails_that_left_and_no_other(four: Cast, client_of: Of) -> None:
    mine = client_of(four.employee).get("/me/mails").text
    assert _count(mine) == 2
    assert "Verstuurd" in mine
    assert "geen zin" not in mine
    assert "Er is nog geen mail aan jou gestuurd" in client_of(four.colleague).get("/me/mails").text
    assert 'href="/me/mails"' in client_of(four.employee).get("/settings").text


def test_a_broken_address_is_told_to_the_person_the_leader_and_hr_until_it_is_cleared(
    four: Cast, client_of: Of
) -> None:
    said = "Je e-mailadres werkt niet"
    eva, lea, hana = (client_of(each) for each in (four.employee, four.leader, four.hr))
    for address in ("/", "/settings", "/me/mails"):
        assert said in eva.get(address).text
        assert said not in client_of(four.colleague).get(address).text
    assert "Niet iedereen krijgt mail" in lea.get("/team").text
    assert "Niet iedereen krijgt mail" not in client_of(four.other_leader).get("/team").text
    assert "1 e-mailadres werkt niet" in hana.get("/people").text
    assert "550 unknown" in hana.get(f"/people/{four.employee}").text
    assert "eva@test.example" in hana.get("/admin/mails/addresses").text
    assert hana.post(f"/admin/mails/addresses/{four.employee}").status_code == 303
    assert hana.post(f"/admin/mails/addresses/{four.employee}").status_code == 404
    assert said not in eva.get("/").text
    assert "Voor zover we weten werken alle adressen" in hana.get("/admin/mails/addresses").text


def test_who_may_not_keep_records_can_clear_nothing(four: Cast, client_of: Of) -> None:
    for person_id in (four.coordinator, four.leader, four.employee):
        assert client_of(person_id).post(f"/admin/mails/addresses/{four.employee}").status_code == 403


def test_the_first_page_of_a_leader_costs_one_query_more_however_many_addresses_are_broken(
    app: Flask, cast: Cast, client_of: Of, queries
) -> None:
    lea = client_of(cast.leader)

    def bounce(number: int, person_id: int, address: str) -> None:
        mail_bounces.add(f"<{number}@y>", person_id, address, "", "report", NOW, permanent=True)
        db.session.commit()

    bounce(1, cast.employee, "eva@test.example")
    lea.get("/team")
    one = queries(lambda: lea.get("/team"))
    for number in range(2, 12):
        bounce(number, make.person("X", team_id=cast.desk, email=f"x{number}@test.example"), f"x{number}@test.example")
    lea.get("/team")
    assert queries(lambda: lea.get("/team")) == one
