"""Makers of rows with sensible defaults, and the fixed cast of the web tests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from learning_goals.names import sort_name
from learning_goals.periods import FOREVER
from webapp import clock, reference
from webapp.extensions import db
from webapp.services.visits import token_hash
from webapp.store.access import Login
from webapp.store.acknowledgements import Acknowledgement
from webapp.store.learning import Assignment, CompletionRecord, CourseStart, ProgressRevision
from webapp.store.norms import NormVersion
from webapp.store.organisation import Organisation
from webapp.store.people import Employment, Membership, Person, RoleGrant, StaffChange, Team

_numbers = count(1000)
LONG_AGO = date(2020, 1, 1)


def change(kind: str = "screen") -> int:
    """A staff change to hang rows on."""
    row = StaffChange(kind=kind, made_by=None, made_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row.id


def team(name: str, parent: int | None = None) -> int:
    """A team below `parent`."""
    above = db.session.get(Team, parent).path + " > " if parent else ""
    row = Team(name=name, parent_id=parent, path=above + name, recorded_by=change())
    db.session.add(row)
    db.session.commit()
    return row.id


def person(
    given: str = "Testa",
    family: str = "Tester",
    *,
    team_id: int | None = None,
    group: str = "publieksdiensten",
    since: date = LONG_AGO,
    until: date = FOREVER,
    email: str = "",
    language: str = "nl",
    staff_number: str = "",
) -> int:
    """An employed person, in a team when one is given."""
    cause = change()
    now = clock.now()
    row = Person(
        staff_number=staff_number or str(next(_numbers)),
        given_name=given,
        family_name=family,
        sort_name=sort_name(given, family),
        email=email,
        email_folded=email.casefold(),
        language=language,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    dated = {"person_id": row.id, "valid_from": since, "valid_until": until, "recorded_at": now, "recorded_by": cause}
    db.session.add(Employment(**dated))
    if team_id:
        db.session.add(Membership(**dated, team_id=team_id, function="Medewerker", function_group=group))
    db.session.commit()
    return row.id


def member(person_id: int, team_id: int, group: str = "publieksdiensten") -> None:
    """A job in a team, besides others."""
    db.session.add(
        Membership(
            person_id=person_id,
            team_id=team_id,
            function="Medewerker",
            function_group=group,
            valid_from=LONG_AGO,
            recorded_at=clock.now(),
            recorded_by=change(),
        )
    )
    db.session.commit()


def grant(person_id: int, role: str, team_id: int | None = None, *, deputy: bool = False) -> None:
    """A role, for one team and below or for all."""
    db.session.add(
        RoleGrant(
            person_id=person_id,
            role=role,
            scope="team" if team_id else "all",
            team_id=team_id,
            deputy=deputy,
            valid_from=LONG_AGO,
            recorded_at=clock.now(),
            recorded_by=change(),
        )
    )
    db.session.commit()


def assignment(person_id: int, course_id: str, due_in: int = 30, reason: str = "") -> int:
    """A course to do within so many days."""
    row = Assignment(
        person_id=person_id,
        course_id=course_id,
        due_on=clock.today() + timedelta(days=due_in),
        grace_until=clock.today() + timedelta(days=due_in),
        reason=reason,
        assigned_by=None,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def login(person_id: int) -> str:
    """A running log-in; returns its token."""
    token = secrets.token_urlsafe(32)
    db.session.add(Login(token_hash=token_hash(token), person_id=person_id, started_at=clock.now()))
    db.session.commit()
    return token


def norm(*, change_kind: str = "acknowledge", **values: Any) -> None:
    """Version 1 of the sample municipality's norm, but for the values given, as JSON has them."""
    document = dict(reference.document()) | values
    row = NormVersion(
        number=document["number"],
        valid_from=date.fromisoformat(document["valid_from"]),
        published_at=clock.now(),
        change_kind=change_kind,
        content=document,
    )
    db.session.add(row)
    db.session.commit()


def acknowledged(person_id: int, number: int = 1) -> None:
    """The person said to have read that version of the norm."""
    db.session.add(Acknowledgement(person_id=person_id, norm_number=number, language="nl", acknowledged_at=clock.now()))
    db.session.commit()


@dataclass(frozen=True)
class Cast:
    """Two desks under one department: leaders see their own side, HR sees all."""

    department: int
    desk: int
    other_desk: int
    employee: int
    colleague: int
    stranger: int
    leader: int
    deputy: int
    other_leader: int
    manager: int
    hr: int
    coordinator: int
    admin: int


def cast() -> Cast:
    """Make the organisation, its norm and the people."""
    db.session.add(Organisation(id=1, name="Gemeente Voorbeeldstad", is_sample=True))
    db.session.add(ProgressRevision(id=1, number=0))
    norm()
    department = team("Publiek")
    desk, other = team("Balie", department), team("Telefoon", department)
    people = {
        "employee": person("Eva", "Balie", team_id=desk, email="eva@test.example"),
        "colleague": person("Carl", "Balie", team_id=desk),
        "stranger": person("Sam", "Telefoon", team_id=other),
        "leader": person("Lea", "Leider", team_id=desk),
        "deputy": person("Dirk", "Vervanger", team_id=desk),
        "other_leader": person("Olga", "Leider", team_id=other),
        "manager": person("Max", "Baas", team_id=department),
        "hr": person("Hana", "Personeel", team_id=department),
        "coordinator": person("Cor", "Coordinator", team_id=department),
        "admin": person("Ad", "Beheer", team_id=department),
    }
    grant(people["leader"], "team_leader", desk)
    grant(people["deputy"], "team_leader", desk, deputy=True)
    grant(people["other_leader"], "team_leader", other)
    grant(people["manager"], "team_leader", department)
    for role in ("hr", "coordinator", "admin"):
        grant(people[role], role)
    for person_id in people.values():
        acknowledged(person_id)
    return Cast(department=department, desk=desk, other_desk=other, **people)


def started(person_id: int, course_id: str) -> None:
    """The person began the course."""
    db.session.add(CourseStart(person_id=person_id, course_id=course_id, course_version=1, started_at=clock.now()))
    db.session.commit()


def completed(person_id: int, course_id: str, version: int = 0) -> None:
    """The person completed a version of the course; 0 is the newest that counts."""
    from webapp.services.curriculum import library

    started(person_id, course_id)
    db.session.add(
        CompletionRecord(
            person_id=person_id,
            course_id=course_id,
            course_version=version or library().modules[course_id].course.course.version,
            course_digest="",
            quiz_digest="",
            norm_number=1,
            language="nl",
            method="sample",
            attempt_id=None,
            completed_on=clock.today(),
            recorded_at=clock.now(),
        )
    )
    db.session.commit()
