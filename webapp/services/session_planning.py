"""Planning a training: checking what stands in the way, keeping, changing, cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from learning_goals.session_clashes import Clash, Proposed, Slot, clashes
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import closed_days, references
from webapp.services import sessions as offered
from webapp.store import audit, rule_names, rule_subjects, sessions, staffing
from webapp.store.sessions import Session

PRACTICE = ("skills", "team")
"""Phases of the programme that wait for the leader's own training (planning rule H4)."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A training as somebody fills it in."""

    item_id: str
    title: str
    place: str
    outside_trainers: str
    provider: str
    capacity: int
    cost: int
    function_groups: tuple[str, ...]
    teams: tuple[int, ...]
    closes_on: date
    slots: tuple[Slot, ...]
    trainer_ids: tuple[int, ...]
    exception: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A training that was kept, or (session_id 0) what hard thing stood in the way without a reason to go on."""

    session_id: int
    clashes: Sequence[Clash]


def check(draft: Draft, session_id: int, now: datetime) -> list[Clash]:
    """Return what stands in the way of this training, hard things first."""
    item = references.programme_item(draft.item_id)
    if item is None:
        raise NotFound
    taking = {entry.person_id for entry in (sessions.entries(session_id) if session_id else ())}
    people = rule_names.names({*draft.trainer_ids, *taking})
    days = [clock.day_of(slot.starts_at) for slot in draft.slots]
    closed = closed_days.closings(min(days), max(days))
    pauses = rule_subjects.pauses(people.keys())
    return clashes(
        Proposed(
            slots=draft.slots,
            days=days,
            capacity=draft.capacity,
            most_people=item.most_people,
            trainers=[*draft.outside_trainers.split(","), *(people[each] for each in draft.trainer_ids)]
            if draft.outside_trainers or draft.trainer_ids
            else (),
            people=people,
            busy=sessions.busy(people.keys(), session_id, min(slot.starts_at for slot in draft.slots)),
            away={
                person: [day for day in days if any(pause.covers(day) for pause in pauses.get(person, ()))]
                for person in people
            },
            holidays=closed.holidays,
            quiet=closed.quiet,
            practice=item.phase in PRACTICE,
            leaders_done=_leaders_done(draft, now),
        )
    )


def keep(actor: Visitor, session_id: int, draft: Draft, now: datetime) -> Kept:
    """Keep a new (0) or changed training, unless a hard rule speaks and no reason is given; who takes part is told.

    Raises NotFound for one that does not exist, Conflict when dates would go on which people were recorded, or fewer
    places remain than are taken.
    """
    found = check(draft, session_id, now)
    if any(clash.kind == "hard" for clash in found) and not draft.exception:
        return Kept(session_id=0, clashes=found)
    if not session_id:
        made = {**_values(draft), "status": "planned", "reason": "", "revision": 0}
        session_id = sessions.add({**made, "made_by": actor.person_id, "made_at": now}, draft.slots, draft.trainer_ids)
    else:
        _change(session_id, draft, now)
    audit.append(actor.person_id, None, "session.kept", now, {"session": session_id})
    return Kept(session_id=session_id, clashes=found)


def cancel(actor: Visitor, session_id: int, reason: str, now: datetime) -> None:
    """Say that a training does not go on, and tell who would come; raises NotFound or Conflict."""
    if not sessions.lock(session_id):
        raise NotFound
    if offered.one(session_id).status != "planned":
        raise Conflict
    sessions.cancel(session_id, reason)
    for entry in sessions.entries(session_id):
        offered.mail(session_id, entry.person_id, "cancelled", now)
    audit.append(actor.person_id, None, "session.cancelled", now, {"session": session_id})


def trainer_ids(staff_numbers: Sequence[str]) -> dict[str, int]:
    """Return the keys of colleagues by staff number; unknown numbers are left out."""
    return staffing.keys_of(staff_numbers)


def _change(session_id: int, draft: Draft, now: datetime) -> None:
    if not sessions.lock(session_id):
        raise NotFound
    before = offered.one(session_id)
    dropped = before.days[len(draft.slots) :]
    if draft.capacity < before.registered or any(sessions.attendances(day.id) for day in dropped):
        raise Conflict
    moved = (before.place, [day.slot for day in before.days]) != (draft.place, list(draft.slots))
    sessions.change(session_id, _values(draft), draft.slots, draft.trainer_ids)
    if moved:
        for entry in sessions.entries(session_id):
            if entry.status == "registered":
                offered.mail(session_id, entry.person_id, "changed", now)
    offered.move_up(session_id, now)


def _values(draft: Draft) -> dict[str, object]:
    return {
        "item_id": draft.item_id,
        "title": draft.title,
        "place": draft.place,
        "outside_trainers": draft.outside_trainers,
        "provider": draft.provider,
        "capacity": draft.capacity,
        "cost": draft.cost,
        "audience": {"function_groups": list(draft.function_groups), "teams": list(draft.teams)},
        "closes_on": draft.closes_on,
        "exception": draft.exception,
    }


def _leaders_done(draft: Draft, now: datetime) -> bool:
    """Return whether the leaders of the teams chosen attended the leaders' training; True when no team is chosen."""
    if not draft.teams:
        return True
    leaders = sessions.leaders_of(draft.teams, clock.day_of(now) + timedelta(days=1))
    return not leaders or leaders <= sessions.who_completed("leaders-first", leaders)


def trainer_numbers(session_id: int) -> list[str]:
    """Return the staff numbers of the colleagues who give it."""
    return sorted(rule_names.staff_numbers(sessions.trainers([session_id]).get(session_id, {})).values())


def coming(now: datetime) -> list[Session]:
    """Return every training that has not ended, soonest first."""
    return sessions.coming(now)


def past(now: datetime) -> list[Session]:
    """Return the trainings that ended, newest first."""
    return sessions.past(now)


def given(actor: Visitor, now: datetime) -> list[Session]:
    """Return the trainings that the reader gives, soonest first."""
    mine = sessions.given_by(actor.person_id)
    return [each for each in (*sessions.past(now)[::-1], *sessions.coming(now)) if each.id in mine]
