"""The agenda of a review, gathered from what the product knows of a team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from learning_goals.meeting_exercises import MeetingExercise, choose
from learning_goals.reviews.agenda import Known, Point, agenda, last_looked
from learning_goals.reviews.periods import period_of
from learning_goals.reviews.state import BEHIND, state
from learning_goals.team_norm import CHOICES, TEAM_NORM, TeamNorm
from webapp import questionnaires, reference
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import group_pictures
from webapp.services.reviews import Opened
from webapp.services.round_figures import team_key
from webapp.store import review_facts, talks, team_norms
from webapp.store import reviews as store
from webapp.store.reviews import Record
from webapp.store.talks import Aim

HALF_YEAR = timedelta(days=183)
YEAR = timedelta(days=365)
FIELD, ANSWER, OWN = "field.", "answer.", "own."
"""What an item of a team norm is called: a choice of the norm, an answer to a prompt, an agreement of one's own."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An agenda with what its points speak of; `last` is the record before this review (None: there is none).

    `lapsing` counts people by course, `differs` names behaviour, `behind` counts teams (for management and board).
    """

    points: tuple[Point, ...]
    norm: TeamNorm | None
    aims: Mapping[str, Aim]
    exercise: MeetingExercise | None
    last: Record | None
    lapsing: Mapping[str, int] = field(default_factory=dict[str, int])
    differs: tuple[str, ...] = ()
    behind: int = 0


def prepare(actor: Visitor, found: Opened, today: date) -> Prepared:
    """Return the agenda as it is today, without what this very review looked at."""
    looked = last_looked(store.looked_at(found.kept.about, found.kept.id))
    last = _last(found)
    if not found.kept.team_id:
        return _of_duty(found, looked, last, today)
    team_id = found.kept.team_id
    version = team_norms.versions([team_id]).get(team_id)
    norm = TEAM_NORM.validate_python(dict(version.content)) if version else None
    aims = {str(each.id): each for each in talks.aims([team_id]) if each.status == "open"}
    exercise = _exercise(team_id, [each.goal for each in aims.values()], looked, today)
    lapsing = review_facts.lapsing(team_id, today, today + HALF_YEAR)
    differs = _differs(actor, team_id)
    known = Known(
        norm=items_of(norm) if norm else (),
        norm_is_old=norm is not None and norm.made_on < today - YEAR,
        looked=looked,
        goals=tuple(aims),
        lapsing=lapsing,
        differs=differs,
        lessons=bool(found.kept.lessons),
        agreed_before=bool(last and last.agreements),
        exercise=exercise.id if exercise else "",
    )
    return Prepared(
        points=agenda(known), norm=norm, aims=aims, exercise=exercise, last=last, lapsing=lapsing, differs=differs
    )


def items_of(norm: TeamNorm) -> tuple[str, ...]:
    """Return the items of a team norm: what the team wrote itself first, then its choices."""
    return (*_written(norm), *(FIELD + choice for choice in CHOICES))


def text_of(norm: TeamNorm, item: str) -> str:
    """Return an agreement in the team's own words; empty for a choice, or for one that is no longer there."""
    return _written(norm).get(item, "")


def _written(norm: TeamNorm) -> dict[str, str]:
    own = (each.text for each in norm.agreements if not each.prompt)
    answers = {ANSWER + each.prompt: each.text for each in norm.agreements if each.prompt}
    return answers | {f"{OWN}{number}": text for number, text in enumerate(own, 1)}


def exercise(id: str) -> MeetingExercise | None:
    """Return that exercise, or None when it is not offered."""
    return next((each for each in reference.meeting_exercises() if each.id == id), None)


def _of_duty(found: Opened, looked: Mapping[str, date], last: Record | None, today: date) -> Prepared:
    chosen = choose(reference.meeting_exercises(), (), (), _done(looked))
    behind = _teams_behind(today)
    known = Known(
        has_norm_of_its_own=False,
        looked=looked,
        watches_teams=True,
        lessons=bool(found.kept.lessons),
        agreed_before=bool(last and last.agreements),
        exercise=chosen.id if chosen else "",
    )
    return Prepared(points=agenda(known), norm=None, aims={}, exercise=chosen, last=last, behind=behind)


def _teams_behind(today: date) -> int:
    """Return how many teams have a review of this period or the one before that should have been held."""
    since = period_of(today, 2).first - HALF_YEAR
    every = store.of_everybody(today, since, today)
    return len({each.about for each in every if each.team_id and state(each.due_on, each.held_on, today) in BEHIND})


def _last(found: Opened) -> Record | None:
    held = [each for each in found.earlier if each.held_on]
    newest = max(held, key=lambda each: each.held_on or date.min, default=None)
    return next(iter(store.records([newest.id])), None) if newest else None


def _exercise(team_id: int, goals: Sequence[str], looked: Mapping[str, date], today: date) -> MeetingExercise | None:
    catalogue = questionnaires.goals_by_id()
    wanted = {element for goal in goals if goal in catalogue for element in catalogue[goal].elements}
    return choose(reference.meeting_exercises(), review_facts.groups_in(team_id, today), wanted, _done(looked))


def _done(looked: Mapping[str, date]) -> dict[str, date]:
    return {point.removeprefix("exercise:"): day for point, day in looked.items() if point.startswith("exercise:")}


def _differs(actor: Visitor, team_id: int) -> tuple[str, ...]:
    """Return on which behaviour the published figures say that the team judges otherwise than the norm, or not as one.

    Figures exist from five people up only; whatever is hidden says nothing here either.
    """
    newest = group_pictures.published(1)
    if not newest:
        return ()
    try:
        found = group_pictures.picture(actor, newest[-1].id, team_key(team_id), "nl")
    except NotFound:
        return ()
    return tuple(row.behaviour for row in found.norm if row.situation not in (None, "shared"))
