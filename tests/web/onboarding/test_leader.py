"""The leader's part: the own new people, their mentor, the talk, and whether somebody may work alone."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from learning_goals.periods import NEVER
from tests import make
from tests.laws.test_private_answers import TOKEN
from tests.web.onboarding.conftest import FIRST, World, duty, mailable, tag
from webapp import clock
from webapp.extensions import db
from webapp.services import onboarding_cases
from webapp.services.curriculum import library
from webapp.store.audit import AuditEvent
from webapp.store.mails import SentMail
from webapp.store.onboarding_tables import MentorAssignment
from webapp.store.people import Membership
from webapp.store.rule_tables import Suspension


@pytest.fixture
def place(world: World) -> str:
    """Nina's page for her leader."""
    return f"/team/onboarding/{world.key}"


def mentors() -> list[tuple[int, date, date]]:
    """Who is believed to be or have been the mentor."""
    asked = select(MentorAssignment).where(MentorAssignment.superseded_at == NEVER).order_by(MentorAssignment.id)
    found = [(row.mentor_id, row.valid_from, row.valid_until) for row in db.session.scalars(asked)]
    db.session.rollback()
    return found


def held() -> int:
    """The key of the mentorship that runs."""
    asked = select(MentorAssignment.id).where(MentorAssignment.superseded_at == NEVER)
    found = db.session.scalars(asked.order_by(MentorAssignment.id.desc())).first() or 0
    db.session.rollback()
    return found


def test_the_list_says_for_each_what_the_leader_does_now(world: World, place: str) -> None:
    browser = world.as_(world.cast.leader)
    assert "/team/onboarding" in browser.get("/team").text
    page = browser.get("/team/onboarding").text
    assert "Nina Nieuw" in page
    assert "Kies een mentor" in page
    world.choose(world.cast.employee)
    world.go(FIRST + timedelta(days=1))
    page = unescape(world.as_(world.cast.leader).get("/team/onboarding").text)
    assert "3 stappen" in page
    assert "Vraag naar: Wie je belt" in page


def test_a_leader_without_new_people_is_told_so(world: World) -> None:
    page = world.as_(world.cast.other_leader).get("/team/onboarding").text
    assert "Niemand is nieuw in je team" in page
    assert "Nina" not in page


@pytest.mark.parametrize("address", ["", "/mentor", "/steps/alarm", "/steps/first_talk"])
def test_somebody_of_another_team_is_not_found(world: World, place: str, address: str) -> None:
    browser = world.as_(world.cast.other_leader)
    assert browser.get(place + address).status_code == 404
    assert browser.post(place + address, data={"mentor": world.cast.employee}).status_code in (404, 405)
    assert world.as_(world.cast.employee).get(place + address).status_code == 403
    assert world.as_(world.cast.manager).get(place + address).status_code == 200
    assert world.as_(world.cast.deputy).get(place + address).status_code == 200


def test_a_new_leader_does_not_follow_the_own_start(world: World) -> None:
    boss = make.person("Nora", "Leider", team_id=world.cast.desk, since=FIRST)
    make.grant(boss, "team_leader", world.cast.desk)
    world.go(FIRST + timedelta(days=1))
    world.work()
    browser = world.as_(boss)
    assert browser.get(f"/team/onboarding/{world.onboarding_of(boss)}").status_code == 404
    assert browser.get("/team/onboarding").text.count('role="rowheader"') == 1
    assert world.as_(world.cast.manager).get(f"/team/onboarding/{world.onboarding_of(boss)}").status_code == 200


def test_suggestions_stand_in_order_with_their_reasons(world: World, place: str) -> None:
    duty(world.cast.colleague, "mentor")
    duty(world.cast.stranger, "mentor")
    page = unescape(world.as_(world.cast.leader).get(f"{place}/mentor").text)
    assert "Carl Balie: zelfde functiegroep, zelfde team, heeft de taak mentor, is nu van niemand mentor" in page
    assert page.index("Carl Balie:") < page.index("Eva Balie:") < page.index("Sam Telefoon:")
    assert "Lea Leider:" not in page
    assert "Nina Nieuw:" not in page


def test_who_is_away_new_or_busy_is_not_suggested_and_cannot_be_chosen(world: World, place: str) -> None:
    new = make.person("Nico", "Nieuw", team_id=world.cast.desk, since=FIRST - timedelta(days=300))
    away = Suspension(
        person_id=world.cast.colleague,
        kind="everything",
        valid_from=FIRST,
        valid_until=FIRST + timedelta(days=30),
        decided_by=world.cast.hr,
        recorded_at=clock.now(),
    )
    db.session.add(away)
    db.session.commit()
    page = world.as_(world.cast.leader).get(f"{place}/mentor").text
    assert "Nico Nieuw:" not in page
    assert "Carl Balie:" not in page
    for nobody in (new, world.cast.colleague, world.nina, world.cast.stranger, 999999):
        assert world.choose(nobody) == 422
    assert mentors() == []


def test_at_most_two_newcomers_at_once(world: World) -> None:
    others = [make.person(f"N{number}", "Nieuw", team_id=world.cast.desk, since=FIRST) for number in range(2)]
    world.go(FIRST + timedelta(days=1))
    world.work()
    leader = world.as_(world.cast.leader)
    statuses = [
        leader.post(
            f"/team/onboarding/{world.onboarding_of(person)}/mentor", data={"mentor": world.cast.employee, "seen": 0}
        ).status_code
        for person in (world.nina, *others)
    ]
    assert statuses == [303, 303, 422]


def test_choosing_is_kept_told_to_the_mentor_and_a_double_click_counts_once(world: World) -> None:
    mailable(world.cast.colleague, "carl@werk.example")
    assert world.choose(world.cast.colleague) == 303
    assert world.choose(world.cast.colleague) == 303
    assert mentors() == [(world.cast.colleague, FIRST, FIRST + timedelta(days=183))]
    world.work()
    (mail,) = db.session.scalars(select(SentMail).where(SentMail.kind == "onboarding_mentor"))
    assert mail.subject == "Jij bent mentor van Nina Nieuw"
    assert "/mentor" in mail.sample_text


def test_of_two_leaders_the_second_sees_whom_the_first_chose(world: World, place: str) -> None:
    assert world.choose(world.cast.employee) == 303
    answer = world.as_(world.cast.deputy).post(f"{place}/mentor", data={"mentor": world.cast.colleague, "seen": 0})
    assert answer.status_code == 409
    assert "Iemand anders koos intussen een mentor" in answer.text
    assert "Eva Balie is nu de mentor" in answer.text
    assert [mentor for mentor, *_dates in mentors()] == [world.cast.employee]


def test_another_mentor_takes_over_and_the_first_stays_on_record(world: World) -> None:
    world.choose(world.cast.employee)
    world.go(FIRST + timedelta(days=10))
    assert world.choose(world.cast.colleague, seen=held()) == 303
    assert mentors() == [
        (world.cast.employee, FIRST, FIRST + timedelta(days=9)),
        (world.cast.colleague, FIRST + timedelta(days=10), FIRST + timedelta(days=183)),
    ]
    assert world.as_(world.cast.employee).get(f"/mentor/{world.key}/alarm").status_code == 404
    assert world.as_(world.cast.colleague).get(f"/mentor/{world.key}/alarm").status_code == 200


def test_a_choice_of_the_same_day_is_taken_back_whole(world: World) -> None:
    world.choose(world.cast.employee)
    assert world.choose(world.cast.colleague, seen=held()) == 303
    assert [mentor for mentor, *_dates in mentors()] == [world.cast.colleague]


def test_choosing_nobody_comes_back_in_words(world: World, place: str) -> None:
    for data in ({}, {"mentor": "abc"}):
        answer = world.as_(world.cast.leader).post(f"{place}/mentor", data={"seen": "0", **data})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


def test_the_talk_is_written_down_by_the_leader_and_courses_are_not(world: World, place: str) -> None:
    world.go(FIRST + timedelta(days=28))
    day = FIRST + timedelta(days=28)
    assert world.tick(world.cast.leader, f"{place}/steps/first_talk", day, "Gaat goed") == 303
    page = world.as_(world.cast.leader).get(place).text
    assert "Gaat goed" in page
    for step in ("norm", "m01-de-norm", "who_to_call"):
        assert world.tick(world.cast.leader, f"{place}/steps/{step}", day) == 404


def test_telling_it_again_opens_a_month_before_the_half_year(world: World, place: str) -> None:
    step = f"{place}/steps/refresh_1"
    assert world.tick(world.cast.leader, step) == 422
    day = FIRST + timedelta(days=153)
    world.go(day)
    assert world.tick(world.cast.leader, step, day) == 303


def test_the_leader_reads_in_a_sentence_whether_somebody_may_work_alone(world: World, place: str) -> None:
    browser = world.as_(world.cast.leader)
    assert "Nina Nieuw werkt nog niet alleen met inwoners. Eerst nog doen: Wie je belt, Het alarm" in unescape(
        browser.get(place).text
    )
    make.acknowledged(world.nina)
    make.completed(world.nina, "m09-stap-voor-stap")
    world.tick(world.nina, "/welcome/steps/who_to_call")
    for name in ("alarm", "way_out"):
        world.tick(world.cast.leader, f"{place}/steps/{name}")
    assert "Nina Nieuw mag alleen met inwoners werken" in browser.get(place).text


def test_a_risky_function_says_by_when_there_must_be_a_mentor(world: World, place: str) -> None:
    tag(world.nina, "risicovolle_functie")
    page = world.as_(world.cast.leader).get(place).text
    assert "kies een mentor voor het einde van 30 november 2026" in page


def test_what_is_not_on_offer_is_said(world: World, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = {id: module for id, module in library().modules.items() if id != "m13-melden-en-samen-leren"}
    monkeypatch.setattr(onboarding_cases, "library", lambda: SimpleNamespace(modules=fewer))
    assert "Bestaat hier niet" in world.as_(world.cast.leader).get(place).text


def test_the_leader_sees_no_answers_scores_or_places_in_a_lesson(world: World, place: str) -> None:
    before = TOKEN.sub("", world.as_(world.cast.leader).get(place).text)
    make.started(world.nina, "m01-de-norm")
    assert TOKEN.sub("", world.as_(world.cast.leader).get(place).text) == before


def test_every_look_is_remembered(world: World, place: str) -> None:
    world.as_(world.cast.leader).get(place)
    asked = select(AuditEvent.actor_id, AuditEvent.about_id).where(AuditEvent.act == "onboarding.looked")
    assert [tuple(row) for row in db.session.execute(asked)] == [(world.cast.leader, world.nina)]


def test_who_moves_to_another_team_goes_with_the_onboarding(world: World, place: str) -> None:
    db.session.execute(
        update(Membership).where(Membership.person_id == world.nina).values(team_id=world.cast.other_desk)
    )
    db.session.commit()
    assert world.as_(world.cast.leader).get(place).status_code == 404
    assert world.as_(world.cast.other_leader).get(place).status_code == 200


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_forty(world: World, queries) -> None:
    browser = world.as_(world.cast.leader)
    browser.get("/team/onboarding")
    one = queries(lambda: browser.get("/team/onboarding"))
    for number in range(40):
        make.person(f"N{number}", "Nieuw", team_id=world.cast.desk, since=FIRST)
    world.go(FIRST + timedelta(days=1))
    world.work()
    browser = world.as_(world.cast.leader)
    assert "41 personen" in browser.get("/team/onboarding").text
    assert queries(lambda: browser.get("/team/onboarding")) == one


def test_a_later_norm_or_course_does_not_undo_a_start(world: World, place: str) -> None:
    make.acknowledged(world.nina)
    make.completed(world.nina, "m09-stap-voor-stap")
    world.tick(world.nina, "/welcome/steps/who_to_call")
    for name in ("alarm", "way_out"):
        world.tick(world.cast.leader, f"{place}/steps/{name}")
    world.go(FIRST + timedelta(days=40))
    make.norm(number=2, valid_from=str(FIRST + timedelta(days=20)))
    page = world.as_(world.cast.leader).get(place).text
    assert "Nina Nieuw mag alleen met inwoners werken" in page
