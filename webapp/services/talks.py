"""The talk between employee and leader: what was shared, what was agreed; and wishes for training with an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from webapp import clock, questionnaires
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import assigning, goals
from webapp.services.assigning import Order
from webapp.services.curriculum import library
from webapp.services.goals import Mine
from webapp.services.progress import Filter, led_scope, wanted
from webapp.store import audit, members, talks
from webapp.store.members import Member
from webapp.store.scope import working_in
from webapp.store.talks import Entry, Request

LARGEST = 2**31 - 1
LONGEST = talks.LONGEST
SHOWN = 50
USUAL_DAYS = 42
"""Days within which a granted course is done."""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What both sides of a talk see; `goals` are those that are shared now."""

    person_id: int
    name: str
    goals: tuple[Mine, ...]
    entries: tuple[Entry, ...]

    @property
    def next_number(self) -> int:
        """The number of the version that is written next."""
        return self.entries[0].number + 1 if self.entries else 1


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is filled in about a talk."""

    held_on: date
    done: str
    agreements: str
    next_on: date | None


def own(actor: Visitor) -> Talk:
    """Return one's own talk page."""
    return _talk(actor.person_id, actor.name)


def of(actor: Visitor, person_id: int, today: date) -> Talk:
    """Return the talk page of somebody in the led teams; raises NotFound for anybody else."""
    member = _led(actor, person_id, today)
    return _talk(person_id, member.name)


def write(actor: Visitor, person_id: int, words: Words, number: int, now: datetime) -> None:
    """Append a version of the talk, by the employee or by the leader; earlier versions stay.

    Raises Conflict when the other wrote one after this page was opened.
    """
    today = clock.day_of(now)
    found = own(actor) if person_id == actor.person_id else of(actor, person_id, today)
    if number != found.next_number:
        raise Conflict("somebody_was_first")
    kept = talks.add_entry(
        person_id=person_id,
        number=number,
        held_on=words.held_on,
        done=words.done,
        agreements=words.agreements,
        next_on=words.next_on,
        goals=[each.words or each.goal.label.nl for each in found.goals],
        written_by=actor.person_id,
        written_at=now,
    )
    if not kept:
        raise Conflict("somebody_was_first")
    if person_id != actor.person_id:
        audit.append(actor.person_id, person_id, "talk.written", now)


def propose(actor: Visitor, person_id: int, goal: str, reason: str, now: datetime) -> None:
    """Propose a goal to somebody in the led teams, with a reason."""
    _led(actor, person_id, clock.day_of(now))
    goals.propose(actor, person_id, goal, reason, now)


def my_requests(actor: Visitor) -> list[Request]:
    """Return one's own wishes for training, newest first."""
    return talks.requests_of(actor.person_id)


def ask(actor: Visitor, goal: str, course_id: str, wish: str, now: datetime) -> None:
    """Ask the leader for a training; the same wish twice stays one. Raises NotFound for what does not exist."""
    if (goal and goal not in questionnaires.goals_by_id()) or (course_id and course_id not in library().modules):
        raise NotFound
    if not (goal or course_id or wish):
        raise Conflict("empty")
    open_ones = [each for each in talks.requests_of(actor.person_id) if each.status == "open"]
    if not any((each.goal, each.course_id, each.wish) == (goal, course_id, wish) for each in open_ones):
        talks.ask(actor.person_id, goal, course_id, wish, now)


def withdraw(actor: Visitor, request_id: int, now: datetime) -> None:
    """Take one's own open wish back; raises Conflict when it was answered meanwhile."""
    found = talks.request(request_id) if request_id <= LARGEST else None
    if found is None or found.person_id != actor.person_id:
        raise NotFound
    if not talks.answer(request_id, "withdrawn", "", None, now):
        raise Conflict


def requests(actor: Visitor, today: date) -> tuple[list[Request], list[Request]]:
    """Return the open and the answered wishes of the led teams' people."""
    people = working_in(led_scope(actor, 0), today)
    return talks.open_requests(people, SHOWN), talks.answered_requests(people, SHOWN)


def answer(actor: Visitor, request_id: int, status: Literal["granted", "refused"], words: str, now: datetime) -> None:
    """Answer a wish with a reason; a course that is granted is assigned. Raises Conflict when somebody was first."""
    found = talks.request(request_id) if request_id <= LARGEST else None
    today = clock.day_of(now)
    if found is None:
        raise NotFound
    _led(actor, found.person_id, today)
    if not talks.answer(request_id, status, words, actor.person_id, now):
        raise Conflict
    if status == "granted" and found.course_id in library().modules:
        due_on = today + timedelta(days=USUAL_DAYS)
        order = Order(team_id=0, course_id=found.course_id, due_on=due_on, reason=words, person_ids=(found.person_id,))
        assigning.assign(actor, order, now)


def _talk(person_id: int, name: str) -> Talk:
    return Talk(
        person_id=person_id,
        name=name,
        goals=goals.shared_of((person_id,)),
        entries=tuple(talks.entries(person_id)),
    )


def _led(actor: Visitor, person_id: int, today: date) -> Member:
    if person_id > LARGEST or person_id == actor.person_id:
        raise NotFound
    found = members.members_among(wanted(led_scope(actor, 0), Filter(), today), (person_id,))
    if not found:
        raise NotFound
    return found[0]
