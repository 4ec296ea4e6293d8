"""Trainings of the sample municipality: one that was, one that is full, one with room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from learning_goals.session_clashes import Slot
from webapp import clock
from webapp.store import norms, sessions
from webapp.store.sample import Somebody

PLACES = 12


def load(people: Sequence[Somebody], today: date, now: datetime) -> int:
    """Make the trainings and who takes part; returns how many there are."""
    counter = [
        each
        for each in people
        if each.function_group == "publieksdiensten" and each.since <= today - timedelta(days=90)
    ]
    leaders = [each for each in people if each.leads]
    by = leaders[0].id if leaders else None
    was = _session("Leidinggevenden gaan voor", "leaders-first", today - timedelta(days=40), by, now)
    full = _session("Oefenen aan de balie", "skills-counter", today + timedelta(days=30), by, now)
    _session("Oefenen aan de balie (tweede groep)", "skills-counter", today + timedelta(days=58), by, now)
    for somebody in leaders[:PLACES]:
        sessions.set_status(was, somebody.id, "registered", "", by, now)
    _was_there(was, leaders[: PLACES - 1], now)
    for number, somebody in enumerate(counter[: PLACES + 2]):
        sessions.set_status(full, somebody.id, "registered" if number < PLACES else "waiting", "", by, now)
    return 3


def _session(title: str, item_id: str, day: date, by: int | None, now: datetime) -> int:
    day += timedelta(days=max(0, 8 - day.isoweekday()) if day.isoweekday() > 5 else 0)
    slot = Slot(starts_at=_instant(day, 9), ends_at=_instant(day, 13))
    values = {
        "item_id": item_id,
        "title": title,
        "place": "Stadhuis, oefenzaal",
        "outside_trainers": "Trainer van een voorbeeldbureau",
        "provider": "Voorbeeldbureau",
        "capacity": PLACES,
        "cost": 1200,
        "audience": {"function_groups": ["publieksdiensten"] if item_id == "skills-counter" else [], "teams": []},
        "closes_on": day - timedelta(days=7),
        "status": "planned",
        "reason": "",
        "exception": "",
        "revision": 0,
        "made_by": by,
        "made_at": now,
    }
    return sessions.add(values, [slot], [])


def _was_there(session_id: int, people: Sequence[Somebody], now: datetime) -> None:
    found = sessions.one(session_id)
    if found is None or not people:
        return
    day = found.days[0]
    sessions.set_attendance(day.id, {each.id: True for each in people}, people[0].id, now)
    on = clock.day_of(day.slot.ends_at)
    sessions.complete(found.item_id, {each.id for each in people}, on, norms.number_on(on), people[0].id, now)


def _instant(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.AMSTERDAM).astimezone(UTC)
