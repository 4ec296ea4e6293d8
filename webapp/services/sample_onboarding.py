"""Onboardings of the sample municipality: everybody who is new has one, in every state that there is."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from learning_goals.mentor_choice import EMPLOYED_FOR, MOST_AT_ONCE, mentored_until
from learning_goals.onboarding_opening import STILL_NEW
from learning_goals.onboarding_plan import Doer, Newcomer, Plan, plan
from learning_goals.periods import NEVER
from webapp import clock
from webapp.services.curriculum import library
from webapp.services.onboarding_cases import public_holidays
from webapp.store import onboarding, sample
from webapp.store.onboarding import Asked, Row
from webapp.store.sample import Somebody

MENTOR, LEADER, NEW = "10001", "10002", "10006"
"""The sample accounts of whom the newcomer's mentor, leader and the newcomer are."""
WITH_MENTOR, WITH_MARKS = 0.6, 0.7
NOTES = ("Samen geoefend.", "Goede vragen gesteld.", "", "")


def load(people: list[Somebody], seed: int, today: date, now: datetime) -> int:
    """Open an onboarding for everybody who is new, choose mentors and tick steps; returns how many were opened."""
    new = [each for each in people if (today - each.since).days <= STILL_NEW and each.since <= today]
    count = sample.write("onboarding", (_opened(each, now) for each in new))
    asked = Asked(day=today, since=today - timedelta(days=STILL_NEW))
    rows = {row.person_id: row for row in onboarding.rows(asked)}
    luck = random.Random(seed)
    mentors = _mentors(people, new, luck, today)
    leaders = {each.team_id: each.id for each in people if each.leads}
    chosen_by = {each.id: leaders.get(each.team_id, each.id) for each in new}
    sample.write(
        "mentor_assignment",
        (_mentorship(rows[key], mentor, chosen_by[key], today, now) for key, mentor in mentors.items()),
    )
    sample.write("onboarding_mark", _marks(new, rows, mentors, chosen_by, luck, today, now))
    return count


def _opened(somebody: Somebody, now: datetime) -> dict[str, Any]:
    return {"person_id": somebody.id, "employed_from": somebody.since, "opened_at": _at(somebody.since, 6, now)}


def _mentors(people: list[Somebody], new: list[Somebody], luck: random.Random, today: date) -> Mapping[int, int]:
    """Return the mentor of each newcomer who has one."""
    at_hand: dict[int, list[Somebody]] = {}
    for each in people:
        if each.since + EMPLOYED_FOR <= today and not each.leads:
            at_hand.setdefault(each.team_id, []).append(each)
    load: Counter[int] = Counter()
    found: dict[int, int] = {}
    for each in new:
        free = [one for one in at_hand.get(each.team_id, ()) if load[one.id] < MOST_AT_ONCE]
        own = [one for one in free if one.staff_number == MENTOR] if each.staff_number == NEW else []
        if free and (own or luck.random() < WITH_MENTOR):
            mentor = (own or [luck.choice(free)])[0]
            load[mentor.id] += 1
            found[each.id] = mentor.id
    return found


def _mentorship(row: Row, mentor_id: int, chosen_by: int, today: date, now: datetime) -> dict[str, Any]:
    return {
        "onboarding_id": row.id,
        "mentor_id": mentor_id,
        "valid_from": row.employed_from,
        "valid_until": mentored_until(row.employed_from, today),
        "chosen_by": chosen_by,
        "recorded_at": _at(row.employed_from, 8, now),
        "superseded_at": NEVER,
    }


def _marks(
    new: list[Somebody],
    rows: Mapping[int, Row],
    mentors: Mapping[int, int],
    leaders: Mapping[int, int],
    luck: random.Random,
    today: date,
    now: datetime,
) -> Iterator[dict[str, Any]]:
    free = public_holidays(today - timedelta(days=STILL_NEW), today + timedelta(days=STILL_NEW))
    for each in new:
        groups = frozenset([each.function_group] if each.function_group else [])
        newcomer = Newcomer(employed_from=each.since, function_groups=groups)
        made = plan(newcomer, frozenset(library().modules), free)
        by: dict[Doer, int] = {"newcomer": each.id, "leader": leaders[each.id], "mentor": mentors.get(each.id, 0)}
        active = luck.random() < WITH_MARKS
        for step_id in ("who_to_call", "alarm") if each.staff_number == NEW else _done(made, active, luck, today):
            step = made.step(step_id)
            if step and by[step.doer]:
                note = luck.choice(NOTES) if step.doer == "mentor" else ""
                yield _mark(rows[each.id], step_id, min(step.due_on, today), by[step.doer], note, now)


def _done(made: Plan, active: bool, luck: random.Random, today: date) -> list[str]:
    steps = [each for each in made.steps if each.kind not in ("course", "norm") and each.due_on <= today]
    return [each.id for each in steps if active and luck.random() < 0.8]


def _mark(row: Row, step_id: str, done_on: date, by: int, note: str, now: datetime) -> dict[str, Any]:
    return {
        "onboarding_id": row.id,
        "step": step_id,
        "done": True,
        "done_on": done_on,
        "note": note,
        "marked_by": by,
        "recorded_at": _at(done_on, 16, now),
        "superseded_at": NEVER,
    }


def _at(day: date, hour: int, now: datetime) -> datetime:
    """Return that Dutch hour of a day, or now when that is still to come."""
    return min(datetime.combine(day, time(hour), clock.AMSTERDAM), now)
