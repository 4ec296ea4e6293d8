"""The daily job: everybody who begins is opened once, signals are given once, mails leave through a real server."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from learning_goals.periods import FOREVER, NEVER
from tests import make
from tests.make import Cast
from tests.postbox import text_of
from tests.services.test_mail import _real, postbox  # noqa: F401
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import onboarding_opening
from webapp.store.mails import SentMail
from webapp.store.onboarding_tables import MentorAssignment, Onboarding, OnboardingMark, OnboardingSignal
from webapp.store.people import Employment, Membership, Person, TagGrant

FIRST = date(2026, 11, 23)
COURSES = ("m17-nieuw-hier", "m09-stap-voor-stap", "m01-de-norm", "m03-gedrag-herkennen", "m13-melden-en-samen-leren")
"""The courses of the first month."""


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def employ(person_id: int, first: date, last: date = FOREVER, team_id: int = 0) -> None:
    """A further period of employment, in a team when one is given."""
    dated = {"person_id": person_id, "valid_from": first, "valid_until": last}
    known = {"recorded_at": clock.now(), "recorded_by": make.change()}
    db.session.add(Employment(**dated, **known))
    if team_id:
        db.session.add(Membership(**dated, **known, team_id=team_id, function="", function_group="publieksdiensten"))
    db.session.commit()


def work(app: Flask, day: date, hour: int = 9) -> None:
    """Let the worker do everything that is due on that day."""
    db.session.rollback()
    worker = Worker(app, now=lambda: at(day, hour))
    with time_machine.travel(at(day, hour), tick=False):
        worker.drain()
    assert worker.tally.failures == []
    db.session.expire_all()


def open_days() -> list[tuple[int, date]]:
    found = [(row.person_id, row.employed_from) for row in db.session.scalars(select(Onboarding))]
    db.session.rollback()
    return sorted(found)


def signals() -> Counter[tuple[int, str]]:
    asked = select(Onboarding.person_id, OnboardingSignal.kind).join(
        Onboarding, Onboarding.id == OnboardingSignal.onboarding_id
    )
    found = Counter((row[0], row[1]) for row in db.session.execute(asked))
    db.session.rollback()
    return found


def sent(kind: str) -> list[str]:
    found = list(db.session.scalars(select(SentMail.to_address).where(SentMail.kind == kind)))
    db.session.rollback()
    return sorted(found)


def address(person_id: int, email: str, language: str = "nl") -> None:
    values = {"email": email, "email_folded": email, "language": language}
    db.session.execute(update(Person).where(Person.id == person_id).values(**values))
    db.session.commit()


def test_the_job_opens_who_begins_today_and_nobody_twice(app: Flask, cast: Cast) -> None:
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    make.person("Later", "Nieuw", team_id=cast.desk, since=FIRST + timedelta(days=1))
    work(app, FIRST)
    assert open_days() == [(nina, FIRST)]
    work(app, FIRST, 12)
    onboarding_opening.open_all(at(FIRST))
    db.session.commit()
    assert open_days() == [(nina, FIRST)]


@pytest.mark.parametrize("seed", range(4))
def test_random_hires_leavers_returners_and_moves_are_opened_once_each(app: Flask, cast: Cast, seed: int) -> None:
    luck = random.Random(seed)
    expected: list[tuple[int, date]] = []
    last_day = FIRST + timedelta(days=120)
    for number in range(25):
        first = FIRST + timedelta(days=luck.randrange(-20, 110))
        last = first + timedelta(days=luck.randrange(0, 60))
        stays = luck.random() < 0.4
        person_id = make.person(f"P{number}", "Nieuw", since=first, until=FOREVER if stays else last)
        spans = [(first, FOREVER if stays else last)]
        while not stays and luck.random() < 0.6:
            first = last + timedelta(days=luck.randrange(1, 40))
            last = first + timedelta(days=luck.randrange(0, 60))
            employ(person_id, first, last, luck.choice((cast.desk, cast.other_desk)))
            if first == spans[-1][1] + timedelta(days=1):
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
        expected += [(person_id, begun) for begun, until in spans if until >= FIRST and begun <= last_day]
    day = FIRST
    while day <= last_day:
        for _again in range(2):
            onboarding_opening.open_all(at(day))
        day += timedelta(days=1)
    db.session.commit()
    assert open_days() == sorted(expected)


def test_a_corrected_first_day_moves_the_onboarding_with_its_marks(app: Flask, cast: Cast) -> None:
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    work(app, FIRST)
    before = db.session.scalars(select(Onboarding.id)).one()
    db.session.execute(update(Employment).where(Employment.person_id == nina).values(superseded_at=clock.now()))
    db.session.commit()
    employ(nina, FIRST - timedelta(days=7))
    work(app, FIRST + timedelta(days=1))
    assert open_days() == [(nina, FIRST - timedelta(days=7))]
    assert db.session.scalars(select(Onboarding.id)).one() == before


def test_the_leader_is_asked_for_a_mentor_once(app: Flask, cast: Cast) -> None:
    address(cast.leader, "lea@werk.example")
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    for after in range(4):
        work(app, FIRST + timedelta(days=after))
    assert signals() == {(nina, "mentor_wanted"): 1}
    assert sent("urgent") == ["lea@werk.example"]


def test_a_silent_start_is_told_once_to_leader_and_office(app: Flask, cast: Cast) -> None:
    address(cast.leader, "lea@werk.example")
    address(cast.hr, "hana@werk.example")
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    for after in range(20):
        work(app, FIRST + timedelta(days=after))
    assert signals() == {(nina, "mentor_wanted"): 1, (nina, "newcomer_silent"): 1}
    assert sent("weekly").count("hana@werk.example") == 1
    assert "lea@werk.example" in sent("weekly")
    assert sent("urgent") == ["lea@werk.example"]


def test_a_worker_that_stood_still_tells_it_once_afterwards(app: Flask, cast: Cast) -> None:
    address(cast.hr, "hana@werk.example")
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    work(app, FIRST)
    work(app, FIRST + timedelta(days=50))
    work(app, FIRST + timedelta(days=51))
    assert signals() == {(nina, "mentor_wanted"): 1, (nina, "newcomer_silent"): 1, (nina, "start_late"): 1}
    assert sent("weekly").count("hana@werk.example") == 1


def test_many_who_stand_still_are_one_mail(app: Flask, cast: Cast) -> None:
    address(cast.hr, "hana@werk.example")
    address(cast.leader, "lea@werk.example")
    for number in range(30):
        make.person(f"N{number}", "Nieuw", team_id=cast.desk, since=FIRST)
    work(app, FIRST)
    work(app, FIRST + timedelta(days=10))
    assert sent("weekly").count("hana@werk.example") == 1
    assert sent("urgent") == ["lea@werk.example"]


def test_nothing_is_told_of_who_left_or_finished(app: Flask, cast: Cast) -> None:
    gone = make.person("Gijs", "Weg", team_id=cast.desk, since=FIRST, until=FIRST + timedelta(days=3))
    done = make.person("Dora", "Klaar", team_id=cast.desk, since=FIRST)
    work(app, FIRST)
    finish(done)
    work(app, FIRST + timedelta(days=40))
    assert {person for person, kind in signals() if kind != "mentor_wanted"} == set()
    assert (gone, "newcomer_silent") not in signals()


def finish(person_id: int) -> None:
    key = db.session.scalars(select(Onboarding.id).where(Onboarding.person_id == person_id)).one()
    for step in ("who_to_call", "alarm", "way_out", "safe_work", "first_talk"):
        db.session.add(
            OnboardingMark(
                onboarding_id=key, step=step, done=True, done_on=FIRST, marked_by=person_id, recorded_at=at(FIRST)
            )
        )
    db.session.commit()
    make.acknowledged(person_id)
    with time_machine.travel(at(FIRST), tick=False):
        for course in COURSES:
            make.completed(person_id, course)


def test_a_risky_function_without_mentor_is_late_after_five_working_days(app: Flask, cast: Cast) -> None:
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    db.session.add(
        TagGrant(
            person_id=nina,
            tag="risicovolle_functie",
            valid_from=FIRST,
            recorded_at=at(FIRST),
            recorded_by=make.change(),
        )
    )
    db.session.commit()
    work(app, FIRST)
    work(app, FIRST + timedelta(days=7))
    assert (nina, "mentor_late") not in signals()
    work(app, FIRST + timedelta(days=8))
    assert signals()[nina, "mentor_late"] == 1


def test_a_mentor_who_leaves_is_asked_for_anew(app: Flask, cast: Cast) -> None:
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    mentor = make.person("Mia", "Weg", team_id=cast.desk, until=FIRST + timedelta(days=4))
    with time_machine.travel(at(FIRST, 1), tick=False):
        onboarding_opening.open_all(clock.now())
    key = db.session.scalars(select(Onboarding.id).where(Onboarding.person_id == nina)).one()
    db.session.add(
        MentorAssignment(
            onboarding_id=key,
            mentor_id=mentor,
            valid_from=FIRST,
            valid_until=FIRST + timedelta(days=183),
            chosen_by=cast.leader,
            recorded_at=at(FIRST),
            superseded_at=NEVER,
        )
    )
    db.session.commit()
    work(app, FIRST + timedelta(days=4))
    assert signals() == {}
    work(app, FIRST + timedelta(days=5))
    assert signals() == {(nina, "mentor_wanted"): 1}


def test_the_mails_arrive_in_the_readers_language(app: Flask, cast: Cast, postbox) -> None:  # noqa: F811
    box, url = postbox
    address(cast.leader, "lea@werk.example", "en")
    address(cast.hr, "hana@werk.example")
    make.person("Nina", "Łukasz-Şahin", team_id=cast.desk, since=FIRST)
    with _real(app, url):
        work(app, FIRST)
        work(app, FIRST + timedelta(days=10))
    first, *others = box.mails
    assert first["To"] == "Lea Leider <lea@werk.example>"
    assert "Nina Łukasz-Şahin" in text_of(first)
    assert "No mentor yet: choose one" in text_of(first)
    assert "/team/onboarding" in text_of(first)
    office = next(mail for mail in others if "hana" in mail["To"])
    assert "1 start staat stil" in text_of(office)
    assert "Nina" not in text_of(office)


def test_a_mail_that_waited_is_not_sent_when_all_is_done_meanwhile(app: Flask, cast: Cast, postbox) -> None:  # noqa: F811
    box, url = postbox
    address(cast.leader, "lea@werk.example")
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=FIRST)
    with _real(app, url):
        box.refuses = "451 later"
        db.session.rollback()
        with time_machine.travel(at(FIRST), tick=False):
            Worker(app, now=lambda: at(FIRST)).drain()
        finish(nina)
        box.refuses = ""
        work(app, FIRST + timedelta(days=1))
    assert [each for each in box.mails if "Nina" in text_of(each)] == []
