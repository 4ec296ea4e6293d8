"""Proposing groups, dates and trainers for everybody of an audience who still needs a training, and making them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from learning_goals.session_clashes import Clash, Slot
from learning_goals.session_proposal import Person, Proposal, Wish, checked, propose
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import closed_days, jobs, references, session_planning
from webapp.services.session_planning import PRACTICE, Draft
from webapp.store import members, rule_names, rule_subjects, sessions
from webapp.store.members import Place
from webapp.store.wanted import Wanted

LEADERS_FIRST = "leaders-first"
LONGEST = 370
"""Days that a proposal looks ahead at most."""
MOST_PEOPLE = 3000
CLOSES = timedelta(days=7)
"""Registering ends so long before, so that free places can be filled in time."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants planned. `parts` are moments of a day in Dutch time.

    From `fallback` on practice goes on although a leader was not trained yet; the reason is kept with the training.
    """

    item_id: str
    function_group: str
    teams: tuple[int, ...]
    first: date
    last: date
    place: str
    capacity: int
    parts: tuple[tuple[time, time], ...]
    trainers: tuple[int, ...] = ()
    outside: str = ""
    fallback: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A meeting as it stands in the proposal, maybe moved by hand."""

    slot: Slot
    trainer: int | None
    people: tuple[int, ...]


def found_for(asked: Asked, now: datetime) -> Proposal:
    """Return the earliest groups, dates and trainers; raises NotFound for an unknown item, Conflict for too many."""
    return propose(_wish(asked, now))


def clashes_of(asked: Asked, lines: Sequence[Line], now: datetime) -> list[list[Clash]]:
    """Return what speaks against each meeting, also against the others of the proposal, hard things first."""
    wish = _wish(asked, now)
    known = {each.id: each for each in wish.people}
    return [
        checked(
            _busy_with(wish, [*lines[:place], *lines[place + 1 :]]),
            clock.day_of(line.slot.starts_at),
            line.slot,
            line.trainer,
            [known[each] for each in line.people if each in known],
        )
        for place, line in enumerate(lines)
    ]


def make(actor: Visitor, asked: Asked, lines: Sequence[Line], now: datetime) -> list[int]:
    """Plan these meetings, give everybody in them a place, and mail them; returns the new trainings.

    One that is planned at that place and moment is left as it is, so that doing it twice makes nothing twice. Raises
    Conflict when something hard speaks against one and no reason is given.
    """
    found = clashes_of(asked, lines, now)
    if any(clash.kind == "hard" for each in found for clash in each) and not asked.reason:
        raise Conflict
    known = {each.id for each in _wish(asked, now).people}
    made: list[int] = []
    for line in lines:
        if sessions.exists_at(asked.item_id, asked.place, line.slot.starts_at):
            continue
        kept = session_planning.keep(actor, 0, _draft(asked, line, now), now)
        if not kept.session_id:
            raise Conflict
        people = [each for each in line.people if each in known][: asked.capacity]
        sessions.give_places(kept.session_id, people, actor.person_id, now)
        jobs.put_all("session_mail", [_mail(kept.session_id, each, now) for each in people])
        made.append(kept.session_id)
    return made


def _mail(session_id: int, person_id: int, now: datetime) -> tuple[str, Mapping[str, object], datetime]:
    payload = {"session_id": session_id, "person_id": person_id, "what": "registered"}
    return f"session_mail:{session_id}:{person_id}:registered:{now.isoformat()}", payload, now


def _draft(asked: Asked, line: Line, now: datetime) -> Draft:
    item = references.programme_item(asked.item_id)
    day, today = clock.day_of(line.slot.starts_at), clock.day_of(now)
    return Draft(
        item_id=asked.item_id,
        title=item.label.in_language("nl") if item else asked.item_id,
        place=asked.place,
        outside_trainers="" if line.trainer else asked.outside,
        provider="",
        capacity=max(asked.capacity, len(line.people)),
        cost=0,
        function_groups=(asked.function_group,) if asked.function_group else (),
        teams=asked.teams,
        closes_on=max(today, day - CLOSES),
        slots=(line.slot,),
        trainer_ids=(line.trainer,) if line.trainer else (),
        exception=asked.reason,
    )


def _wish(asked: Asked, now: datetime) -> Wish:
    item = references.programme_item(asked.item_id)
    if item is None:
        raise NotFound
    today = clock.day_of(now)
    first = max(asked.first, today + timedelta(days=1))
    practice = item.phase in PRACTICE
    people = _people(asked, practice, today)
    ids = [each.id for each in people]
    closed = closed_days.closings(first, asked.last)
    return Wish(
        people=people,
        most_people=item.most_people,
        capacity=asked.capacity,
        first=first,
        last=min(asked.last, first + timedelta(days=LONGEST)),
        parts=lambda day: [_slot(day, *part) for part in asked.parts],
        trainers=rule_names.names(asked.trainers),
        outside=asked.outside,
        busy=sessions.busy([*ids, *asked.trainers], 0, now),
        away=_away([*ids, *asked.trainers], first, asked.last),
        holidays=closed.holidays,
        quiet=closed.quiet,
        practice=practice,
    )


def _people(asked: Asked, practice: bool, today: date) -> list[Person]:
    """Return who works there, did not do it yet and has no place in a coming one."""
    found = members.everybody(Wanted(day=today, teams=asked.teams, function_group=asked.function_group))
    if len(found) > MOST_PEOPLE:
        raise Conflict
    ids = [each.id for each in found]
    done = sessions.who_completed(asked.item_id, ids) | sessions.planned_end(asked.item_id, ids).keys()
    wanted = [each for each in found if each.id not in done and each.id not in asked.trainers]
    places = members.places([each.id for each in wanted], today)
    ready = _ready(asked, {each.team_id for jobs_of in places.values() for each in jobs_of}, today) if practice else {}
    return [
        Person(
            id=each.id,
            name=each.name,
            team=_team(places.get(each.id, ())),
            from_day=max((ready.get(place.team_id, date.min) for place in places.get(each.id, ())), default=date.min),
            waits_for="H4",
        )
        for each in wanted
    ]


def _team(places: Sequence[Place]) -> str:
    return places[0].team if places else ""


def _ready(asked: Asked, teams: Collection[int], today: date) -> Mapping[int, date]:
    """Return from which day each team can practise: after its leaders were trained, or from the fallback on (H4)."""
    leading = sessions.leaders_by_team(teams, today + timedelta(days=1))
    leaders = {each for people in leading.values() for each in people}
    done, planned = sessions.who_completed(LEADERS_FIRST, leaders), sessions.planned_end(LEADERS_FIRST, leaders)
    found: dict[int, date] = {}
    for team, people in leading.items():
        days = [
            date.min
            if each in done
            else clock.day_of(planned[each]) + timedelta(days=1)
            if each in planned
            else date.max
            for each in people
        ]
        found[team] = min(max(days), asked.fallback or date.max)
    return found


def _away(people: Collection[int], first: date, last: date) -> Mapping[int, Collection[date]]:
    found: dict[int, set[date]] = {}
    for person, pauses in rule_subjects.pauses(people).items():
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if any(pause.covers(day) for pause in pauses):
                found.setdefault(person, set()).add(day)
    return found


def _busy_with(wish: Wish, others: Sequence[Line]) -> Wish:
    busy = {each: list(slots) for each, slots in wish.busy.items()}
    for line in others:
        for person in (*line.people, *((line.trainer,) if line.trainer else ())):
            busy.setdefault(person, []).append(line.slot)
    return Wish(**{**wish.__dict__, "busy": busy})


def _slot(day: date, begins: time, ends: time) -> Slot:
    return Slot(starts_at=instant(day, begins), ends_at=instant(day, ends))


def instant(day: date, moment: time) -> datetime:
    """Return a moment of Dutch time in UTC."""
    return datetime.combine(day, moment, clock.AMSTERDAM).astimezone(UTC)
