"""Reviews are planned by night, moved by a leader, and said to be missed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from tests import make
from tests.make import Cast
from tests.web.reviews.conftest import TODAY, duty, held, planned, review, row
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import review_planning, reviews
from webapp.store.review_tables import MeetingRhythm, Review

LAST = date(2025, 10, 7)


def form(key: int, day: str, **more: str) -> dict[str, str]:
    return {"move-revision": str(row(key).revision), "move-day": day} | more


def test_the_nightly_job_plans_two_half_years_for_everybody_and_once(app, cast: Cast) -> None:
    duty(cast.manager, "mt_hoger_management")
    Worker(app, now=lambda: clock.now().replace(hour=9)).drain()
    found = db.session.execute(select(Review.about, Review.year, Review.number).order_by(Review.about)).all()
    teams = (cast.department, cast.desk, cast.other_desk)
    abouts = ["duty:mt_hoger_management", *(f"team:{each}" for each in teams)]
    assert sorted(found) == sorted((about, 2026, number) for about in abouts for number in (1, 2))
    days = set(db.session.scalars(select(Review.due_on)))
    planned(cast)
    assert set(db.session.scalars(select(Review.due_on))) == days
    assert db.session.scalar(select(func.count()).select_from(Review)) == 8


def test_a_thousand_teams_cost_no_more_statements_than_three(app, cast: Cast, queries) -> None:
    few = queries(lambda: planned(cast))
    people = [make.person() for _ in range(2)]
    for number in range(40):
        team_id = make.team(f"Team {number}", cast.department)
        make.member(people[number % 2], team_id)
    assert queries(lambda: planned(cast)) == few
    assert db.session.scalar(select(func.count(Review.about.distinct()))) == 43
    weeks = {day.isocalendar()[1] for day in db.session.scalars(select(Review.due_on).where(Review.number == 2))}
    assert len(weeks) >= 10


def test_a_team_that_is_new_comes_next_half_year_and_one_that_ended_no_more(app, cast: Cast) -> None:
    new, over = make.team("Nieuw", cast.department), make.team("Opgeheven", cast.department)
    make.person(team_id=new, since=date(2026, 2, 1))
    make.person(team_id=over, until=date(2026, 3, 1))
    key = review(over, date(2026, 5, 12))
    planned(cast)
    numbers = db.session.scalars(select(Review.number).where(Review.team_id == new)).all()
    assert numbers == [2]
    assert db.session.scalar(select(func.count()).where(Review.team_id == over)) == 1
    assert key not in {each.review_id for each in reviews.open_reviews(date(2026, 5, 10))}


def test_a_leader_moves_a_review_within_the_limits(cast: Cast, client_of) -> None:
    held(cast.desk, LAST, cast.leader)
    key = review(cast.desk, date(2026, 4, 7))
    lea = client_of(cast.leader)
    assert lea.post(f"/reviews/{key}/move", data=form(key, "2026-05-19")).status_code == 303
    assert row(key).due_on == date(2026, 5, 19)
    page = lea.get(f"/reviews/{key}").text
    assert "19 mei 2026" in page


def test_a_refusal_says_which_limit_and_which_days_are_possible(cast: Cast, client_of) -> None:
    held(cast.desk, date(2025, 12, 30), cast.leader)
    key = review(cast.desk, date(2026, 4, 7))
    lea = client_of(cast.leader)
    for day, said in (
        ("2026-03-17", "minder dan 90 dagen na de vorige"),
        ("2026-07-07", "na de periode"),
        ("2026-04-27", "feestdag"),
        ("2026-04-11", "weekend"),
        ("2026-03-01", "voorbij"),
        ("gisteren", "Ongeldige datum"),
    ):
        answer = lea.post(f"/reviews/{key}/move", data=form(key, day))
        assert answer.status_code == 422
        assert said in answer.text.split('id="move-day-error"')[1].split("</p>")[0], day
    assert "dinsdag 7 april 2026" in lea.post(f"/reviews/{key}/move", data=form(key, "2026-03-17")).text
    assert row(key).due_on == date(2026, 4, 7)


def test_the_second_of_two_tabs_is_told(cast: Cast, client_of) -> None:
    key = review(cast.desk, date(2026, 4, 7))
    lea, first = client_of(cast.leader), form(key, "2026-04-21")
    assert lea.post(f"/reviews/{key}/move", data=first).status_code == 303
    answer = lea.post(f"/reviews/{key}/move", data=first | {"move-day": "2026-05-05"})
    assert answer.status_code == 409
    assert row(key).due_on == date(2026, 4, 21)


def test_a_missed_review_says_so_and_gets_a_new_day(cast: Cast, client_of) -> None:
    key = review(cast.desk, TODAY - timedelta(days=20))
    lea = client_of(cast.leader)
    assert "gemist" in lea.get(f"/reviews/{key}").text
    assert "1 team loopt achter" in lea.get("/reviews").text
    assert lea.post(f"/reviews/{key}/move", data=form(key, "2026-03-24")).status_code == 303
    assert "1 team loopt achter" not in lea.get("/reviews").text


def test_what_was_missed_in_a_half_year_that_is_over_stays_missed(cast: Cast, client_of) -> None:
    key = review(cast.desk, LAST)
    lea = client_of(cast.leader)
    assert lea.post(f"/reviews/{key}/move", data=form(key, "2026-03-24")).status_code == 422
    assert "blijft hij gemist" in lea.get(f"/reviews/{key}").text


def test_a_leader_says_when_the_team_meets_and_proposals_follow(cast: Cast, client_of) -> None:
    planned(cast)
    keys = db.session.scalars(select(Review.id).where(Review.team_id == cast.desk).order_by(Review.number)).all()
    lea = client_of(cast.leader)
    lea.post(f"/reviews/{keys[0]}/move", data=form(keys[0], "2026-05-19"))
    said = {"revision": "0", "weekday": "3", "every_weeks": "1", "counted_from": "2026-03-12"}
    assert lea.post(f"/reviews/{keys[0]}/rhythm", data=said).status_code == 303
    assert row(keys[0]).due_on == date(2026, 5, 19)
    assert row(keys[1]).due_on.weekday() == 3
    assert lea.post(f"/reviews/{keys[0]}/rhythm", data=said).status_code == 409
    assert lea.post(f"/reviews/{keys[0]}/rhythm", data=said | {"every_weeks": "0"}).status_code == 422
    assert db.session.scalar(select(MeetingRhythm.revision)) == 1
    assert "elke week op donderdag" in lea.get(f"/reviews/{keys[0]}").text


def test_hr_sets_how_often_from_next_year_on(cast: Cast, client_of) -> None:
    hana = client_of(cast.hr)
    assert hana.post("/reviews/times", data={"number": "0", "teams": "4", "duties": "1"}).status_code == 303
    assert hana.post("/reviews/times", data={"number": "0", "teams": "3", "duties": "1"}).status_code == 409
    assert hana.post("/reviews/times", data={"number": "1", "teams": "5", "duties": "1"}).status_code == 422
    assert review_planning.setting(2026).teams == 2
    assert review_planning.setting(2027).teams == 4
    assert review_planning.setting(2030).teams == 4
    assert client_of(cast.leader).get("/reviews/times").status_code == 403


def test_open_reviews_name_the_nearest_leader(app, cast: Cast, queries) -> None:
    alone = make.team("Zonder leider", cast.department)
    make.person(team_id=alone)
    soon, far = review(alone, date(2026, 3, 3)), review(cast.desk, date(2026, 6, 9))
    over = review(cast.other_desk, LAST)
    found = {each.review_id: each for each in reviews.open_reviews(TODAY)}
    assert found.keys() == {soon}
    assert found[soon].leader_ids == (cast.manager,)
    assert (found[soon].state, found[soon].team_name) == ("not_recorded", "Zonder leider")
    assert far in {each.review_id for each in reviews.open_reviews(date(2026, 4, 20))}
    assert over not in found
    few = queries(lambda: reviews.open_reviews(TODAY))
    for number in range(5):
        team_id = make.team(f"Team {number}", cast.department)
        make.person(team_id=team_id)
        review(team_id, date(2026, 3, 9))
    reviews.open_reviews(TODAY)
    assert queries(lambda: reviews.open_reviews(TODAY)) == few


def test_moving_changes_the_key_of_a_reminder(app, cast: Cast) -> None:
    key = review(cast.desk, date(2026, 3, 17))
    (before,) = reviews.open_reviews(TODAY)
    row(key).due_on = date(2026, 3, 24)
    db.session.commit()
    (after,) = reviews.open_reviews(TODAY)
    assert before.key != after.key


def test_a_person_finds_the_coming_reviews_of_the_own_teams(app, cast: Cast) -> None:
    mine, _other = review(cast.desk, date(2026, 3, 17)), review(cast.other_desk, date(2026, 3, 17))
    assert [each.id for each in reviews.of_person(cast.employee, TODAY)] == [mine]
