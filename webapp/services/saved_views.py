"""Views of the figures that somebody keeps, opened by name and mailed now and then as a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from learning_goals.saved_views import Mailed, Schedule, due
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import RIGHTS, Right, Visitor
from webapp.services import jobs, mails
from webapp.services.addresses import full_address
from webapp.services.jobs import Claimed, Effect
from webapp.store import logins, roles, saved_views
from webapp.store.saved_views import SavedView

MOST = 50
"""Views that one person can keep."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """How often a view is mailed, and on which day of the week and hour."""

    mailed: Mailed
    weekday: int
    hour: int


class TooManyViews(Conflict):
    """The person keeps as many views as one can."""


def mine(actor: Visitor) -> Sequence[SavedView]:
    """Return one's own views by name."""
    return saved_views.of_person(actor.person_id)


def one(actor: Visitor, view_id: int) -> SavedView:
    """Return one of one's own; raises NotFound."""
    found = saved_views.one(view_id)
    if found is None or found.person_id != actor.person_id:
        raise NotFound
    return found


def keep(actor: Visitor, name: str, page: str, query: Mapping[str, str], today: date) -> bool:
    """Keep a view under a name; returns False when one has that name already. Raises TooManyViews."""
    if len(saved_views.of_person(actor.person_id)) >= MOST:
        raise TooManyViews
    values: dict[str, Any] = {"person_id": actor.person_id, "name": name, "page": page, "query": dict(query)}
    return saved_views.keep(values | {"mailed": "never", "weekday": 1, "hour": 9, "since": today})


def change(actor: Visitor, view_id: int, name: str, moment: Moment, today: date) -> bool:
    """Rename it and say when it is mailed; returns False when another has that name. Raises NotFound."""
    one(actor, view_id)
    if any(each.name == name and each.id != view_id for each in saved_views.of_person(actor.person_id)):
        return False
    values = {"mailed": moment.mailed, "weekday": moment.weekday, "hour": moment.hour, "since": today}
    saved_views.change(view_id, values | {"name": name})
    return True


def drop(actor: Visitor, view_id: int) -> None:
    """Delete one of one's own."""
    saved_views.drop(view_id, actor.person_id)


def put_mails(_job: Claimed, now: datetime) -> Effect:
    """Put a job for every view whose mail is due and was not put before."""
    today = clock.day_of(now)
    return lambda: [_put(view, today) for view in saved_views.mailed()] and None


def _put(view: SavedView, today: date) -> None:
    schedule = Schedule(mailed=view.mailed, weekday=view.weekday, since=view.since)  # type: ignore[arg-type]
    period = due(schedule, today)
    if period:
        at = datetime.combine(today, time(view.hour), clock.AMSTERDAM)
        jobs.put("view_mail", f"view_mail:{view.id}:{period}", {"view": view.id}, at)


def send(job: Claimed, now: datetime) -> Effect:
    """Mail the link of a view, while the person works here, may see figures and still wants it."""
    view = saved_views.one(job.payload["view"])
    if view is None or view.mailed == "never":
        return _nothing
    today = clock.day_of(now)
    to = next(iter(logins.employed_accounts([view.person_id], today)), None)
    may = any(Right.REPORT in RIGHTS[grant.role] for grant in roles.grants(view.person_id, today))
    if to is None or not to.email or not may:
        return _nothing
    values = {"view": view.name, "address": full_address("reports.open_view", view_id=view.id)}
    return mails.deliver("saved_view", job.key, to, values, now)


def _nothing() -> None:
    """Write nothing: nobody wants or may get it any more."""
