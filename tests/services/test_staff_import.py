"""A staff list is taken whole, once, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_babel import force_locale
from sqlalchemy import func, select

from learning_goals.periods import NEVER
from learning_goals.staff_table import Problem, Reason
from learning_goals.staffer import Held, Job, Personal, Span, Staffer
from tests.core.learning_goals.lists import text
from tests.make import Cast
from webapp import clock
from webapp.errors import Conflict, Forbidden
from webapp.extensions import db
from webapp.policy import Grant, Visitor
from webapp.services import people, people_changes, people_roles, staff_import, staff_reasons, staff_revert
from webapp.services.people_changes import NumberTaken, StillLeads
from webapp.services.staff_edit import Impossible
from webapp.services.staff_import import Order, Preview
from webapp.store import role_requests, roster, staff_log, staffing
from webapp.store.audit import AuditEvent
from webapp.store.people import Employment, Membership, Person, RoleGrant

TODAY = clock.today()


def visitor(person_id: int, *roles: str) -> Visitor:
    return Visitor(
        person_id=person_id,
        login_id=0,
        name="",
        language="nl",
        avoids_violence=False,
        grants=tuple(Grant(role=role, team_id=0) for role in roles),
        norm_number=1,
    )


@pytest.fixture(autouse=True)
def in_dutch(app: Flask) -> Iterator[None]:
    """Refusals are sentences, so somebody must read them in a language."""
    with force_locale("nl"):
        yield


@pytest.fixture
def hr(cast: Cast) -> Visitor:
    return visitor(cast.hr, "hr")


@pytest.fixture
def admin(cast: Cast) -> Visitor:
    return visitor(cast.admin, "admin")


def look(*lines: dict[str, str], full: bool = False, day: date = TODAY) -> tuple[Order, Preview]:
    order = Order(data=text(*lines).encode(), file_name="lijst.csv", effective=day, full=full)
    return order, staff_import.preview(order, by_administrator=True)


def take(*lines: dict[str, str], full: bool = False, day: date = TODAY) -> int:
    order, seen = look(*lines, full=full, day=day)
    assert seen.problems == ()
    act = staff_import.take(order, seen, None, clock.now())
    db.session.commit()
    return act


def staffer(number: str = "100") -> Staffer:
    return staffing.staffers()[number]


def held(name: str, number: str = "100", day: date = TODAY) -> list[object]:
    return [row.period.value for row in getattr(staffer(number), name) if row.period.holds_on(day)]


def everything() -> dict[str, tuple[object, ...]]:
    """What is known now, without the keys of rows."""
    known = {}
    for number, each in staffing.staffers().items():
        facts = (each.employments, each.memberships, each.roles, each.duties, each.tags)
        known[number] = (each.personal, each.requests, tuple(tuple(row.period for row in rows) for rows in facts))
    return known


def test_a_list_makes_people_teams_and_roles(app: Flask) -> None:
    take({"role": "team_leader", "duties": "mentor", "tags": "huisbezoek"})
    (job,) = held("memberships")
    assert isinstance(job, Job)
    assert (job.team, job.hours) == ("Publiek > Balie", "36")
    assert held("roles") == [Held(role="team_leader", team="Publiek > Balie")]
    assert [mark.id for mark in held("duties") + held("tags")] == ["mentor", "huisbezoek"]
    assert list(staffing.team_ids()) == ["Publiek", "Publiek > Balie"]


def test_the_same_list_again_records_nothing(app: Flask) -> None:
    lines = ({"role": "team_leader,hr"}, {"staff_number": "101", "employed_until": "2024-01-01"})
    act = take(*lines)
    rows = db.session.scalar(select(func.count()).select_from(Membership))
    assert take(*lines, full=True) == 0
    assert db.session.scalar(select(func.count()).select_from(Membership)) == rows
    assert staff_log.newest() == act


def test_a_list_with_one_wrong_line_is_not_taken_at_all(app: Flask) -> None:
    order, seen = look({}, {"staff_number": "101", "employed_from": "2021-02-30"})
    assert [(each.line, each.column) for each in seen.problems] == [(3, "employed_from")]
    with pytest.raises(ValueError):
        staff_import.take(order, seen, None, clock.now())
    assert staffing.staffers() == {}


def test_a_name_and_a_formula_come_back_as_they_were_written(app: Flask) -> None:
    take({"given_name": "Нина", "family_name": "=1+1", "function": "@SUM(A1)"})
    assert staffer().personal.given_name == "Нина"
    assert staffer().personal.family_name == "=1+1"
    assert held("memberships")[0].function == "@SUM(A1)"


def test_what_was_believed_before_an_import_can_still_be_asked(app: Flask) -> None:
    take({})
    take({"team": "Telefoon"})
    rows = db.session.scalars(select(Membership).order_by(Membership.id)).all()
    assert [row.superseded_at == NEVER for row in rows] == [False, True, True]
    assert rows[0].superseded_at == rows[1].recorded_at


def test_who_left_and_returns_keeps_one_record_with_two_employments(app: Flask) -> None:
    take({"employed_until": "2024-06-30"})
    take({"employed_from": "2026-01-01"})
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1
    assert len(staffer().employments) == 2


class TestRevert:
    """An import is taken back as one step."""

    def test_everything_is_as_before(self, cast: Cast, hr: Visitor) -> None:
        take({"role": "trainer,hr"}, {"staff_number": "101"}, {"staff_number": "102"})
        before = everything()
        act = take({"team": "Telefoon", "family_name": "Ander"}, {"staff_number": "103", "role": "admin"}, full=True)
        assert everything() != before
        staff_revert.revert(hr, act, clock.now())
        db.session.commit()
        after = everything()
        assert after.pop("103")[2] == ((), (), (), (), ())
        assert after == before

    def test_what_it_recorded_stays_in_the_history(self, cast: Cast, hr: Visitor) -> None:
        act = take({})
        staff_revert.revert(hr, act, clock.now())
        (row,) = db.session.scalars(select(Employment).where(Employment.recorded_by == act))
        assert row.superseded_at != NEVER
        assert row.superseded_by == staff_log.newest()

    def test_a_later_change_to_the_same_person_holds_it_back(self, cast: Cast, hr: Visitor) -> None:
        act = take({})
        people_changes.end(hr, staffer().id, TODAY, clock.now())
        with pytest.raises(Conflict):
            staff_revert.revert(hr, act, clock.now())

    def test_a_later_import_of_other_people_does_not_hold_it_back(self, cast: Cast, hr: Visitor) -> None:
        act = take({})
        take({"staff_number": "101"})
        staff_revert.revert(hr, act, clock.now())
        assert staffer("101").employments != ()

    def test_an_import_is_reverted_once(self, cast: Cast, hr: Visitor) -> None:
        act = take({})
        staff_revert.revert(hr, act, clock.now())
        with pytest.raises(Conflict):
            staff_revert.revert(hr, act, clock.now())

    def test_the_list_can_be_taken_again_afterwards(self, cast: Cast, hr: Visitor) -> None:
        act = take({})
        known = everything()["100"]
        staff_revert.revert(hr, act, clock.now())
        assert look({})[1].counts["added"] == 1
        take({})
        assert everything()["100"] == known


class TestRoleRequests:
    """The roles hr and admin count once an administrator says so."""

    def test_a_list_gives_no_rights_until_confirmed(self, cast: Cast, hr: Visitor, admin: Visitor) -> None:
        take({"role": "hr"})
        assert held("roles") == []
        (request,) = people_roles.waiting(admin)
        people_roles.decide(admin, request.id, clock.now(), confirmed=True)
        assert held("roles") == [Held(role="hr")]
        assert take({"role": "hr"}) == 0

    def test_hr_decides_on_nothing(self, cast: Cast, hr: Visitor) -> None:
        take({"role": "admin"})
        (request,) = role_requests.waiting()
        with pytest.raises(Forbidden):
            people_roles.decide(hr, request.id, clock.now(), confirmed=True)

    def test_a_refused_role_is_not_given_and_not_asked_again(self, cast: Cast, admin: Visitor) -> None:
        take({"role": "admin"})
        people_roles.decide(admin, people_roles.waiting(admin)[0].id, clock.now(), confirmed=False)
        assert held("roles") == []
        assert take({"role": "admin"}) == 0

    def test_a_decision_is_made_once(self, cast: Cast, admin: Visitor) -> None:
        take({"role": "admin"})
        (request,) = people_roles.waiting(admin)
        people_roles.decide(admin, request.id, clock.now(), confirmed=True)
        with pytest.raises(Conflict):
            people_roles.decide(admin, request.id, clock.now(), confirmed=False)

    def test_hr_on_screen_asks_too_and_an_administrator_gives(self, cast: Cast, hr: Visitor, admin: Visitor) -> None:
        assert not people_roles.give_role(hr, cast.employee, Held(role="admin"), TODAY, clock.now())
        assert people_roles.give_role(admin, cast.colleague, Held(role="hr"), TODAY, clock.now())
        assert [request.person_id for request in people_roles.waiting(admin)] == [cast.employee]

    def test_hr_cannot_change_the_way_in_of_an_administrator_by_a_list(self, cast: Cast, admin: Visitor) -> None:
        take({})
        people_roles.give_role(admin, staffer().id, Held(role="admin"), TODAY, clock.now())
        order, _ = look({"email": "ander@test.example"})
        reasons = [each.reason for each in staff_import.preview(order, by_administrator=False).problems]
        assert reasons == ["needs_administrator"]
        assert staff_import.preview(order, by_administrator=True).problems == ()


class TestOnePerson:
    """HR changes one record."""

    def test_somebody_is_added_and_a_taken_number_is_not(self, cast: Cast, hr: Visitor) -> None:
        new = people_changes.NewPerson(
            staff_number="X1",
            personal=Personal(given_name="Ina", family_name="Nieuw", email="", language="nl"),
            employed=Span(first=TODAY),
            job=Job(team="Publiek > Balie", function="Gast", function_group=""),
        )
        key = people_changes.add(hr, new, clock.now())
        assert staffer("X1").id == key
        with pytest.raises(NumberTaken, match="Ina Nieuw"):
            people_changes.add(hr, new, clock.now())

    def test_a_move_holds_from_its_day(self, cast: Cast, hr: Visitor) -> None:
        take({})
        job = Job(team="Publiek > Telefoon", function="Telefonist", function_group="")
        later = TODAY + timedelta(days=7)
        people_changes.move(hr, staffer().id, "Publiek > Balie", job, later, clock.now())
        assert [each.team for each in held("memberships")] == ["Publiek > Balie"]
        assert held("memberships", day=later) == [job]

    def test_one_more_job_leaves_the_first_and_one_of_two_can_stop(self, cast: Cast, hr: Visitor) -> None:
        take({})
        job = Job(team="Publiek > Telefoon", function="Telefonist", function_group="")
        people_changes.move(hr, staffer().id, "", job, TODAY, clock.now())
        assert len(held("memberships")) == 2
        people_changes.stop_job(hr, staffer().id, "Publiek > Balie", TODAY, clock.now())
        assert held("memberships", day=TODAY + timedelta(days=1)) == [job]
        with pytest.raises(Impossible):
            people_changes.stop_job(hr, staffer().id, job.team, TODAY + timedelta(days=2), clock.now())

    def test_a_leader_is_not_ended_unless_hr_knows(self, cast: Cast, hr: Visitor) -> None:
        with pytest.raises(StillLeads, match="Publiek > Balie"):
            people_changes.end(hr, cast.leader, TODAY, clock.now())
        people_changes.end(hr, cast.leader, TODAY, clock.now(), although_leading=True)
        tomorrow = TODAY + timedelta(days=1)
        assert cast.leader not in {who for team in roster.team_lines(tomorrow) for who, *_ in team.leaders}

    def test_the_last_administrator_stays(self, cast: Cast, hr: Visitor, admin: Visitor) -> None:
        with pytest.raises(Conflict):
            people_changes.end(hr, cast.admin, TODAY, clock.now())
        key = db.session.scalar(select(RoleGrant.id).where(RoleGrant.person_id == cast.admin))
        with pytest.raises(Conflict):
            people_roles.end_role(admin, cast.admin, key, TODAY, clock.now())

    def test_hr_does_not_end_the_roles_that_only_an_administrator_gives(self, cast: Cast, hr: Visitor) -> None:
        key = db.session.scalar(select(RoleGrant.id).where(RoleGrant.person_id == cast.admin))
        with pytest.raises(Forbidden):
            people_roles.end_role(hr, cast.admin, key, TODAY, clock.now())

    def test_hr_does_not_change_the_email_address_of_an_administrator(self, cast: Cast, hr: Visitor) -> None:
        new = Personal(given_name="Ad", family_name="Beheer", email="mij@test.example", language="nl")
        with pytest.raises(Forbidden):
            people_changes.correct(hr, cast.admin, new, None, clock.now())

    def test_employed_again_is_a_second_employment(self, cast: Cast, hr: Visitor) -> None:
        take({"employed_until": "2024-06-30", "role": "trainer"})
        job = Job(team="Publiek > Balie", function="Gast", function_group="")
        with pytest.raises(Impossible):
            people_changes.employ_again(hr, staffer().id, Span(first=date(2024, 6, 30)), job, clock.now())
        people_changes.employ_again(hr, staffer().id, Span(first=TODAY), job, clock.now())
        assert len(staffer().employments) == 2
        assert held("roles") == []

    def test_a_corrected_end_takes_the_work_along(self, cast: Cast, hr: Visitor) -> None:
        take({})
        last = TODAY + timedelta(days=90)
        who = staffer()
        people_changes.correct(hr, who.id, who.personal, Span(first=date(2020, 1, 1), last=last), clock.now())
        assert held("memberships", day=last) != []
        assert held("memberships", day=last + timedelta(days=1)) == []

    def test_a_look_is_remembered_and_a_stranger_sees_nothing(self, cast: Cast, hr: Visitor) -> None:
        people.record(hr, cast.employee, clock.now())
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "person.record"))
        assert (event.actor_id, event.about_id) == (cast.hr, cast.employee)
        with pytest.raises(Forbidden):
            people.record(visitor(cast.employee), cast.colleague, clock.now())

    def test_the_same_day_is_shown_as_known_on_two_days(self, cast: Cast, hr: Visitor) -> None:
        yesterday = clock.now() - timedelta(days=1)
        order, seen = look({})
        staff_import.take(order, seen, None, yesterday)
        job = Job(team="Publiek > Telefoon", function="Telefonist", function_group="")
        people_changes.move(hr, staffer().id, "Publiek > Balie", job, TODAY, clock.now())
        db.session.commit()
        key = staffer().id
        now_known = people.record(hr, key, clock.now(), TODAY, TODAY)
        then_known = people.record(hr, key, clock.now(), TODAY, clock.day_of(yesterday))
        assert [each.team for each in people.jobs_of(now_known)] == ["Publiek > Telefoon"]
        assert [each.team for each in people.jobs_of(then_known)] == ["Publiek > Balie"]


def test_every_reason_has_a_sentence_in_both_languages(app: Flask) -> None:
    reasons = {reason for part in get_args(Reason) for reason in (get_args(part) or [part])}
    assert set(staff_reasons.SENTENCES) == reasons
    problem = Problem(line=1, column="", reason="no_date", said="x", other="y")
    for language in ("en", "nl"):
        with app.test_request_context(), force_locale(language):
            assert all(staff_reasons.sentence(replace(problem, reason=reason)) for reason in reasons)


class TestCommand:
    """`flask staff import` and `flask account create`."""

    def run(self, app: Flask, *words: str) -> tuple[int, str, str]:
        done = FlaskCliRunner(app).invoke(args=list(words))
        return done.exit_code, done.stdout, done.stderr

    def test_it_takes_a_list_and_says_what_it_did(self, app: Flask, tmp_path) -> None:
        file = tmp_path / "lijst.csv"
        file.write_text(text({}, {"staff_number": "101"}), encoding="utf-8")
        status, said, progress = self.run(app, "staff", "import", str(file))
        assert (status, said) == (0, "2 added, 0 changed, 0 ended, 0 unchanged; 2 teams made\n")
        assert "2 lines read" in progress
        assert set(staffing.staffers()) == {"100", "101"}

    def test_a_dry_run_shows_and_changes_nothing(self, app: Flask, tmp_path) -> None:
        file = tmp_path / "lijst.csv"
        file.write_text(text({}), encoding="utf-8")
        status, said, _ = self.run(app, "staff", "import", str(file), "--dry-run")
        assert status == 0
        assert "added 100 Eva Bakker (line 2)" in said
        assert staffing.staffers() == {}

    def test_it_refuses_with_line_column_and_reason(self, app: Flask, tmp_path) -> None:
        file = tmp_path / "lijst.csv"
        file.write_text(text({"function_group": "balie"}), encoding="utf-8")
        status, said, reasons = self.run(app, "staff", "import", str(file))
        assert (status, said) == (1, "")
        assert "line 2, function_group: “balie” is not a function group" in reasons

    def test_a_file_that_is_not_there_is_wrong_usage(self, app: Flask) -> None:
        assert self.run(app, "staff", "import", "nergens.csv")[0] == 2
        assert self.run(app, "staff", "import", __file__, "--effective", "2026-02-30")[0] == 2

    def test_the_first_administrator_gets_a_link(self, app: Flask) -> None:
        words = (
            "account",
            "create",
            "--staff-number",
            "1",
            "--given-name",
            "Ad",
            "--family-name",
            "Min",
            "--email",
            "",
        )
        status, said, _ = self.run(app, *words)
        assert status == 0
        assert "/start/" in said
        assert held("roles", "1") == [Held(role="admin")]
        assert self.run(app, *words)[0] == 1
        assert self.run(app, *words[:-1], "geen adres")[0] == 2
