"""HR adds, corrects, moves and ends one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext as _

from learning_goals.periods import Period
from learning_goals.person_changes import Said, Timelines, changed, holds, leave, listed, timelines
from learning_goals.staffer import Employed, Held, Job, Personal, Span
from learning_goals.timeline import ONE_DAY, ended_before, follow, span_of
from webapp import clock
from webapp.policy import Visitor
from webapp.services import staff_edit
from webapp.services.staff_edit import Impossible
from webapp.store import staffing


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Somebody as HR adds them."""

    staff_number: str
    personal: Personal
    employed: Span
    job: Job


class NumberTaken(ValueError):
    """The staff number belongs to somebody; the message is whose it is."""


class StillLeads(ValueError):
    """The person leads these teams (`paths`)."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


def add(actor: Visitor, new: NewPerson, now: datetime) -> int:
    """Add somebody; returns their key. Raises NumberTaken."""
    staff_edit.open_staff(actor)
    if whose := staffing.name_of_number(new.staff_number):
        raise NumberTaken(whose)
    said = Said(line=0, staff_number=new.staff_number, personal=new.personal, employed=new.employed, jobs=(new.job,))
    staff_edit.record(actor, listed(said, None, clock.day_of(now)), "person.added", now)
    return staffing.keys_of([new.staff_number])[new.staff_number]


def correct(actor: Visitor, person_id: int, personal: Personal, employed: Span | None, now: datetime) -> None:
    """Correct personal data and the dates of the newest employment; raises Impossible or Forbidden."""
    staffer = staff_edit.staffer_for(actor, person_id)
    if personal.email != staffer.personal.email:
        staff_edit.refuse_escalation(actor, staffer, now)
    wanted = _employed_anew(timelines(staffer), employed) if employed else timelines(staffer)
    staff_edit.record(actor, changed(staffer, wanted, clock.day_of(now), personal), "person.corrected", now)


def move(actor: Visitor, person_id: int, old_team: str, job: Job, day: date, now: datetime) -> None:
    """From `day` on the person works in `job` instead of in the old team; no old team: besides what they do."""
    staffer = staff_edit.staffer_for(actor, person_id)
    last = staff_edit.employed_until(staffer, day)
    held = timelines(staffer)
    if old_team and not any(each.value.team == old_team and each.valid_until >= day for each in held.memberships):
        raise Impossible(_("This person does not work in the old team on that day."))

    teams = (old_team, job.team)
    kept = [each for each in held.memberships if not (each.value.team in teams and each.valid_from > day)]
    kept = ended_before(kept, day, lambda value: value.team in teams)
    new = Period(value=job, valid_from=day, valid_until=last)

    staff_edit.record_change(actor, staffer, replace(held, memberships=[*kept, new]), "person.moved", now)


def stop_job(actor: Visitor, person_id: int, team: str, last: date, now: datetime) -> None:
    """End one of several jobs on its last day; the only job ends by ending the employment."""
    staffer = staff_edit.staffer_for(actor, person_id)
    held = timelines(staffer)
    if not any(each.value.team != team and each.valid_until > last for each in held.memberships):
        raise Impossible(_("This is the only job. Move this person, or end the employment."))
    ended = ended_before(held.memberships, last + ONE_DAY, lambda value: value.team == team)
    staff_edit.record_change(actor, staffer, replace(held, memberships=ended), "person.job_ended", now)


def employ_again(actor: Visitor, person_id: int, employed: Span, job: Job, now: datetime) -> None:
    """Record a new employment of somebody who left; raises Impossible when the old one is not over by then."""
    staffer = staff_edit.staffer_for(actor, person_id)
    if any(row.period.valid_until >= employed.first for row in staffer.employments):
        raise Impossible(_("The earlier employment is not over on that day."))
    said = Said(line=0, staff_number=staffer.staff_number, personal=staffer.personal, employed=employed, jobs=(job,))
    staff_edit.record(actor, listed(said, staffer, clock.day_of(now)), "person.returned", now)


def end(actor: Visitor, person_id: int, last: date, now: datetime, *, although_leading: bool = False) -> None:
    """End the employment; raises StillLeads unless HR knows, Impossible, or Conflict for the last administrator."""
    staffer = staff_edit.staffer_for(actor, person_id)
    today = clock.day_of(now)
    newest = max((row.period for row in staffer.employments), key=lambda period: period.valid_from, default=None)
    if newest is None or last < newest.valid_from:
        raise Impossible(_("This person is not employed on that day."))
    leads = [row.period.value.team for row in staffer.roles if _leads_after(row.period, last)]
    if leads and not although_leading:
        raise StillLeads(leads)
    if holds(staffer, "admin", today):
        staff_edit.refuse_last_administrator(person_id, today)
    staff_edit.record(actor, leave(staffer, last, today), "person.ended", now)


def _leads_after(period: Period[Held], last: date) -> bool:
    return period.value.role == "team_leader" and period.valid_until > last


def _employed_anew(held: Timelines, employed: Span) -> Timelines:
    """Return the timelines with other dates of the newest employment, and what lies within it carried along."""
    *earlier, newest = sorted(held.employments, key=lambda period: period.valid_from)
    if earlier and span_of(earlier).last >= employed.first:
        raise Impossible(_("The first day lies within an earlier employment."))
    old = span_of([newest])
    return Timelines(
        employments=[*earlier, Period(value=Employed(), valid_from=employed.first, valid_until=employed.last)],
        memberships=follow(held.memberships, old, employed, extends=True),
        roles=follow(held.roles, old, employed, extends=True),
        duties=follow(held.duties, old, employed, extends=True),
        tags=follow(held.tags, old, employed, extends=True),
    )
