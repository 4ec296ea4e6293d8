"""What changes for one person: as the staff list says it, as HR says it, or because they leave."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from learning_goals.periods import Amendment, Period
from learning_goals.staffer import CONFIRMED, Employed, Held, Job, Marked, Personal, RoleName, Span, Staffer
from learning_goals.timeline import ONE_DAY, follow, let_hold, settle, span_of, until

Kind = Literal["added", "changed", "ended", "unchanged"]
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Said:
    """Everything that a list says of one person; `line` is the first line that does."""

    line: int
    staff_number: str
    personal: Personal
    employed: Span
    jobs: tuple[Job, ...]
    roles: tuple[Held, ...] = ()
    requests: tuple[RoleName, ...] = ()
    duties: tuple[Marked, ...] = ()
    tags: tuple[Marked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Timelines:
    """What holds when, for every subject."""

    employments: Sequence[Period[Employed]] = ()
    memberships: Sequence[Period[Job]] = ()
    roles: Sequence[Period[Held]] = ()
    duties: Sequence[Period[Marked]] = ()
    tags: Sequence[Period[Marked]] = ()


@dataclass(frozen=True, kw_only=True)
class PersonPlan:
    """What to record for one person; `personal` None: stays as it is, `line` 0: not in the list."""

    staff_number: str
    line: int
    kind: Kind
    before: Staffer | None
    personal: Personal | None
    employments: Amendment[Employed]
    memberships: Amendment[Job]
    roles: Amendment[Held]
    duties: Amendment[Marked]
    tags: Amendment[Marked]
    requests: tuple[RoleName, ...] = ()
    withdrawn: tuple[RoleName, ...] = ()


def timelines(staffer: Staffer | None) -> Timelines:
    """Return the periods as they are known now."""
    if staffer is None:
        return Timelines()
    return Timelines(
        employments=[row.period for row in staffer.employments],
        memberships=[row.period for row in staffer.memberships],
        roles=[row.period for row in staffer.roles],
        duties=[row.period for row in staffer.duties],
        tags=[row.period for row in staffer.tags],
    )


def holds(staffer: Staffer, role: RoleName, day: date) -> bool:
    """Return whether the person has the role on that day."""
    return any(row.period.value.role == role and row.period.holds_on(day) for row in staffer.roles)


def listed(said: Said, before: Staffer | None, day: date) -> PersonPlan:
    """Return what the list changes for one person, who from `day` on is as it says."""
    now = timelines(before)
    span = said.employed
    overlapping = [each for each in now.employments if each.valid_until >= span.first]
    earlier = [each for each in now.employments if each.valid_until < span.first]
    old = span_of(overlapping) if overlapping else None
    carried = _carried(now, span_of(earlier).last if earlier else None, old, span, day)
    filled = _filled(carried, said, old, day)
    employment = Period(value=Employed(), valid_from=span.first, valid_until=span.last)
    wanted = replace(filled, employments=[*earlier, employment])
    return _planned(said, before, wanted, day)


def leave(staffer: Staffer, last: date, day: date) -> PersonPlan:
    """Return what ends when the person's last working day is `last`; `day` is today."""
    now = timelines(staffer)
    wanted = Timelines(
        employments=until(now.employments, last),
        memberships=until(now.memberships, last),
        roles=until(now.roles, last),
        duties=until(now.duties, last),
        tags=until(now.tags, last),
    )
    return changed(staffer, wanted, day)


def changed(staffer: Staffer, wanted: Timelines, day: date, personal: Personal | None = None) -> PersonPlan:
    """Return what turns a known person's data and timelines into the wanted ones."""
    asked = [role for role in CONFIRMED if staffer.requests.get(role) == "open"]
    stays = any(each.valid_until >= day for each in wanted.employments)
    plan = _amended(staffer.staff_number, 0, staffer, wanted, day)
    new = personal if personal != staffer.personal else None
    return replace(plan, personal=new, withdrawn=() if stays else tuple(asked))


def _carried(now: Timelines, left_on: date | None, old: Span | None, new: Span, day: date) -> Timelines:
    """Return the facts as an employment with new dates carries them along; `left_on` ends what came before it."""

    def carry(periods: Sequence[Period[Value]]) -> Sequence[Period[Value]]:
        if old is None:
            return until(periods, left_on) if left_on else periods
        return follow(periods, old, new, extends=old.last >= day - ONE_DAY) if old != new else periods

    return Timelines(
        memberships=carry(now.memberships),
        roles=carry(now.roles),
        duties=carry(now.duties),
        tags=carry(now.tags),
    )


def _filled(now: Timelines, said: Said, old: Span | None, day: date) -> Timelines:
    """Return the facts with what the list says; of somebody who left already only where they worked."""
    span = said.employed
    if span.last < day:
        known = any(each.valid_until >= span.first for each in now.memberships)
        jobs = [Period(value=job, valid_from=span.first, valid_until=span.last) for job in said.jobs]
        return now if known else replace(now, memberships=[*now.memberships, *jobs])
    at = max(day, span.first)
    since = span.first if old is None else at
    teams: dict[Hashable, Job] = {job.team: job for job in said.jobs}
    roles: dict[Hashable, Held] = {held: held for held in (*said.roles, *_confirmed(now, said, at))}
    return Timelines(
        memberships=let_hold(now.memberships, teams, _team, at, Span(first=since, last=span.last), _always),
        roles=let_hold(now.roles, roles, _itself, at, Span(first=at, last=span.last), _is_listed),
        duties=_marks(now.duties, said.duties, at, span.last),
        tags=_marks(now.tags, said.tags, at, span.last),
    )


def _confirmed(now: Timelines, said: Said, day: date) -> list[Held]:
    """Return the roles that the list asks for and an administrator gave."""
    return [each.value for each in now.roles if each.holds_on(day) and each.value.role in said.requests]


def _marks(periods: Sequence[Period[Marked]], said: Sequence[Marked], day: date, last: date) -> list[Period[Marked]]:
    wanted: dict[Hashable, Marked] = {each: each for each in said}
    return let_hold(periods, wanted, _itself, day, Span(first=day, last=last), _is_listed)


def _planned(said: Said, before: Staffer | None, wanted: Timelines, day: date) -> PersonPlan:
    plan = _amended(said.staff_number, said.line, before, wanted, day)
    known: Mapping[str, str] = before.requests if before else {}
    asked = said.requests if said.employed.last >= day else ()
    held = {each.value.role for each in wanted.roles if each.holds_on(max(day, said.employed.first))}
    return replace(
        plan,
        personal=said.personal if before is None or before.personal != said.personal else None,
        requests=tuple(role for role in asked if role not in held and known.get(role) not in ("open", "refused")),
        withdrawn=tuple(role for role in CONFIRMED if role not in asked and known.get(role) == "open"),
    )


def _amended(number: str, line: int, before: Staffer | None, wanted: Timelines, day: date) -> PersonPlan:
    rows = before or Staffer(id=0, staff_number=number, personal=_NOBODY)
    return PersonPlan(
        staff_number=number,
        line=line,
        kind=_kind(rows, wanted, day),
        before=before,
        personal=None,
        employments=settle(rows.employments, wanted.employments),
        memberships=settle(rows.memberships, wanted.memberships),
        roles=settle(rows.roles, wanted.roles),
        duties=settle(rows.duties, wanted.duties),
        tags=settle(rows.tags, wanted.tags),
    )


def _kind(before: Staffer, wanted: Timelines, day: date) -> Kind:
    worked = any(row.period.valid_until >= day for row in before.employments)
    works = any(each.valid_until >= day for each in wanted.employments)
    if not before.employments:
        return "added"
    return "ended" if worked and not works else "changed"


def changes_something(plan: PersonPlan) -> bool:
    """Return whether there is anything to record."""
    amendments = (plan.employments, plan.memberships, plan.roles, plan.duties, plan.tags)
    recorded = any(each.superseded or each.recorded for each in amendments)
    return recorded or plan.personal is not None or bool(plan.requests or plan.withdrawn)


_NOBODY = Personal(given_name="", family_name="", email="", language="")


def _team(job: Job) -> Hashable:
    return job.team


def _itself(value: Held | Marked) -> Hashable:
    return value


def _always(_value: Job) -> bool:
    return True


def _is_listed(value: Held | Marked) -> bool:
    return value.listed
