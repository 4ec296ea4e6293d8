"""Loads the sample municipality: made-up people through the real staff import, then what they have learned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from learning_goals.periods import FOREVER, NEVER
from webapp import clock, reference
from webapp.errors import Conflict
from webapp.services import (
    passwords,
    sample_onboarding,
    sample_programmes,
    sample_refreshers,
    sample_reviews,
    sample_rounds,
    sample_rules,
    sample_sessions,
    staff_import,
)
from webapp.services.curriculum import library
from webapp.services.sample_learning import rows_for
from webapp.services.sample_staff import TOP, staff_list
from webapp.services.staff_import import Order, Step
from webapp.store import revision, sample
from webapp.store.sample import Somebody

NAME = "Gemeente Voorbeeldstad"
FIRST_MONTH = "m17-nieuw-hier"
"""The course of who is new; rules and the start of new staff ask it."""
OFFICES = {"10003": "hr", "10005": "admin"}
"""Roles that a staff list cannot give by itself, by the staff number of the sample account."""


def is_empty() -> bool:
    """Return whether nobody is known yet, so that the sample can be loaded."""
    return sample.is_empty()


def load(employees: int, seed: int, password: str, now: datetime, tell: Step, rounds: int = 2) -> int:
    """Load that many made-up employees; returns how many there are, raises Conflict when people are known."""
    if not sample.is_empty():
        raise Conflict("There are people in this database already. The sample is for an empty one.")
    today = clock.day_of(now)

    sample.begin(NAME, reference.document(), now)
    order = Order(data=staff_list(employees, seed, today).encode(), file_name=f"{TOP}.csv", effective=today)
    seen = staff_import.preview(order, by_administrator=True, tell=tell)
    act = staff_import.take(order, seen, None, now, kind="sample", tell=tell)
    people = sample.everybody(today)

    tell("log-ins made", _open_doors(people, password, now))
    sample.write("role_grant", _roles(people, act, now))
    _write_learning(people, seed, now, tell)
    tell("rules applied", sample_rules.load(today, now))
    tell("trainings planned", sample_sessions.load(people, today, now))
    tell("questionnaires filled in", sample_rounds.load(people, rounds, seed, today, now))
    planner = next(each.id for each in people if each.staff_number == "10004")
    tell("programmes made", sample_programmes.load(planner, "Coen Coördinator", today, now))
    tell("onboardings opened", sample_onboarding.load(people, seed, today, now))
    tell("refreshers made", sample_refreshers.load(people, today, now))
    tell("reviews recorded", sample_reviews.load(planner, today, now))
    revision.raise_it()
    return len(people)


def _open_doors(people: list[Somebody], password: str, now: datetime) -> int:
    """Give everybody the sample password: one hash for all, since a hash each would take minutes."""
    shared = passwords.hashed(password)
    sample.write(
        "identity",
        ({"person_id": each.id, "provider": "password", "subject": each.staff_number} for each in people),
    )
    return sample.write("password", ({"person_id": each.id, "hash": shared, "changed_at": now} for each in people))


def _roles(people: list[Somebody], act: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the offices, and one deputy for each team that has a leader."""
    for each in people:
        if office := OFFICES.get(each.staff_number):
            yield _grant(each, act, now, role=office, scope="all", team_id=None, deputy=False)
    led = {each.team_id for each in people if each.leads}
    for each in people:
        if each.team_id in led and not each.leads and each.staff_number > "20000":
            led.remove(each.team_id)
            yield _grant(each, act, now, role="team_leader", scope="team", team_id=each.team_id, deputy=True)


def _grant(somebody: Somebody, act: int, now: datetime, **role: Any) -> dict[str, Any]:
    return role | {
        "person_id": somebody.id,
        "valid_from": somebody.since,
        "valid_until": FOREVER,
        "recorded_at": now,
        "superseded_at": NEVER,
        "recorded_by": act,
    }


def _write_learning(people: list[Somebody], seed: int, now: datetime, tell: Step) -> None:
    meant = [each for each in library().modules.values() if "all" in each.course.course.audiences]
    usual = [each for each in meant if each.course.course.id != FIRST_MONTH]
    rows = rows_for(people, usual, seed, clock.day_of(now), now)
    for table in ("assignment", "course_start", "lesson_read", "completion_record", "acknowledgement"):
        tell(f"{table.replace('_', ' ')}s written", sample.write(table, getattr(rows, table)))
