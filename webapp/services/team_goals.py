"""A team's own goals, set by its leader with the team, and how the goals that people shared fit them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.goal_catalogue import Goal
from learning_goals.risk_profile import FOR_EVERYBODY
from webapp import questionnaires
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import group_pictures, risk_profiles
from webapp.services.progress import led_scope
from webapp.store import learning_goals, talks, teams
from webapp.store.scope import working_in
from webapp.store.talks import Aim
from webapp.store.teams import TeamName


@dataclass(frozen=True, kw_only=True)
class TeamGoals:
    """A team's goals, and per goal how many people share one for it.

    `missing` are team goals that nobody shared one for, `besides` shared goals that the team did not set. `from_risks`
    are goals for what the team's risk profile asks for, `from_picture` those that half of the team wants to learn.
    """

    team: TeamName
    aims: tuple[Aim, ...]
    shared: dict[str, int]
    missing: tuple[str, ...]
    besides: tuple[str, ...]
    choices: tuple[Goal, ...]
    from_risks: tuple[str, ...]
    from_picture: tuple[str, ...]


def of_team(actor: Visitor, team_id: int, today: date) -> TeamGoals:
    """Return the goals of a led team; raises NotFound for any other."""
    team = _led(actor, team_id)
    aims = tuple(talks.aims([team_id]))
    wanted = {each.goal for each in aims if each.status == "open"}
    shared = learning_goals.count_shared(working_in((team_id,), today))
    return TeamGoals(
        team=team,
        aims=aims,
        shared=shared,
        missing=tuple(goal for goal in sorted(wanted) if not shared.get(goal)),
        besides=tuple(goal for goal in shared if goal not in wanted),
        choices=tuple(each for each in questionnaires.goals() if each.id not in wanted and not each.leaders),
        from_risks=tuple(each for each in _from_risks(actor, team_id) if each not in wanted),
        from_picture=tuple(each for each in group_pictures.wanted_by_half(actor, team_id) if each not in wanted),
    )


def _from_risks(actor: Visitor, team_id: int) -> list[str]:
    asked = risk_profiles.elements_of(actor, team_id) - FOR_EVERYBODY
    return [each.id for each in questionnaires.goals() if asked.intersection(each.elements) and not each.leaders]


def add(actor: Visitor, team_id: int, goal: str, words: str, due_on: date | None, now: datetime) -> None:
    """Set a goal for a led team; raises NotFound for one that cannot be chosen."""
    if goal not in questionnaires.goals_by_id():
        raise NotFound
    _led(actor, team_id)
    if not any(each.goal == goal and each.status == "open" for each in talks.aims([team_id])):
        talks.add_aim(team_id, goal, words, due_on, actor.person_id, now)


def settle(actor: Visitor, team_id: int, aim_id: int, status: str, now: datetime) -> None:
    """Say what became of a team's goal; raises NotFound for any other."""
    _led(actor, team_id)
    if status not in ("open", "met", "dropped") or aim_id > 2**31 - 1:
        raise NotFound
    if not talks.settle_aim(aim_id, team_id, status, actor.person_id, now):
        raise NotFound


def led(actor: Visitor) -> list[TeamName]:
    """Return the teams of which this leader sets the goals."""
    return teams.names(led_scope(actor, 0))


def _led(actor: Visitor, team_id: int) -> TeamName:
    for team in teams.names(led_scope(actor, 0)):
        if team.id == team_id:
            return team
    raise NotFound
