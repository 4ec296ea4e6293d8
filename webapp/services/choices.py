"""What a reader can choose from in filters: courses, function groups, states and teams."""

from __future__ import annotations

from functools import lru_cache

from flask_babel import gettext as _

from learning_goals.assignments import STATES
from learning_goals.function_groups import Audiences
from learning_goals.tracking import STANDINGS
from webapp.policy import Visitor
from webapp.services import references
from webapp.services.curriculum import library
from webapp.services.state_words import state_word
from webapp.store import revision, teams
from webapp.store.teams import TeamName

Choice = tuple[str, str]


def audiences() -> Audiences:
    """Return the function groups, duties and tags that can be chosen."""
    return references.audiences()


def courses(language: str) -> list[Choice]:
    """Return every course by its title."""
    return [(id, each.course.course.title.in_language(language)) for id, each in library().modules.items()]


def function_groups(language: str) -> list[Choice]:
    """Return the function groups by their label."""
    return [(group.id, references.label_of(group, language)) for group in audiences().function_groups]


def states() -> list[Choice]:
    """Return the states of what is asked, in words."""
    return [(state, state_word(state)) for state in STATES]


def standings() -> list[Choice]:
    """Return the states and being exempt, in words."""
    return [(each, state_word(each)) for each in STANDINGS]


def all_teams() -> list[TeamName]:
    """Return the whole tree, read once per change of the organisation."""
    return _teams(revision.current())


@lru_cache(maxsize=4)
def _teams(_revision: int) -> list[TeamName]:
    return teams.names()


def led_teams(actor: Visitor) -> list[Choice]:
    """Return the teams of a leader, the whole scope first."""
    led: set[int] = set()
    for team in all_teams():
        if team.id in actor.led_teams or team.parent_id in led:
            led.add(team.id)
    return [("0", _("All my teams")), *((str(team.id), team.path) for team in all_teams() if team.id in led)]
