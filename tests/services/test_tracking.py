"""Figures of random organisations: equal to other SQL on every page, and what was known on a day stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import text

from learning_goals.periods import NEVER
from learning_goals.tracking import EMPLOYEE, EXEMPT, STANDINGS
from tests import make
from tests.services.evidence_world import FIRST, Municipality, end_of
from tests.services.rule_world import COURSES, GROUPS, ONE_DAY
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import completion_rows, offerings, overview, progress, record_timeline, trend
from webapp.services.progress import Filter
from webapp.store import month_figures
from webapp.store.columns import UtcInstant

Cell = tuple[int, str]
"""A person and what is asked."""


@pytest.fixture
def dutch(app: Flask) -> Iterator[None]:
    with force_locale("nl"):
        yield


@pytest.fixture
def town(dutch: None) -> Municipality:
    found = Municipality(5)
    with found._then():
        make.grant(found.boss, "hr")
        make.member(next(id for id in found.people if id != found.boss), found.teams[1], GROUPS[1])
    for number in range(12):
        found.joins(number)
    while found.today < FIRST + timedelta(days=60):
        due = found.today + timedelta(days=found.chance.randint(2, 40))
        found.assigns(found.somebody(), found.chance.choice(COURSES), due, found.chance.choice((0, 20)))
        if found.today.day == 9:
            found.completes(found.somebody(), COURSES[1], found.today, behind=1)
        found.day_passes()
    return found


def rows(sql: str, **values: Any) -> list[Any]:
    asked = text(sql)
    for name, value in values.items():
        if isinstance(value, datetime):
            asked = asked.bindparams(**{name: UtcInstant().process_bind_param(value, db.engine.dialect)})
        else:
            asked = asked.bindparams(**{name: value})
    return list(db.session.execute(asked))


def told(day: date, asked_at: datetime, known_at: datetime) -> dict[Cell, tuple[str, int]]:
    """How everything stood, worked out row by row: (standing, rule) for each person and thing."""
    instants = {"asked": asked_at, "known": known_at, "day": day}
    employed = {
        row[0]
        for row in rows(
            "select person_id from employment where recorded_at <= :known and superseded_at > :known"
            " and valid_from <= :day and valid_until >= :day",
            known=known_at,
            day=day,
        )
    }
    found: dict[Cell, tuple[str, int]] = {}
    for person, what, rule, cycle, due, grace, since in rows(
        "select person_id, course_id, coalesce(rule_id, 0), cycle, due_on, grace_until, counts_from from assignment"
        " where recorded_at <= :asked and superseded_at > :asked and kind <> 'questionnaire'",
        asked=asked_at,
    ):
        if person in employed:
            version, begun = done(person, what, since, instants)
            found[person, what] = (standing(day, what, cycle, str(due), str(grace), version, begun), rule)
    for person, what in rows(
        "select person_id, course_id from exemption where recorded_at <= :known and superseded_at > :known"
        " and valid_from <= :day and valid_until >= :day union select e.person_id, :course from rule_exception e"
        " where e.decision = 'exempt' and e.decided_at <= :known",
        known=known_at,
        day=day,
        course=COURSES[0],
    ):
        if person in employed and (person, what) not in found:
            found[person, what] = (EXEMPT, -1)
    return found


def done(person: int, what: str, since: Any, at: dict[str, Any]) -> tuple[int, bool]:
    version = rows(
        "select coalesce(max(course_version), 0) from completion_record where person_id = :person and course_id = :what"
        " and recorded_at <= :known and superseded_at > :known and completed_on <= :day and completed_on >= :since",
        person=person,
        what=what,
        since=since,
        known=at["known"],
        day=at["day"],
    )[0][0]
    begun = rows(
        "select count(*) from course_start where person_id = :person and course_id = :what and started_at <= :asked",
        person=person,
        what=what,
        asked=at["asked"],
    )[0][0]
    return version, begun > 0


def standing(day: date, what: str, cycle: int, due: str, grace: str, version: int, begun: bool) -> str:
    if version:
        return "done" if version >= offerings.redo_versions(day)[what] else "done_earlier_version"
    if due < str(day):
        if max(due, grace) >= str(day):
            return "in_grace"
        return "overdue" if cycle == 1 else "expired"
    if due <= str(day + timedelta(days=14)):
        return "due_soon"
    return "started" if begun else "assigned"


def places(day: date, at: datetime) -> dict[str, dict[Any, set[int]]]:
    """Who is in which part, by hand."""
    period = (
        "where {0}.recorded_at <= :known and {0}.superseded_at > :known"
        " and {0}.valid_from <= :day and {0}.valid_until >= :day"
    )
    jobs = rows(f"select person_id, team_id, function_group from membership m {period.format('m')}", known=at, day=day)
    roles = rows(f"select person_id, role from role_grant r {period.format('r')}", known=at, day=day)
    above = dict(tuple(row) for row in rows("select id, coalesce(parent_id, 0) from team"))
    parts: dict[str, dict[Any, set[int]]] = {"team": {}, "group": {}, "role": {}}
    for person, team, group in jobs:
        parts["group"].setdefault(group, set()).add(person)
        while team:
            parts["team"].setdefault(str(team), set()).add(person)
            team = above[team]
    for person, role in roles:
        parts["role"].setdefault(role, set()).add(person)
    return parts


def counted(cells: dict[Cell, tuple[str, int]], people: set[int] | None = None) -> Counter[str]:
    return Counter(said for (person, _what), (said, _rule) in cells.items() if people is None or person in people)


def views(town: Municipality) -> list[tuple[Filter, tuple[date, datetime, datetime]]]:
    last = NEVER - timedelta(microseconds=1)
    found = [(Filter(), (town.today, last, last))]
    for back in (3, 17, 34):
        day = town.today - timedelta(days=back)
        found.append((Filter(day=day, known_then=True), (day, end_of(day), end_of(day))))
        found.append((Filter(day=day), (day, end_of(day), last)))
    return found


def same(counts: Any, expected: Counter[str]) -> bool:
    return {key: counts[key] for key in STANDINGS} == {key: expected[key] for key in STANDINGS}


def test_every_figure_is_what_other_sql_says(town: Municipality) -> None:
    seen: Counter[str] = Counter()
    for chosen, at in views(town):
        cells, parts = told(*at), places(at[0], at[2])
        seen.update(counted(cells))
        assert same(progress.figures((), chosen, town.today).all, counted(cells)), chosen
        for by in ("team", "group", "role"):
            for part in overview.overview(chosen, by, "nl", town.today).parts:
                people = parts[by].get(part.key, set())
                if part.key == EMPLOYEE:
                    people = {person for person, _what in cells} - set().union(*parts["role"].values())
                assert same(part.counts, counted(cells, people)), (chosen, by, part.key)
        for part in overview.overview(chosen, "rule", "nl", town.today).parts:
            mine = {cell: said for cell, said in cells.items() if said[1] == int(part.key)}
            assert same(replace_exempt(part.counts), counted(mine)), (chosen, part.key)
    assert {"done", "done_earlier_version", "overdue", "in_grace", "due_soon", EXEMPT} <= set(seen)


def replace_exempt(counts: Any) -> dict[str, int]:
    """By rule only what it could not ask is exempt, which decides nothing here."""
    return dict(counts) | {EXEMPT: 0}


def test_every_number_opens_the_list_of_the_people_behind_it(town: Municipality) -> None:
    for chosen, at in views(town):
        cells, parts = told(*at), places(at[0], at[2])
        narrowed = [
            (chosen, None),
            (replace(chosen, team_id=town.teams[0]), parts["team"].get(str(town.teams[0]), set())),
            (replace(chosen, function_group=GROUPS[1]), parts["group"].get(GROUPS[1], set())),
            (replace(chosen, role="hr"), parts["role"].get("hr", set())),
        ]
        for one, people in narrowed:
            for state in STANDINGS:
                asked = replace(one, state=state)
                expected = sorted(
                    cell for cell, said in cells.items() if said[0] == state and (people is None or cell[0] in people)
                )
                page = progress.people_page((), asked, town.today)
                listed = [(line.row.person_id, line.row.course_id) for line in page.lines]
                listed += [(each.who.person_id, each.who.course_id) for each in page.exempt]
                assert sorted(listed) == expected, asked
                assert page.rows == len(expected)
                assert all(line.state == state for line in page.lines)
                if state != EXEMPT:
                    assert len(list(completion_rows.rows((), asked, "nl", town.today))) == len(expected)


def pages(town: Municipality, day: date) -> Any:
    """Everything that the pages say of a day as it was known then."""
    progress.counted.cache_clear()
    chosen = Filter(day=day, known_then=True)
    found = [
        progress.figures((), chosen, town.today),
        *(overview.overview(chosen, by, "nl", town.today).parts for by in overview.PARTS),
        progress.people_page((), chosen, town.today),
        list(completion_rows.rows((), chosen, "nl", town.today)),
        trend.figures_of(day),
    ]
    db.session.rollback()
    return found


@pytest.mark.parametrize("seed", range(3))
def test_what_was_known_on_a_day_never_changes_by_what_happens_after_it(dutch: None, seed: int) -> None:
    town = Municipality(seed)
    kept: dict[date, Any] = {}
    for number in range(50):
        day = town.today
        town.day_passes()
        if number % 10 == 9:
            kept[day] = pages(town, day)
    for day, before in kept.items():
        assert pages(town, day) == before
    assert len({str(each) for each in kept.values()}) == len(kept)


def test_a_correction_shows_in_the_day_as_known_now_and_not_as_known_then(town: Municipality) -> None:
    day = town.today - timedelta(days=10)
    late = {"due_soon", "overdue", "assigned"}
    who, what = next(cell for cell, said in told(day, end_of(day), end_of(day)).items() if said[0] in late)
    chosen = Filter(day=day, course_id=what, state="done")
    then, now = (progress.people_page((), replace(chosen, known_then=each), town.today).rows for each in (True, False))
    assert now >= then
    town.completes(who, what, day - ONE_DAY)
    progress.counted.cache_clear()
    assert progress.people_page((), replace(chosen, known_then=True), town.today).rows == then
    assert progress.people_page((), chosen, town.today).rows == now + 1


def test_a_month_says_what_its_last_day_says_for_every_part(town: Municipality) -> None:
    day = town.today - timedelta(days=20)
    made = trend.figures_of(day)
    month_figures.keep(day, made, town.now())
    db.session.commit()
    for chosen in (
        Filter(),
        Filter(team_id=town.teams[0]),
        Filter(function_group=GROUPS[0]),
        Filter(team_id=town.teams[1], function_group=GROUPS[1], course_id=COURSES[0]),
    ):
        expected = progress.figures((), replace(chosen, day=day, known_then=True), town.today).all
        part = made.get(f"{chosen.team_id}|{chosen.function_group}", {})
        assert trend._summed(part, chosen.course_id) == expected


def test_the_worker_makes_the_months_once_and_they_stay(app: Flask, town: Municipality) -> None:
    while town.today < date(2026, 9, 2):
        town.day_passes()
    db.session.rollback()
    Worker(app, now=lambda: datetime(2026, 9, 2, 8, tzinfo=clock.AMSTERDAM)).drain()
    found = trend.trend(Filter(), town.today)
    assert [each.day for each in found] == [date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31), town.today]
    assert all(sum(each.counts.values()) for each in found)
    town.completes(town.somebody(), COURSES[0], date(2026, 6, 29))
    db.session.rollback()
    Worker(app, now=lambda: datetime(2026, 9, 3, 8, tzinfo=clock.AMSTERDAM)).drain()
    assert trend.trend(Filter(), town.today)[:3] == found[:3]
    assert trend.trend(Filter(role="hr"), town.today) is None


def test_everything_that_counts_is_on_the_timeline(town: Municipality) -> None:
    for who in town.people:
        events = record_timeline.timeline_of(who)
        acts = Counter(event.act for event in events)
        asked = rows("select course_id, recorded_at from assignment where person_id = :who", who=who)
        assert acts["assigned"] + acts["again"] + acts["moved"] <= len(asked)
        assert {event.what for event in events if event.act == "assigned"} == {row[0] for row in asked}
        assert acts["done"] == rows("select count(*) from completion_record where person_id = :who", who=who)[0][0]
        assert acts["exempted"] == rows("select count(*) from exemption where person_id = :who", who=who)[0][0]
        assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
