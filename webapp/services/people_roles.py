"""What people hold besides their job: roles, duties and tags, given and ended by HR; an administrator confirms some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal, TypeVar

from flask_babel import gettext as _

from learning_goals.periods import Period
from learning_goals.person_changes import timelines
from learning_goals.staffer import CONFIRMED, Held, Marked
from learning_goals.timeline import until
from webapp import clock
from webapp.errors import Conflict, Forbidden, NotFound
from webapp.policy import Right, Visitor
from webapp.services import staff_edit
from webapp.services.staff_edit import Impossible
from webapp.store import audit, role_requests, staff_log
from webapp.store.role_requests import Request

Marks = Literal["duties", "tags"]
Value = TypeVar("Value")


def give_role(actor: Visitor, person_id: int, held: Held, since: date, now: datetime) -> bool:
    """Give a role from a day on; returns False when it waits for an administrator. Raises Impossible."""
    staffer = staff_edit.staffer_for(actor, person_id)
    last = staff_edit.employed_until(staffer, since)

    if held.role in CONFIRMED and Right.ADMIN not in actor.rights:
        if staffer.requests.get(held.role) != "open":
            change = staff_log.append("screen", actor.person_id, now)
            role_requests.ask([(person_id, held.role, since)], change)
        return False

    now_held = timelines(staffer)
    roles = _with(now_held.roles, held, since, last)
    staff_edit.record_change(actor, staffer, replace(now_held, roles=roles), "role.given", now)
    return True


def end_role(actor: Visitor, person_id: int, key: int, last: date, now: datetime) -> None:
    """End a role on a day; hr and admin only by an administrator, and never the last one's."""
    staffer = staff_edit.staffer_for(actor, person_id)
    row = next((row for row in staffer.roles if row.key == key), None)
    if row is None:
        raise NotFound
    if row.period.value.role in CONFIRMED and Right.ADMIN not in actor.rights:
        raise Forbidden(_("Only an administrator ends this role."))
    if row.period.value.role == "admin":
        staff_edit.refuse_last_administrator(person_id, clock.day_of(now))
    held = timelines(staffer)
    wanted = replace(held, roles=_without(held.roles, row.period, last))
    staff_edit.record_change(actor, staffer, wanted, "role.ended", now)


def give_mark(actor: Visitor, person_id: int, subject: Marks, mark: str, since: date, now: datetime) -> None:
    """Give a duty or a tag from a day on; raises Impossible."""
    staffer = staff_edit.staffer_for(actor, person_id)
    last = staff_edit.employed_until(staffer, since)
    held = timelines(staffer)
    periods = _with(held.duties if subject == "duties" else held.tags, Marked(id=mark), since, last)
    wanted = replace(held, duties=periods) if subject == "duties" else replace(held, tags=periods)
    staff_edit.record_change(actor, staffer, wanted, "mark.given", now)


def end_mark(actor: Visitor, person_id: int, subject: Marks, key: int, last: date, now: datetime) -> None:
    """End a duty or a tag on a day."""
    staffer = staff_edit.staffer_for(actor, person_id)
    rows = staffer.duties if subject == "duties" else staffer.tags
    row = next((row for row in rows if row.key == key), None)
    if row is None:
        raise NotFound
    held = timelines(staffer)
    periods = _without([each.period for each in rows], row.period, last)
    wanted = replace(held, duties=periods) if subject == "duties" else replace(held, tags=periods)
    staff_edit.record_change(actor, staffer, wanted, "mark.ended", now)


def waiting(actor: Visitor) -> list[Request]:
    """Return the roles that wait for an administrator."""
    _refuse_all_but_administrators(actor)
    return role_requests.waiting()


def decide(actor: Visitor, request_id: int, now: datetime, *, confirmed: bool) -> None:
    """Confirm or refuse a role that was asked for; raises Conflict when that cannot be any more."""
    _refuse_all_but_administrators(actor)
    request = role_requests.waiting_one(request_id)
    if request is None:
        raise Conflict(_("Somebody decided on this already."))
    if confirmed:
        _give_confirmed(actor, request, now)
    role_requests.decide(request_id, "confirmed" if confirmed else "refused", actor.person_id, now)
    audit.append(actor.person_id, request.person_id, "role.decided", now, {"role": request.role, "given": confirmed})


def _give_confirmed(actor: Visitor, request: Request, now: datetime) -> None:
    staffer = staff_edit.staffer_for(actor, request.person_id)
    since = max(request.valid_from, clock.day_of(now))
    try:
        last = staff_edit.employed_until(staffer, since)
    except Impossible as error:
        raise Conflict(str(error)) from error
    held = timelines(staffer)
    role = Held(role=request.role, listed=request.kind != "screen")
    wanted = replace(held, roles=_with(held.roles, role, since, last))
    staff_edit.record_change(actor, staffer, wanted, "role.given", now)


def _refuse_all_but_administrators(actor: Visitor) -> None:
    if Right.ADMIN not in actor.rights:
        raise Forbidden


def _with(periods: Sequence[Period[Value]], value: Value, since: date, last: date) -> list[Period[Value]]:
    """Return the periods with a value from a day on; what was planned of it for later is taken in."""
    if any(each.value == value and each.holds_on(since) for each in periods):
        return list(periods)
    kept = [each for each in periods if each.value != value or each.valid_until < since]
    return [*kept, Period(value=value, valid_from=since, valid_until=last)]


def _without(periods: Sequence[Period[Value]], period: Period[Value], last: date) -> list[Period[Value]]:
    return [each for each in periods if each != period] + until([period], last)
