"""What every change by HR to one person's record has in common."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext as _

from learning_goals.person_changes import PersonPlan, Timelines, changed, changes_something, holds, timelines
from learning_goals.staffer import Staffer
from webapp import clock
from webapp.errors import Conflict, Forbidden, NotFound
from webapp.policy import Right, Visitor
from webapp.services.people import refuse_strangers
from webapp.services.staff_import import apply
from webapp.store import audit, person_record, revision, roster, staff_log, staffing


class Impossible(ValueError):
    """What is asked does not fit what is known; the message says why to the reader."""


def open_staff(actor: Visitor) -> None:
    """Let in who may keep the staff, one at a time."""
    refuse_strangers(actor)
    revision.raise_it()


def staffer_for(actor: Visitor, person_id: int) -> Staffer:
    """Return a person to change; raises NotFound or Forbidden."""
    open_staff(actor)
    who = person_record.who(person_id)
    if who is None:
        raise NotFound
    return staffing.staffers((person_id,))[who.staff_number]


def record(actor: Visitor, plan: PersonPlan, act: str, now: datetime) -> int:
    """Record what changes as one act by HR; returns its key, 0 when nothing changes."""
    if not changes_something(plan):
        return 0
    change = staff_log.append("screen", actor.person_id, now)
    apply((), [plan], clock.day_of(now), change, now)
    about = plan.before.id if plan.before else staffing.keys_of([plan.staff_number])[plan.staff_number]
    audit.append(actor.person_id, about, act, now, {"staff_change": change})
    return change


def record_change(actor: Visitor, staffer: Staffer, wanted: Timelines, act: str, now: datetime) -> int:
    """Record new timelines of somebody whose personal data stay."""
    return record(actor, changed(staffer, wanted, clock.day_of(now), staffer.personal), act, now)


def employed_until(staffer: Staffer, day: date) -> date:
    """Return the last day of the employment that covers that day; raises Impossible when there is none."""
    for period in timelines(staffer).employments:
        if period.holds_on(day):
            return period.valid_until
    raise Impossible(_("This person is not employed on that day."))


def refuse_escalation(actor: Visitor, staffer: Staffer, now: datetime) -> None:
    """Let nobody but an administrator change the way in of an administrator; raises Forbidden."""
    if holds(staffer, "admin", clock.day_of(now)) and Right.ADMIN not in actor.rights:
        raise Forbidden(_("Only an administrator changes the e-mail address of an administrator."))


def refuse_last_administrator(person_id: int, day: date) -> None:
    """Keep one administrator at least; raises Conflict."""
    if roster.administrators(day) == [person_id]:
        raise Conflict(_("This is the only administrator. Make somebody else administrator first."))
