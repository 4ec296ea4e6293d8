"""Whether practice is open in a team: its leader is trained and it made its norm, or the fallback day has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from learning_goals.nearest_leader import nearest_leaders
from learning_goals.programme_meetings import Said, parts
from learning_goals.programme_opening import Waiting, is_practice, waiting
from webapp.services import choices
from webapp.services.curriculum import library
from webapp.services.programme_audiences import GROUPS, leads
from webapp.services.programme_plan import LEADERS_ITEM
from webapp.store import onboarding_facts, programme_progress
from webapp.store.programmes import Kept


@dataclass(frozen=True, kw_only=True)
class Openness:
    """Who leads which team, who of them is trained, and which teams made their norm."""

    parents: Mapping[int, int]
    leading: Mapping[int, list[int]]
    trained: frozenset[int]
    with_norm: frozenset[int]
    today: date

    def of(self, kept: Kept, item: Said, team_id: int, person_id: int = 0) -> Waiting | None:
        """Return what an item of a programme waits for in that team, None when it is open.

        A team that nobody leads waits for no leader; leaders, management, board and council go first and never wait.
        """
        practice = any(is_practice(part["phase"], e_learning=is_course(part["what"])) for part in parts(item))
        if leads(kept.audience) or not practice:
            return None
        fallback = kept.document.get("opening", {}).get("on")
        return waiting(
            leader_done=self.trained.issuperset(nearest_leaders(person_id, team_id, self.parents, self.leading)),
            team_norm=kept.audience not in GROUPS or team_id in self.with_norm,
            fallback=date.fromisoformat(fallback) if fallback else None,
            today=self.today,
        )


def openness(today: date) -> Openness:
    """Read it, in three statements."""
    return Openness(
        parents={team.id: team.parent_id for team in choices.all_teams()},
        leading=onboarding_facts.leaders(today, deputies=False),
        trained=programme_progress.everybody_who_completed(LEADERS_ITEM),
        with_norm=programme_progress.teams_with_norm(),
        today=today,
    )


def is_course(what: str) -> bool:
    """Return whether it is followed alone, on a screen."""
    return what in library().modules
