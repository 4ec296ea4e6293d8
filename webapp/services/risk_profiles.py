"""Risk profiles: kept by the coordinator for all, by a leader for the own teams; asked by whatever plans training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.risk_profile import RISK_PROFILE, RiskProfile, courses_for, elements_for, review_due
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Right, Visitor
from webapp.services import choices
from webapp.services.curriculum import library
from webapp.services.progress import led_scope
from webapp.store import audit, teams
from webapp.store import risk_profiles as store
from webapp.store.risk_profiles import Recorded

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whose work a profile is about; `people` is 0 for a team."""

    id: str
    name: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Known:
    """A subject with its newest profile (None: not made yet); `due` is 9999-12-31 without one."""

    subject: Subject
    profile: RiskProfile | None
    number: int
    by: str
    due: date
    courses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of teams and, for a coordinator, functions."""

    teams: tuple[Known, ...]
    functions: tuple[Known, ...]
    number: int
    pages: int


def listing(actor: Visitor, page: int, today: date) -> Listing:
    """Return the subjects that this person keeps."""
    found = _teams(actor)
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, page), pages)
    shown = found[(number - 1) * PAGE : number * PAGE]
    functions = _functions(today) if Right.NORM in actor.rights and number == 1 else []
    recorded = store.newest([each.id for each in (*shown, *functions)]) if shown or functions else {}
    return Listing(
        teams=tuple(_known(each, recorded.get(each.id)) for each in shown),
        functions=tuple(_known(each, recorded.get(each.id)) for each in functions),
        number=number,
        pages=pages,
    )


def known(actor: Visitor, subject_id: str, today: date) -> Known:
    """Return one subject with its profile; raises NotFound for one that this person does not keep."""
    subjects = [*_teams(actor), *(_functions(today) if Right.NORM in actor.rights else [])]
    for subject in subjects:
        if subject.id == subject_id:
            return _known(subject, store.newest([subject_id]).get(subject_id))
    raise NotFound


def save(actor: Visitor, subject_id: str, profile: RiskProfile, number: int, now: datetime) -> None:
    """Append the next version; raises Conflict when somebody was first."""
    if number != known(actor, subject_id, clock.day_of(now)).number + 1:
        raise Conflict("somebody_was_first")
    document = RISK_PROFILE.dump_python(profile, mode="json")
    if not store.append(subject_id, number, document, actor.person_id, now):
        raise Conflict("somebody_was_first")
    audit.append(actor.person_id, None, "risk_profile.saved", now, {"subject": subject_id, "number": number})


def courses_of(actor: Visitor, team_id: int) -> frozenset[str]:
    """Return the courses that the profile of a led team asks for (0: any of the led teams)."""
    subjects = [store.team_subject(each) for each in led_scope(actor, team_id)]
    recorded = store.newest(subjects)
    return frozenset(
        course for each in recorded.values() for course in _courses(RISK_PROFILE.validate_python(dict(each.content)))
    )


def elements_of(actor: Visitor, team_id: int) -> frozenset[str]:
    """Return the training elements that the profile of a led team asks for; nothing without one."""
    (subject,) = (store.team_subject(each) for each in led_scope(actor, team_id))
    recorded = store.newest([subject]).get(subject)
    return elements_for(RISK_PROFILE.validate_python(dict(recorded.content))) if recorded else frozenset()


def _known(subject: Subject, recorded: Recorded | None) -> Known:
    if recorded is None:
        return Known(subject=subject, profile=None, number=0, by="", due=date.max, courses=())
    profile = RISK_PROFILE.validate_python(dict(recorded.content))
    return Known(
        subject=subject,
        profile=profile,
        number=recorded.number,
        by=recorded.by,
        due=review_due(profile),
        courses=_courses(profile),
    )


def _courses(profile: RiskProfile) -> tuple[str, ...]:
    return courses_for(profile, {id: each.course.course.elements for id, each in library().modules.items()})


def _teams(actor: Visitor) -> list[Subject]:
    found = choices.all_teams() if Right.NORM in actor.rights else teams.names(led_scope(actor, 0))
    return [Subject(id=store.team_subject(team.id), name=team.path, people=0) for team in found]


def _functions(today: date) -> list[Subject]:
    return [
        Subject(id=store.function_subject(function), name=function, people=people)
        for function, people in store.functions(today)
    ]
