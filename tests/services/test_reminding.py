"""Weekly and urgent mails through the worker and a real mail server: each thing once, and only while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from learning_goals.periods import NEVER
from tests import make
from tests.make import Cast
from tests.services.test_mail import Postbox, _real, postbox  # noqa: F401
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.policy import Visitor
from webapp.services import reminders, reminding
from webapp.store.learning import Assignment
from webapp.store.people import Person
from webapp.store.reminder_tables import Notification, ReminderChoice
from webapp.store.rule_tables import Suspension

MONDAY = date(2027, 3, 1)
TUESDAY = MONDAY + timedelta(days=1)
COURSE = "m03-gedrag-herkennen"
Days = Callable[..., None]


@pytest.fixture
def box(app: Flask, postbox: tuple[Postbox, str]) -> Iterator[Postbox]:  # noqa: F811
    """Mail really leaves, and arrives here."""
    box, url = postbox
    with _real(app, url):
        yield box


@pytest.fixture
def days(app: Flask) -> Days:
    """Let the worker do everything of these days, hour by hour within the working day."""

    def live(first: date, count: int = 1) -> None:
        for number in range(count):
            for hour in (5, 7, 9, 16):
                moment = datetime.combine(first + timedelta(days=number), datetime.min.time(), UTC)
                moment += timedelta(hours=hour)
                db.session.rollback()
                with time_machine.travel(moment, tick=False):
                    Worker(app, now=lambda moment=moment: moment).drain()
                db.session.expire_all()

    return live


def address(person_id: int, name: str, language: str = "nl") -> None:
    email = f"{name}@werk.example"
    values = {"email": email, "email_folded": email, "language": language}
    db.session.execute(update(Person).where(Person.id == person_id).values(**values))
    db.session.commit()


def asked(person_id: int, due: date, course: str = COURSE) -> None:
    db.session.add(
        Assignment(
            person_id=person_id,
            course_id=course,
            due_on=due,
            grace_until=due,
            reason="",
            assigned_by=None,
            recorded_at=datetime(2027, 1, 1, tzinfo=UTC),
        )
    )
    db.session.commit()


def completed(person_id: int, on: date) -> None:
    with time_machine.travel(datetime(on.year, on.month, on.day, 12, tzinfo=UTC), tick=False):
        make.completed(person_id, COURSE)


def away(person_id: int, by: int, first: date, last: date) -> None:
    said = {"kind": "everything", "valid_from": first, "valid_until": last, "decided_by": by}
    db.session.add(Suspension(person_id=person_id, recorded_at=clock.now(), superseded_at=NEVER, **said))
    db.session.commit()


def to(box: Postbox, name: str) -> list[EmailMessage]:
    return [mail for mail in box.mails if mail["To"].addresses[0].username == name]


def text(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def test_the_weekly_mail_comes_once_on_its_day_with_what_is_open(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY + timedelta(days=5))
    days(MONDAY)
    assert to(box, "eva") == []
    days(TUESDAY, 6)
    (mail,) = to(box, "eva")
    assert "Gedrag herkennen" in text(mail)
    assert "7 maart 2027" in text(mail)
    assert "/me/reminders" in text(mail)
    assert mail["Date"].datetime.astimezone(clock.AMSTERDAM).date() == TUESDAY


def test_what_is_done_meanwhile_is_not_reminded_of(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY + timedelta(days=5))
    days(MONDAY)
    completed(cast.employee, MONDAY)
    days(TUESDAY, 30)
    assert "- Fris op: " in text(to(box, "eva")[0])
    assert "moest klaar zijn" not in text(to(box, "eva")[0])
    assert {each.rule_id for each in db.session.query(Notification).filter_by(person_id=cast.employee)} == {"refresher"}


def test_what_is_done_between_the_morning_and_the_hour_of_the_mail_is_not_in_it(
    app: Flask, cast: Cast, box: Postbox, days: Days
) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY + timedelta(days=5))
    early = datetime(2027, 3, 2, 6, tzinfo=UTC)
    with time_machine.travel(early, tick=False):
        Worker(app, now=lambda: early).drain()
    completed(cast.employee, TUESDAY)
    days(TUESDAY)
    assert to(box, "eva") == []


def test_over_a_year_nobody_gets_more_than_one_a_week_nor_the_same_twice(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    address(cast.leader, "lea")
    asked(cast.employee, MONDAY + timedelta(days=20))
    asked(cast.employee, MONDAY + timedelta(days=22), "m01-de-norm")
    days(MONDAY, 120)
    for name in ("eva", "lea"):
        weeks = [mail["Date"].datetime.isocalendar()[:2] for mail in to(box, name)]
        assert len(weeks) == len(set(weeks)) > 1
    keys = list(db.session.scalars(select(Notification.dedup_key)))
    assert len(keys) == len(set(keys))
    assert any("Eva" in text(mail) for mail in to(box, "lea"))


def test_a_leader_on_leave_is_replaced_by_the_deputy(cast: Cast, box: Postbox, days: Days) -> None:
    for person_id, name in ((cast.leader, "lea"), (cast.deputy, "dora")):
        address(person_id, name)
    asked(cast.employee, MONDAY - timedelta(days=20))
    away(cast.leader, cast.hr, MONDAY, MONDAY + timedelta(days=6))
    days(MONDAY, 3)
    assert (len(to(box, "lea")), len(to(box, "dora"))) == (0, 1)


def test_who_is_on_leave_hears_it_after_the_return(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY)
    away(cast.employee, cast.hr, MONDAY, MONDAY + timedelta(days=13))
    days(MONDAY, 14)
    assert to(box, "eva") == []
    days(MONDAY + timedelta(days=14), 3)
    assert len(to(box, "eva")) == 1


def test_an_own_day_and_an_own_pause_hold(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, MONDAY + timedelta(days=7))
    db.session.add(ReminderChoice(person_id=cast.employee, weekday=4, hour=14, paused_until=MONDAY + timedelta(days=6)))
    db.session.commit()
    days(MONDAY, 7)
    assert to(box, "eva") == []
    days(MONDAY + timedelta(days=7), 7)
    (mail,) = to(box, "eva")
    local = mail["Date"].datetime.astimezone(clock.AMSTERDAM)
    assert (local.date(), local.hour >= 14) == (MONDAY + timedelta(days=10), True)


def test_a_day_on_which_nothing_ran_is_made_up_for_and_only_once(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY + timedelta(days=5))
    days(MONDAY)
    days(TUESDAY + timedelta(days=1), 4)
    assert len(to(box, "eva")) == 1


def test_a_mail_server_that_is_down_for_a_week_loses_nothing_and_doubles_nothing(
    cast: Cast, box: Postbox, days: Days
) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY + timedelta(days=5))
    box.refuses = True
    days(MONDAY, 8)
    box.refuses = False
    days(MONDAY + timedelta(days=8), 6)
    (mail,) = to(box, "eva")
    assert mail["Date"].datetime.isocalendar().week == (TUESDAY + timedelta(days=7)).isocalendar().week


def test_a_crash_between_acceptance_and_our_mark_sends_again_under_the_same_id(
    app: Flask, cast: Cast, box: Postbox, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY + timedelta(days=5))
    whole = reminding.store.append

    def killed(_rows: object) -> None:
        monkeypatch.setattr(reminding.store, "append", whole)
        raise SystemExit

    monkeypatch.setattr(reminding.store, "append", killed)
    with pytest.raises(SystemExit):
        days(TUESDAY)
    db.session.rollback()
    with time_machine.travel(datetime(2027, 3, 2, 12, tzinfo=UTC), tick=False):
        Worker(app, now=clock.now).drain()
    first, second = to(box, "eva")
    assert first["Message-ID"] == second["Message-ID"]
    assert db.session.query(Notification).count() == 1


def test_coordinators_get_numbers_and_no_names(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.coordinator, "cora")
    asked(cast.employee, MONDAY - timedelta(days=61))
    days(MONDAY, 3)
    (mail,) = to(box, "cora")
    assert "1 ding is al lang te laat" in text(mail)
    assert "Eva" not in text(mail)


def test_a_rule_that_the_municipality_switched_off_is_silent(cast: Cast, box: Postbox, days: Days) -> None:
    address(cast.employee, "eva")
    asked(cast.employee, TUESDAY)
    due = next(each for each in reminders.setup().rules if each.id == "due")
    cor = Visitor(
        person_id=cast.coordinator,
        login_id=0,
        name="Cor",
        language="nl",
        avoids_violence=False,
        grants=(),
        norm_number=1,
    )
    reminders.change_rule(cor, replace(due, active=False), 0, clock.now())
    db.session.commit()
    days(MONDAY, 2)
    assert to(box, "eva") == []
