"""A team's working agreements: written by its leader with the team, read and acknowledged by the team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from learning_goals.norm import Norm
from learning_goals.team_norm import CHECKS, CHOICES, TEAM_NORM, TeamNorm, Value, in_force, looser, stricter
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import norms
from webapp.services.progress import led_scope
from webapp.store import audit, members, revision, teams
from webapp.store import team_norms as store
from webapp.store.team_norms import Edition, Version
from webapp.store.teams import TeamName

LARGEST = 2**31 - 1
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Agreements:
    """A team's agreements as they hold now; `values` where the organisation became stricter are its own.

    `stricter` are the fields in which the team protects more; `overtaken` those in which the norm went further.
    """

    version: Version
    norm: TeamNorm
    values: Mapping[str, Value]
    stricter: tuple[str, ...]
    overtaken: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MyTeam:
    """One of somebody's teams, with its agreements (None: not written yet) and the version read (0: none)."""

    team_id: int
    name: str
    agreements: Agreements | None
    acknowledged: int

    @property
    def open(self) -> bool:
        """Whether there are agreements that this person did not read yet."""
        return self.agreements is not None and self.acknowledged < self.agreements.version.number


@dataclass(frozen=True, kw_only=True)
class LedTeams:
    """One page of teams: key, path and the number of its agreements (0: none)."""

    teams: tuple[tuple[int, str, int], ...]
    number: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class LedTeam:
    """A team that a leader leads, with its agreements and how many read them."""

    team_id: int
    name: str
    agreements: Agreements | None
    editions: tuple[Edition, ...]
    read_by: int
    people: int


def mine(actor: Visitor, today: date) -> tuple[MyTeam, ...]:
    """Return the teams in which this person works, each once."""
    places = {team_id: name for team_id, name, _group in store.teams_of(actor.person_id, today)}
    versions = store.versions(places.keys())
    read = store.acknowledged(actor.person_id, places.keys())
    return tuple(
        MyTeam(
            team_id=team_id,
            name=name,
            agreements=_agreements(versions.get(team_id), actor.norm_number),
            acknowledged=read.get(team_id, 0),
        )
        for team_id, name in places.items()
    )


def acknowledge(actor: Visitor, team_id: int, number: int, now: datetime) -> None:
    """Keep that this person read the newest agreements of a team of one's own; raises NotFound for any other."""
    for team in mine(actor, clock.day_of(now)):
        if team.team_id == team_id and team.agreements and team.agreements.version.number == number:
            store.acknowledge(actor.person_id, team_id, number, now)
            return
    raise NotFound


def led(actor: Visitor, page: int) -> LedTeams:
    """Return one page of the teams of this leader and those below, with the number of their agreements."""
    found = teams.names(led_scope(actor, 0))
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, page), pages)
    shown = found[(number - 1) * PAGE : number * PAGE]
    numbers = store.numbers([team.id for team in shown])
    return LedTeams(
        teams=tuple((team.id, team.path, numbers.get(team.id, 0)) for team in shown), number=number, pages=pages
    )


def led_team(actor: Visitor, team_id: int, today: date) -> LedTeam:
    """Return one team that this person leads; raises NotFound for any other."""
    team = _led(actor, team_id)
    version = store.versions([team_id]).get(team_id)
    number = version.number if version else 0
    return LedTeam(
        team_id=team_id,
        name=team.name,
        agreements=_agreements(version, actor.norm_number),
        editions=tuple(store.editions(team_id)),
        read_by=store.count_of(team_id, number, today) if number else 0,
        people=members.count_in(team_id, today),
    )


def earlier(actor: Visitor, team_id: int, number: int) -> tuple[str, Agreements]:
    """Return the name of a led team and that version of its agreements; raises NotFound."""
    team = _led(actor, team_id)
    found = _agreements(store.version(team_id, min(number, LARGEST)), actor.norm_number)
    if found is None:
        raise NotFound
    return team.name, found


def proposal(actor: Visitor, team: LedTeam, today: date) -> TeamNorm:
    """Return what the form begins with: the team's agreements, never looser than the norm of today."""
    norm = norms.norm(actor.norm_number)
    if team.agreements is None:
        values: Mapping[str, Any] = {field: getattr(norm, field) for field in CHOICES}
        return TeamNorm(norm_number=norm.number, made_on=today, made_by_people=max(1, team.people), **values)
    before = team.agreements.norm
    held: Mapping[str, Any] = team.agreements.values
    return replace(before, norm_number=norm.number, made_on=today, **held)


def publish(
    actor: Visitor, team_id: int, wanted: TeamNorm, number: int, confirmed: frozenset[str], now: datetime
) -> None:
    """Publish the next version; raises Conflict when it is looser, unconfirmed, or somebody was first."""
    _led(actor, team_id)
    norm = norms.norm(actor.norm_number)
    if looser(wanted, norm):
        raise Conflict("looser")
    if wanted.agreements and confirmed != frozenset(CHECKS):
        raise Conflict("unconfirmed")
    newest = store.versions([team_id]).get(team_id)
    if number != (newest.number if newest else 0) + 1:
        raise Conflict("somebody_was_first")

    if not store.publish(team_id, number, TEAM_NORM.dump_python(wanted, mode="json"), actor.person_id, now):
        raise Conflict("somebody_was_first")
    audit.append(actor.person_id, None, "team_norm.published", now, {"team_id": team_id, "number": number})
    revision.raise_it()


def _agreements(version: Version | None, norm_number: int) -> Agreements | None:
    if version is None:
        return None
    team = TEAM_NORM.validate_python(dict(version.content))
    norm: Norm = norms.norm(norm_number or team.norm_number)
    return Agreements(
        version=version,
        norm=team,
        values=in_force(team, norm),
        stricter=tuple(stricter(team, norm)),
        overtaken=tuple(looser(team, norm)),
    )


def _led(actor: Visitor, team_id: int) -> TeamName:
    for team in teams.names(led_scope(actor, 0)):
        if team.id == team_id:
            return team
    raise NotFound
