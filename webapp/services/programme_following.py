"""One's own programme through the year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learning_goals.programme_meetings import Said, parts, subjects
from learning_goals.programme_opening import Waiting, done_for, new_between
from webapp.policy import Visitor
from webapp.services.programme_audiences import GROUPS, of_person
from webapp.services.programme_openness import Openness, is_course, openness
from webapp.store import members, my_courses, programme_progress, programmes, sessions
from webapp.store.members import Place
from webapp.store.my_courses import Assigned
from webapp.store.programmes import Kept
from webapp.store.sessions import Session


@dataclass(frozen=True, kw_only=True)
class Followed:
    """An item of a published programme: when all of it was done, and what it waits for while it is not open."""

    item: Said
    done: date | None
    waiting: Waiting | None


@dataclass(frozen=True, kw_only=True)
class OwnProgramme:
    """A published programme with its items in the order of the year."""

    kept: Kept
    items: tuple[Followed, ...]


@dataclass(frozen=True, kw_only=True)
class Mine:
    """One's own programme: items of published programmes, what is asked, what is done, trainings with a place."""

    programmes: tuple[OwnProgramme, ...]
    assigned: tuple[Assigned, ...]
    done: Mapping[str, date]
    sessions: tuple[Session, ...]


def mine(actor: Visitor, year: int, today: date) -> Mine:
    """Return one's own programme of a year."""
    found = published(of_person(actor, today), year)
    done = _done_by(actor.person_id)
    registered = {id for id, status in sessions.statuses(actor.person_id).items() if status == "registered"}
    return Mine(
        programmes=_followed(actor, found, done, today) if found else (),
        assigned=tuple(each for each in my_courses.assigned(actor.person_id) if each.kind in ("course", "item")),
        done=done,
        sessions=tuple(each for each in sessions.of_person(actor.person_id) if each.id in registered),
    )


def published(audiences: Collection[str], year: int) -> list[Kept]:
    """Return the version that holds of each of these audiences."""
    newest: dict[str, Kept] = {}
    for each in programmes.versions(year, audiences) if audiences else ():
        if each.published:
            newest.setdefault(each.audience, each)
    return list(newest.values())


def in_order(kept: Kept) -> list[Said]:
    """Return the items of a version in the order of the year."""
    return sorted(kept.document["items"], key=lambda item: item["month"])


def for_newcomers(item: Said) -> bool:
    """Return whether an item is for who is new only."""
    return all(part["phase"] == "newcomer" for part in parts(item))


def done_on(item: Said, year: int, done: Mapping[str, date]) -> date | None:
    """Return the day on which the last subject of an item was done, None while one is not."""
    days = [done.get(what) for what in subjects(item) if done_for(year, done.get(what), e_learning=is_course(what))]
    return max((day for day in days if day), default=None) if len(days) == len(subjects(item)) else None


def _followed(actor: Visitor, found: Sequence[Kept], done: Mapping[str, date], today: date) -> tuple[OwnProgramme, ...]:
    places = members.places([actor.person_id], today).get(actor.person_id, [])
    known = openness(today)
    new = bool(programme_progress.began_between([actor.person_id], *new_between(found[0].year)))
    return tuple(
        OwnProgramme(
            kept=kept,
            items=tuple(
                Followed(
                    item=item,
                    done=done_on(item, kept.year, done),
                    waiting=_waiting(kept, item, places, known, actor.person_id),
                )
                for item in in_order(kept)
                if new or not for_newcomers(item)
            ),
        )
        for kept in found
    )


def _waiting(kept: Kept, item: Said, places: Sequence[Place], known: Openness, person_id: int) -> Waiting | None:
    """Return what it waits for; with jobs in two teams it is open as soon as one of them is."""
    teams = [each.team_id for each in places if each.function_group == kept.audience or kept.audience not in GROUPS]
    waits = [known.of(kept, item, team, person_id) for team in teams]
    return waits[0] if waits and None not in waits else None


def _done_by(person_id: int) -> dict[str, date]:
    done: dict[str, date] = {}
    for fact in my_courses.facts(person_id):
        if fact.what == "done":
            done[fact.course_id] = max(fact.on, done.get(fact.course_id, fact.on))
    return done
