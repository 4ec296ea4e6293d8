"""The sample municipality has every kind of person and every state of a course."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from learning_goals.assignments import STATES
from webapp.errors import Conflict
from webapp.extensions import db
from webapp.services import progress, refreshers, sample
from webapp.services.onboarding_cases import all_standings, running_since
from webapp.services.progress import Filter
from webapp.store import refreshers as store
from webapp.store.onboarding import Asked
from webapp.store.people import Employment, Membership, Person, RoleGrant

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def load(seed: int = 1) -> None:
    sample.load(400, seed, "a-sample-password", NOW, lambda _step, _count: None)


def test_every_state_and_every_function_group_occurs(app: Flask) -> None:
    load()
    found = progress.figures((), Filter(), NOW.date())
    assert all(found.all[state] > 0 for state in STATES), found.all
    groups = set(db.session.scalars(select(Membership.function_group)))
    assert len(groups - {""}) == 5


def test_there_are_leaders_deputies_newcomers_and_people_who_left(app: Flask) -> None:
    load()
    roles = Counter(tuple(row) for row in db.session.execute(select(RoleGrant.role, RoleGrant.deputy)))
    assert roles["team_leader", False] > 5
    assert roles["team_leader", True] > 5
    assert roles["hr", False] == roles["admin", False] == roles["coordinator", False] == 1
    today = NOW.date()
    left = select(func.count()).select_from(Employment).where(Employment.valid_until < today)
    new = select(func.count()).select_from(Employment).where(Employment.valid_from > today.replace(month=9))
    assert db.session.scalar(left) > 0
    assert db.session.scalar(new) > 0


def test_the_same_seed_makes_the_same_people_and_another_does_not(app: Flask) -> None:
    from webapp.services.sample_staff import staff_list

    assert staff_list(200, 1, NOW.date()) == staff_list(200, 1, NOW.date())
    assert staff_list(200, 1, NOW.date()) != staff_list(200, 2, NOW.date())


def test_the_sample_is_refused_where_people_are_known(app: Flask) -> None:
    load()
    before = db.session.scalar(select(func.count()).select_from(Person))
    with pytest.raises(Conflict):
        load(seed=2)
    assert db.session.scalar(select(func.count()).select_from(Person)) == before


def test_the_new_account_has_a_mentor_and_others_are_new_in_other_states(app: Flask) -> None:
    load()
    today = NOW.date()
    found = {each.row.staff_number: each for each in all_standings(Asked(day=today, since=running_since(today)))}
    nina = found["10006"]
    assert nina.mentor is not None
    assert nina.mentor.mentor == "Mees Medewerker"
    assert {line.step.id for line in nina.lines if line.done_on} == {"who_to_call", "alarm"}
    assert any(each.mentor is None for each in found.values())
    assert any(each.silent for each in found.values())
    assert any(each.late for each in found.values())


def test_the_sample_employee_did_refreshers_and_one_waits(app: Flask) -> None:
    load()
    who = db.session.scalars(select(Person.id).where(Person.staff_number == "10001")).one()
    (waiting,) = refreshers.open_for([who], NOW.date())[who]
    assert (waiting.due_on, waiting.minutes) == (NOW.date(), 10)
    done = [each for each in store.mine(who) if each.kind == "course"]
    assert done
    for each in done:
        assert each.finished_at.date() == each.due_on == each.cycle + timedelta(days=each.step)
        assert [said.right for said in store.given(each.id).values()] == [True, False, True, False]
