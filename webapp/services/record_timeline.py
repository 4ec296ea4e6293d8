"""One person's timeline for who may see the record: what was asked, why, moved and done, and who recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from learning_goals.record_timeline import Event, timeline
from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Right, Visitor
from webapp.services import audit
from webapp.services.progress import Filter, led_scope, wanted
from webapp.store import members, person_record, record_timeline, rule_names
from webapp.store.person_record import Who


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The events of one person, newest first, and the names of who did them."""

    who: Who
    events: list[Event]
    names: Mapping[int, str]


def of(actor: Visitor, person_id: int, now: datetime) -> Timeline:
    """Return it to HR, the coordinator, the person and who leads that person, and remember who looked.

    Raises NotFound for anybody else's.
    """
    who = person_record.who(person_id)
    if who is None or not _may_see(actor, person_id, now):
        raise NotFound
    audit.looked(actor, person_id, "person.progress", now)
    events = timeline_of(person_id)
    return Timeline(who=who, events=events, names=rule_names.names({each.by for each in events if each.by}))


def timeline_of(person_id: int) -> list[Event]:
    """Return the events of one person, newest first, for whoever may see them."""
    return timeline(
        record_timeline.asked(person_id),
        record_timeline.completed(person_id),
        record_timeline.decided(person_id),
        [*record_timeline.started(person_id), *record_timeline.handed_in(person_id)],
    )


def _may_see(actor: Visitor, person_id: int, now: datetime) -> bool:
    if Right.REPORT in actor.rights or person_id == actor.person_id:
        return True
    if not actor.led_teams:
        return False
    asked = wanted(led_scope(actor, 0), Filter(), clock.day_of(now))
    return bool(members.members_among(asked, (person_id,)))
