"""Three years of days, with leave, comings and goings, killed workers and a mail server that is down for a week.

What the product told is held against the rules as they are written out here, apart from it. A failure prints its seed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import holidays
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.services.test_mail import Postbox, _real, postbox  # noqa: F401
from tests.years.world import ONE_DAY, Task, World
from webapp import clock, mail
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.store.organisation import Organisation
from webapp.store.reminder_tables import Notification
from webapp.store.review_tables import Review, ReviewRecord

FIRST, DAYS = date(2027, 1, 1), int(os.environ.get("YEARS_DAYS", "1096"))
"""Three years: a leap day and six changes of the clock."""
SIZE = int(os.environ.get("YEARS_PEOPLE", "300"))
SEED = int(os.environ.get("YEARS_SEED", "20271"))
HOURS = (7, 14)
"""In UTC: when the jobs of the day are due and mails leave, and in the afternoon."""
DOWN = (date(2028, 5, 8), date(2028, 5, 14))
RULES = {
    "due": (-7, 0),
    "expiring": (-30, -7),
    "late": (1, 14, 42, 70, 98, 126),
    "late-leader": (14, 42, 70, 98, 126, 154),
}
REVIEW_DAYS = (("review", 1, -14), ("review", 2, 0), ("review-late", 0, 1), ("review-late", 1, 14))
"""Rule, number and days from the review's day."""
FREE = {day for year in range(2026, 2031) for day in holidays.country_holidays("NL", years=year)}
Told = dict[tuple[str, str, date, int, int], datetime]


class Killed(SystemExit):
    """The worker died between the mail server's acceptance and our mark."""


@pytest.fixture
def box(app: Flask, postbox: tuple[Postbox, str]) -> Iterator[Postbox]:  # noqa: F811
    kept, url = postbox
    with _real(app, url):
        yield kept


def test_three_years_of_reminders(app: Flask, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    db.session.add(Organisation(id=1, name="Gemeente Voorbeeldstad", is_sample=True))
    world = World(SEED, SIZE, FIRST)
    killed = killer(world, monkeypatch)
    told: Told = {}
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        world.live(day)
        box.refuses = "421 closed" if DOWN[0] <= day <= DOWN[1] else ""
        work(app, day)
        if day.day == 1 or number == DAYS - 1:
            told |= told_of()
    said = f"seed {SEED}"
    nothing_twice_but_under_the_same_id(box.mails, killed, said)
    one_weekly_mail_a_week(box.mails, said)
    only_what_was_open(world, told, said)
    everything_that_was_due(world, told, said)
    every_review_in_time(world, told, said)
    assert len(told) > SIZE * 3, said


def killer(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Kill the worker now and then just after the server took a mail; returns the ids of those mails."""
    killed: list[str] = []
    send = mail.send

    def risky(written: EmailMessage, *rest: str) -> None:
        send(written, *rest)
        if world.luck.random() < 0.01 and written["Message-ID"] not in killed:
            killed.append(written["Message-ID"])
            raise Killed

    monkeypatch.setattr(mail, "send", risky)
    return killed


def work(app: Flask, day: date) -> None:
    for hour in HOURS:
        moment = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
        while True:
            try:
                with time_machine.travel(moment, tick=False):
                    Worker(app, now=clock.now).drain()
                break
            except Killed:
                db.session.rollback()
                moment += timedelta(minutes=6)
    db.session.rollback()
    db.session.expire_all()


def told_of() -> Told:
    found: Told = {}
    for row in db.session.scalars(select(Notification)):
        number = int(row.dedup_key.rsplit(":", 2)[1])
        key = (row.rule_id, row.about, row.due, number, row.person_id)
        found[key] = row.sent_at
    return found


def nothing_twice_but_under_the_same_id(mails: list[EmailMessage], killed: list[str], said: str) -> None:
    counts = Counter(each["Message-ID"] for each in mails)
    assert {id for id, count in counts.items() if count > 1} <= set(killed), said
    assert killed, said


def one_weekly_mail_a_week(mails: list[EmailMessage], said: str) -> None:
    weekly = {
        (each["To"], each["Message-ID"], each["Date"].datetime.astimezone(clock.AMSTERDAM).isocalendar()[:2])
        for each in mails
        if each["Subject"] == "Dit staat er voor je open"
    }
    weeks = Counter((to, week) for to, _id, week in weekly)
    assert [each for each, count in weeks.items() if count > 1] == [], said
    for each in mails:
        local = each["Date"].datetime.astimezone(clock.AMSTERDAM)
        assert local.isoweekday() <= 5, said
        assert local.date() not in FREE, said


def only_what_was_open(world: World, told: Told, said: str) -> None:
    by_key = {task.key: task for task in world.tasks}
    for (rule, about, due, number, reader), sent_at in told.items():
        if rule not in RULES:
            continue
        day, task = clock.day_of(sent_at), by_key[about]
        assert task.open(day), (said, rule, about, day)
        assert task.due == due, (said, rule, about)
        assert world.people[reader].present(day), (said, rule, about, day)
        assert reader in readers(world, rule, task, day), (said, rule, about, day)
        assert number == newest(rule, task, day), (said, rule, about, day)


def everything_that_was_due(world: World, told: Told, said: str) -> None:
    end = FIRST + timedelta(days=DAYS - 1)
    for task in world.tasks:
        for rule in ("late",) + (("due",) if task.cycle == 1 else ("expiring",)):
            for number in range(len(RULES[rule])):
                day = first_chance(world, rule, task, number, end)
                if day:
                    assert (rule, task.key, task.due, number, task.person) in told, (said, rule, number, task, day)


def every_review_in_time(world: World, told: Told, said: str) -> None:
    """Each team has two reviews a year; its leader hears of the day before it, and after it until it is recorded."""
    reviews = db.session.scalars(select(Review).where(Review.team_id.in_(world.teams))).all()
    held = {row.review_id: row.held_on for row in db.session.scalars(select(ReviewRecord))}
    counts = Counter((each.team_id, each.year) for each in reviews if FIRST.year < each.year < FIRST.year + 3)
    assert set(counts.values()) == {2}, said
    end = FIRST + timedelta(days=DAYS - 1)
    for each in reviews:
        for rule, number, after in REVIEW_DAYS:
            day = review_chance(world, each, held.get(each.id), rule, each.due_on + timedelta(days=after))
            keys = [key for key in told if key[:4] == (rule, f"review:{each.id}", each.due_on, number)]
            if day and day <= end:
                assert keys, (said, rule, number, each.id, each.due_on, day)
            on = held.get(each.id)
            assert not on or all(clock.day_of(told[key]) <= on for key in keys), (said, rule, each.id)


def review_chance(world: World, review: Review, held: date | None, rule: str, first: date) -> date | None:
    """The first weekly mail in which the leader must have heard it: both at work in that whole week; None if none."""
    last = min(review.due_on if rule == "review" else first + timedelta(days=12), first + timedelta(days=12))
    day = max(first, FIRST + timedelta(days=7))
    while day <= last and (held is None or day < held):
        week = [day + timedelta(days=each) for each in range(-7, 1)]
        people = [world.people[place[review.team_id]] for place in (world.leaders, world.deputies)]
        there = all(each.present(other) for each in people for other in week)
        down = DOWN[0] - timedelta(days=7) <= day <= DOWN[1] + timedelta(days=7)
        period_over = day > date(review.year, 6 * review.number, 28)
        if day == weekly_day(day) and there and not down and not period_over:
            return day
        day += ONE_DAY
    return None


def readers(world: World, rule: str, task: Task, day: date) -> set[int]:
    human = world.people[task.person]
    if rule != "late-leader":
        return {human.id}
    for place in (world.leaders, world.deputies):
        leader = place[human.team]
        if leader != human.id and world.people[leader].present(day):
            return {leader}
    return set()


def newest(rule: str, task: Task, day: date) -> int | None:
    """Which reminder of the rule is the last whose day has come; what is late has other rules than what is not."""
    late = day > task.due
    if late != rule.startswith("late"):
        return None
    come = [number for number, after in enumerate(RULES[rule]) if task.due + timedelta(days=after) <= day]
    return come[-1] if come else None


def first_chance(world: World, rule: str, task: Task, number: int, end: date) -> date | None:
    """The first day on which the person's weekly mail must have told it; None when there was no such day."""
    day = max(task.due + timedelta(days=RULES[rule][number]), task.made)
    while day <= end and task.open(day) and newest(rule, task, day) == number:
        down = DOWN[0] - timedelta(days=7) <= day <= DOWN[1] + timedelta(days=7)
        if day == weekly_day(day) and world.people[task.person].present(day) and not down:
            return day
        day += ONE_DAY
    return None


def weekly_day(day: date) -> date | None:
    """Tuesday, or else the next working day of that week, or else the Monday."""
    monday = day - timedelta(days=day.weekday())
    for after in (1, 2, 3, 4, 0):
        if monday + timedelta(days=after) not in FREE:
            return monday + timedelta(days=after)
    return None
