"""The daily job makes what falls due, for everybody at once; goals are worked out for the person alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests import make
from tests.answering import consent
from tests.web.learn import make as course
from tests.web.refreshers.conftest import DONE, DUE, Desk, visitor
from webapp import clock
from webapp.extensions import db
from webapp.services import refresher_making, refreshers, rule_cases
from webapp.store.learning import CompletionRecord
from webapp.store.people import Employment
from webapp.store.refresher_tables import Refresher, RefresherAnswer

Count = Callable[[Callable[[], object]], int]


def titles(person_id: int, day: date) -> list[str]:
    return [each.title for each in refreshers.open_for([person_id], day).get(person_id, [])]


def test_nothing_before_its_day_and_nothing_twice(desk: Desk) -> None:
    desk.go(DUE - timedelta(days=1))
    assert desk.made() == []
    desk.go(DUE)
    (made,) = desk.made()
    assert (made.person_id, made.course_id, made.step, made.due_on) == (desk.cast.employee, course.ID, 3, DUE)
    desk.go(DUE + timedelta(days=1))
    assert len(desk.made()) == 1


@pytest.mark.parametrize("method", ["attended", "external", "equal"])
def test_every_way_to_complete_a_course_counts(desk: Desk, method: str) -> None:
    db.session.execute(update(CompletionRecord).values(method=method))
    desk.go(DUE)
    assert len(desk.made()) == 1


def test_no_refresher_for_what_is_no_course_was_acknowledged_or_taken_back(desk: Desk) -> None:
    db.session.execute(update(CompletionRecord).values(course_id="ep_norm"))
    desk.go(DUE)
    assert desk.made() == []
    db.session.execute(update(CompletionRecord).values(course_id=course.ID, method="acknowledged"))
    desk.go(DUE + timedelta(days=1))
    assert desk.made() == []
    db.session.execute(update(CompletionRecord).values(method="quiz", superseded_at=clock.now()))
    desk.go(DUE + timedelta(days=4))
    assert desk.made() == []


def test_a_completion_that_is_taken_back_takes_its_refresher_along(desk: Desk) -> None:
    desk.go(DUE)
    db.session.execute(update(CompletionRecord).values(superseded_at=clock.now()))
    desk.go(DUE + timedelta(days=1))
    assert desk.made() == []


def test_who_left_is_asked_nothing(desk: Desk) -> None:
    left = (Employment.person_id == desk.cast.employee,)
    db.session.execute(update(Employment).where(*left).values(valid_until=DONE))
    desk.go(DUE)
    assert desk.made() == []


def test_somebody_who_is_away_gets_it_afterwards(desk: Desk) -> None:
    first, last = DUE - timedelta(days=1), DUE + timedelta(days=4)
    rule_cases.suspend(visitor(desk.cast.hr), desk.cast.employee, first, last, clock.now())
    desk.go(DUE)
    assert desk.made() == []
    desk.go(last + timedelta(days=1))
    assert [each.due_on for each in desk.made()] == [last + timedelta(days=1)]


def test_a_pause_hides_what_waits_until_it_ends(desk: Desk) -> None:
    desk.go(DUE)
    eva = desk.eva
    address, until = desk.address(), DUE + timedelta(days=5)
    assert eva.post("/refreshers/pause", data={"last": str(until)}).location == "/refreshers/pause"
    assert titles(desk.cast.employee, until) == []
    assert address not in eva.get("/").text
    assert address not in eva.get("/refreshers").text
    assert titles(desk.cast.employee, until + timedelta(days=1)) == ["De norm van Gemeente Voorbeeldstad"]
    assert "22 september 2026" in eva.get("/refreshers").text
    assert eva.post("/refreshers/pause/1/end").status_code in (303, 404)


def test_a_pause_can_be_ended_by_its_own_person_only(desk: Desk) -> None:
    from webapp.store.refresher_tables import RefresherPause

    desk.go(DUE)
    eva = desk.eva
    eva.post("/refreshers/pause", data={"last": str(DUE + timedelta(days=5))})
    key = db.session.scalars(select(RefresherPause.id)).one()
    assert desk.client_of(desk.cast.leader).post(f"/refreshers/pause/{key}/end").status_code == 404
    assert titles(desk.cast.employee, DUE) == []
    assert eva.post(f"/refreshers/pause/{key}/end").status_code == 303
    assert titles(desk.cast.employee, DUE) != []
    assert eva.post(f"/refreshers/pause/{key}/end").status_code == 404


@pytest.mark.parametrize(
    ("last", "said"),
    [("", "Vul een dag in"), ("2026-09-16", "al voorbij"), ("2027-09-30", "hooguit een jaar"), ("x", "")],
)
def test_what_is_no_pause_is_said_at_the_field(desk: Desk, last: str, said: str) -> None:
    desk.go(DUE)
    answer = desk.eva.post("/refreshers/pause", data={"last": last})
    assert answer.status_code == 422
    assert 'id="last-error"' in answer.text
    assert said in answer.text


def test_the_digest_reads_titles_in_the_language_of_each_person(desk: Desk) -> None:
    desk.go(DUE)
    english = make.person("Emma", "Balie", team_id=desk.cast.desk, language="en")
    db.session.add(
        Refresher(
            person_id=english, kind="course", course_id=course.ID, step=3, cycle=DONE, due_on=DUE, made_at=clock.now()
        )
    )
    db.session.commit()
    found = refreshers.open_for([desk.cast.employee, english, desk.cast.hr], DUE)
    assert {id: [(each.title, each.minutes) for each in lines] for id, lines in found.items()} == {
        desk.cast.employee: [("De norm van Gemeente Voorbeeldstad", 3)],
        english: [("The norm of Gemeente Voorbeeldstad", 3)],
    }
    assert refreshers.open_for([english], DUE).keys() == {english}
    assert refreshers.open_for([], DUE) == {}


def test_the_work_costs_the_same_for_one_and_for_many(desk: Desk, queries: Count) -> None:
    desk.go(DUE)
    people = [desk.cast.employee, desk.cast.colleague]
    few = queries(lambda: refresher_making.due_today(DUE + timedelta(days=18)))
    refreshers.open_for(people, DUE)
    digest = queries(lambda: refreshers.open_for(people, DUE))
    many = [make.person(f"Veel{number}", "Balie", team_id=desk.cast.desk) for number in range(30)]
    for person_id in many:
        make.completed(person_id, course.ID)
    desk.go(DUE + timedelta(days=4))
    assert len(desk.made()) == 31
    assert queries(lambda: refresher_making.due_today(DUE + timedelta(days=22))) == few <= 6
    assert queries(lambda: refreshers.open_for([*people, *many], DUE + timedelta(days=4))) == digest <= 4
    everybody = range(min(people), min(people) + 2000)
    assert queries(lambda: refreshers.open_for(everybody, DUE)) == digest


def test_pages_cost_the_same_with_one_and_with_many(desk: Desk, queries: Count) -> None:
    desk.go(DUE)
    desk.do(desk.eva)
    eva = desk.eva
    eva.get("/refreshers")
    few = queries(lambda: eva.get("/refreshers"))
    for number in range(20):
        db.session.add(
            Refresher(
                person_id=desk.cast.employee,
                kind="course",
                course_id=course.ID,
                step=21,
                cycle=DONE - timedelta(days=number),
                due_on=DUE,
                made_at=clock.now(),
            )
        )
    db.session.commit()
    assert queries(lambda: eva.get("/refreshers")) == few <= 9
    assert queries(lambda: eva.get("/")) <= 13


def with_goal(desk: Desk, goal: str = "apply_norm") -> None:
    consent()
    assert desk.eva.post("/goals/choose", data={"goal": goal}).status_code == 303


def test_ten_questions_about_own_goals_in_each_half_year_sealed(desk: Desk) -> None:
    with_goal(desk)
    desk.time.move_to(datetime(2027, 2, 26, 9, tzinfo=UTC))
    db.session.execute(update(CompletionRecord).values(completed_on=date(2026, 1, 5)))
    desk.go(date(2027, 3, 1))
    goals = [each for each in desk.made() if each.kind == "goals"]
    assert [(each.person_id, each.cycle) for each in goals] == [(desk.cast.employee, date(2027, 1, 1))]
    assert titles(desk.cast.employee, date(2027, 3, 1)) == ["Tien vragen, voor jou"]
    eva = desk.eva
    address = desk.do(eva, 1)
    assert len(desk.asked()) == 10
    assert eva.get(address).status_code == 200
    assert "9 van de 10 goed" in eva.get("/refreshers").text
    assert "In je tien vragen" in eva.get("/refreshers").text
    kept = [repr(each.sheet) for each in desk.made()[-1:]] + [
        repr(each) for each in db.session.scalars(select(RefresherAnswer.response))
    ]
    assert len(kept) == 11
    assert all(each.startswith("{'sealed': '") for each in kept)
    assert not [each for each in kept if course.ID in each or "question" in each]
    assert len(eva.get("/refreshers/take-along").json["refreshers"][-1]["answers"]) == 10


def test_who_has_no_goals_gets_no_ten_questions(desk: Desk) -> None:
    desk.go(date(2027, 3, 1))
    assert [each for each in desk.made() if each.kind == "goals"] == []


def test_goals_that_no_course_teaches_close_without_questions(desk: Desk) -> None:
    with_goal(desk, "stay_calm")
    desk.go(date(2027, 3, 1))
    eva = desk.eva
    address = desk.address()
    assert eva.post(f"{address}/begin").location == address
    assert "geen vragen die passen" in eva.get(address).text
    assert titles(desk.cast.employee, date(2027, 3, 2)) == []
