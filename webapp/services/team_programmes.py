"""A leader's team in the programmes of its work: per item who did it, who has a place, who has neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.programme_meetings import Said, subjects
from learning_goals.programme_opening import Waiting, new_between
from webapp import clock
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services.programme_audiences import GROUPS
from webapp.services.programme_following import done_on, for_newcomers, in_order, published
from webapp.services.programme_openness import Openness, openness
from webapp.services.progress import led_scope
from webapp.services.sessions import fits
from webapp.store import members, programme_facts, programme_progress, sessions, teams
from webapp.store.members import Place
from webapp.store.programmes import Kept
from webapp.store.scope import working_in
from webapp.store.sessions import Session
from webapp.store.teams import TeamName

DATES_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class TeamItem:
    """How a team stands with an item: how many did it, have a place, or neither; the next dates.

    `waiting` names each team (also those below) whose people still wait, and for what.
    """

    item: Said
    done: int
    planned: int
    open: int
    waiting: tuple[tuple[str, Waiting], ...]
    dates: tuple[Session, ...]


@dataclass(frozen=True, kw_only=True)
class TeamProgramme:
    """The programme of one function group, for the people of it who work in the team."""

    kept: Kept
    people: int
    items: tuple[TeamItem, ...]


@dataclass(frozen=True, kw_only=True)
class TeamYear:
    """A team with the programmes that concern it; `without` are function groups that have none published."""

    team: TeamName
    choices: tuple[TeamName, ...]
    programmes: tuple[TeamProgramme, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Everything about the people of the team, read at once."""

    places: Mapping[int, Sequence[Place]]
    done: Mapping[int, Mapping[str, date]]
    placed: frozenset[tuple[int, str]]
    coming: Sequence[Session]
    new: frozenset[int]
    openness: Openness


def of_team(actor: Visitor, team_id: int, year: int, now: datetime) -> TeamYear:
    """Return how a led team (0: the first one) with those below it stands; raises NotFound for any other team."""
    led = teams.names(led_scope(actor, 0))
    chosen = next((each for each in led if each.id == (team_id or led[0].id)), None)
    if chosen is None:
        raise NotFound
    places = _places(chosen.id, clock.day_of(now))
    groups = {place.function_group for held in places.values() for place in held} & {*GROUPS}
    found = published(groups, year)
    known = _known(places, {what for kept in found for item in in_order(kept) for what in subjects(item)}, year, now)
    return TeamYear(
        team=chosen,
        choices=tuple(led),
        programmes=tuple(_programme(kept, known) for kept in found),
        without=tuple(sorted(groups - {kept.audience for kept in found})),
    )


def _places(team_id: int, day: date) -> dict[int, list[Place]]:
    """Return the jobs of everybody in the team, only those in the team or below it."""
    here = teams.ids_below((team_id,))
    found = members.places(programme_facts.keys(working_in((team_id,), day)), day)
    return {person: [place for place in held if place.team_id in here] for person, held in found.items()}


def _known(places: Mapping[int, Sequence[Place]], what: set[str], year: int, now: datetime) -> _Known:
    done: dict[int, dict[str, date]] = {}
    for (person, each), day in programme_progress.completed(places, what).items():
        done.setdefault(person, {})[each] = day
    return _Known(
        places=places,
        done=done,
        placed=programme_progress.with_a_place(places, now),
        coming=[each for each in sessions.coming(now) if each.status == "planned" and each.item_id in what],
        new=programme_progress.began_between(places, *new_between(year)),
        openness=openness(clock.day_of(now)),
    )


def _programme(kept: Kept, known: _Known) -> TeamProgramme:
    people = {
        person: [place for place in held if place.function_group == kept.audience]
        for person, held in known.places.items()
    }
    people = {person: held for person, held in people.items() if held}
    return TeamProgramme(
        kept=kept,
        people=len(people),
        items=tuple(_item(kept, item, people, known) for item in in_order(kept)),
    )


def _item(kept: Kept, item: Said, everybody: Mapping[int, Sequence[Place]], known: _Known) -> TeamItem:
    """Only who is new is counted for what is for newcomers."""
    people = {each: held for each, held in everybody.items() if each in known.new or not for_newcomers(item)}
    done = {person for person in people if done_on(item, kept.year, known.done.get(person, {}))}
    planned = {person for person in people if any((person, what) in known.placed for what in subjects(item))} - done
    here = {place.team_id: place for held in people.values() for place in held}
    waits = [(place.team, known.openness.of(kept, item, id)) for id, place in here.items()]
    dates = [each for each in known.coming if each.item_id in subjects(item) and fits(each.audience, [*here.values()])]
    return TeamItem(
        item=item,
        done=len(done),
        planned=len(planned),
        open=len(people) - len(done) - len(planned),
        waiting=tuple((team, wait) for team, wait in sorted(waits, key=lambda each: each[0]) if wait),
        dates=tuple(dates[:DATES_SHOWN]),
    )
