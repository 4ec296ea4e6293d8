"""Goals that rules propose: worked out when the person looks, and kept only once that person chooses or declines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from learning_goals.goal_catalogue import Goal, trained_by
from learning_goals.scoring import Profile, concerns
from webapp import questionnaires
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import goals, references, rule_running
from webapp.store import my_courses, respondents
from webapp.store.my_courses import Assigned


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A goal that goes with something a rule asks; `why` is what the rule saw."""

    goal: Goal
    course_id: str
    why: Mapping[str, Any]


def proposed(actor: Visitor, today: date) -> tuple[Proposal, ...]:
    """Return the goals that rules propose to this person now, what is due first first.

    A rule proposes when it says so, as long as what it asks is not done, and never a goal that the person has or had.
    """
    asked = _asked(actor)
    if not asked:
        return ()
    had = {each.goal.id for each in goals.mine(actor)}
    who = _profile(actor, today)
    found: dict[str, Proposal] = {}
    for each in asked:
        for goal in trained_by(questionnaires.goals(), _elements(each)):
            if goal.id not in had and concerns(goal, who):
                found.setdefault(goal.id, Proposal(goal=goal, course_id=each.course_id, why=each.why))
    return tuple(found.values())


def answer(actor: Visitor, goal_id: str, *, chosen: bool, now: datetime, today: date) -> int:
    """Choose a proposed goal or decline it; returns its key. Raises NotFound, or TooManyAtOnce as choosing does."""
    wanted = next((each for each in proposed(actor, today) if each.goal.id == goal_id), None)
    if wanted is None:
        raise NotFound
    why = {"rule": dict(wanted.why)}
    if chosen:
        return goals.choose(actor, {goal_id: why}, "rule", now)
    return goals.decline(actor, goal_id, "rule", why, now)


def _asked(actor: Visitor) -> Sequence[Assigned]:
    speaking = {number for number, rule in rule_running.active().items() if rule.proposes_goals}
    if not speaking:
        return ()
    done = [(fact.course_id, fact.on) for fact in my_courses.facts(actor.person_id) if fact.what == "done"]
    return [
        each
        for each in my_courses.assigned(actor.person_id)
        if each.why.get("rule") in speaking
        and not any(course == each.course_id and on >= each.counts_from for course, on in done)
    ]


def _elements(asked: Assigned) -> frozenset[str]:
    item = references.programme_item(asked.course_id)
    return frozenset(item.elements) if item else references.taught().get(asked.course_id, frozenset())


def _profile(actor: Visitor, today: date) -> Profile:
    work = respondents.work_of(actor.person_id, today)
    return Profile(leader=bool(actor.led_teams), groups=work.groups, tags=work.tags, duties=work.duties)
