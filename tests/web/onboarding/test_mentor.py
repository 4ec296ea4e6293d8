"""The mentor's list, and the door that closes when the mentorship ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import make
from tests.web.onboarding.conftest import FIRST, World
from webapp.extensions import db
from webapp.store.audit import AuditEvent
from webapp.store.onboarding_tables import MentorAssignment, OnboardingMark


@pytest.fixture
def alarm(world: World) -> str:
    """The address of Nina's alarm step for her mentor Eva."""
    assert world.choose(world.cast.employee) == 303
    return f"/mentor/{world.key}/alarm"


def marks() -> list[tuple[str, bool, str]]:
    asked = select(OnboardingMark).order_by(OnboardingMark.id)
    found = [(row.step, row.done, row.note) for row in db.session.scalars(asked)]
    db.session.rollback()
    return found


def current() -> int:
    """The key of the newest mark."""
    found = db.session.scalar(select(func.max(OnboardingMark.id))) or 0
    db.session.rollback()
    return found


def test_the_mentor_has_a_card_and_a_short_list(world: World, alarm: str) -> None:
    browser = world.as_(world.cast.employee)
    assert "1 nieuwe collega rekent op je." in browser.get("/").text
    page = browser.get("/mentor").text
    assert "Nina Nieuw" in page
    for step in ("Het alarm", "De weg naar buiten", "Veilig werken op deze plek"):
        assert step in page


def test_the_mentor_sees_the_mentors_steps_only(world: World, alarm: str) -> None:
    make.completed(world.nina, "m01-de-norm")
    page = world.as_(world.cast.employee).get("/mentor").text.split("<footer")[0]
    for hidden in ("Onze norm lezen", "De norm van onze gemeente", "Wie je belt", "Gesprek na de eerste maand"):
        assert hidden not in page
    for step in ("who_to_call", "first_talk", "norm", "m01-de-norm"):
        assert world.as_(world.cast.employee).get(f"/mentor/{world.key}/{step}").status_code == 404


def test_a_step_is_ticked_with_day_and_note_and_the_newcomer_reads_it(world: World, alarm: str) -> None:
    assert world.tick(world.cast.employee, alarm, note="Samen geoefend") == 303
    assert marks() == [("alarm", True, "Samen geoefend")]
    page = world.as_(world.nina).get("/welcome").text
    assert "Samen geoefend" in page
    assert "Eva Balie" in page


def test_a_double_click_counts_once(world: World, alarm: str) -> None:
    for _click in range(2):
        assert world.tick(world.cast.employee, alarm, note="Samen") == 303
    assert len(marks()) == 1


def test_of_two_tabs_the_second_is_told_that_something_was_written(world: World, alarm: str) -> None:
    assert world.tick(world.cast.employee, alarm, note="Eerste") == 303
    browser = world.as_(world.cast.employee)
    answer = browser.post(alarm, data={"done_on": str(FIRST), "note": "Tweede", "seen": "0"})
    assert answer.status_code == 409
    assert "Iemand schreef intussen iets op" in answer.text
    assert "Tweede" in answer.text
    assert marks() == [("alarm", True, "Eerste")]


def test_a_correction_keeps_what_stood_there(world: World, alarm: str) -> None:
    world.tick(world.cast.employee, alarm, note="Fout")
    assert world.tick(world.cast.employee, alarm, note="Goed", seen=current()) == 303
    assert marks() == [("alarm", True, "Fout"), ("alarm", True, "Goed")]
    page = world.as_(world.cast.employee).get("/mentor").text
    assert "Goed" in page
    assert "Fout" not in page


def test_a_tick_is_taken_back_and_made_again_without_losing_anything(world: World, alarm: str) -> None:
    world.tick(world.cast.employee, alarm)
    browser = world.as_(world.cast.employee)
    for _click in range(2):
        assert browser.post(f"{alarm}/undo", data={"seen": current()}).status_code == 303
    assert [done for _step, done, _note in marks()] == [True, False]
    assert "Te doen" in browser.get("/mentor").text or "Bijna tijd" in browser.get("/mentor").text
    assert world.tick(world.cast.employee, alarm, seen=current()) == 303
    assert [done for _step, done, _note in marks()] == [True, False, True]


def test_taking_back_what_somebody_changed_meanwhile_is_refused(world: World, alarm: str) -> None:
    world.tick(world.cast.employee, alarm)
    old = current()
    world.tick(world.cast.leader, f"/team/onboarding/{world.key}/steps/alarm", note="Ik was erbij", seen=old)
    answer = world.as_(world.cast.employee).post(f"{alarm}/undo", data={"seen": old})
    assert answer.status_code == 409
    assert [done for _step, done, _note in marks()] == [True, True]


@pytest.mark.parametrize("who", ["colleague", "stranger", "hr", "admin", "leader"])
def test_nobody_else_comes_in_by_the_mentors_door(world: World, alarm: str, who: str) -> None:
    browser = world.as_(getattr(world.cast, who))
    assert browser.get(alarm).status_code == 404
    assert browser.post(alarm, data={"done_on": str(FIRST), "seen": "0"}).status_code == 404
    assert "Nina Nieuw" not in browser.get("/mentor").text
    assert marks() == []


def test_an_ended_mentorship_closes_the_door(world: World, alarm: str) -> None:
    key = db.session.scalar(select(MentorAssignment.id))
    world.go(FIRST + timedelta(days=3))
    leader = world.as_(world.cast.leader)
    assert leader.post(f"/team/onboarding/{world.key}/mentor/end", data={"seen": key}).status_code == 303
    browser = world.as_(world.cast.employee)
    assert browser.get(alarm).status_code == 404
    assert world.tick(world.cast.employee, alarm) == 404
    assert "Je bent nu van niemand mentor" in browser.get("/mentor").text
    assert "rekent op je" not in browser.get("/").text


def test_after_half_a_year_the_door_closes_by_itself(world: World, alarm: str) -> None:
    world.go(FIRST + timedelta(days=183))
    assert world.as_(world.cast.employee).get(alarm).status_code == 200
    world.go(FIRST + timedelta(days=184))
    assert world.as_(world.cast.employee).get(alarm).status_code == 404


def test_what_the_mentor_writes_is_in_the_audit_trail(world: World, alarm: str) -> None:
    world.tick(world.cast.employee, alarm)
    asked = select(AuditEvent.actor_id, AuditEvent.about_id).where(AuditEvent.act == "onboarding.marked")
    assert [tuple(row) for row in db.session.execute(asked)] == [(world.cast.employee, world.nina)]


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_two(world: World, alarm: str, queries) -> None:
    browser = world.as_(world.cast.employee)
    browser.get("/mentor")
    one = queries(lambda: browser.get("/mentor"))
    other = make.person("Noah", "Nieuw", team_id=world.cast.desk, since=FIRST)
    world.go(FIRST + timedelta(days=1))
    world.work()
    data = {"mentor": world.cast.employee, "seen": 0}
    where = f"/team/onboarding/{world.onboarding_of(other)}/mentor"
    assert world.as_(world.cast.leader).post(where, data=data).status_code == 303
    browser = world.as_(world.cast.employee)
    assert "Noah Nieuw" in browser.get("/mentor").text
    assert queries(lambda: browser.get("/mentor")) == one
