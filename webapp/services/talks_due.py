"""Which talks a leader should hold: the yearly one with everybody, and what is told again to who is new."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from learning_goals.nearest_leader import nearest_leaders
from learning_goals.onboarding_plan import REFRESH
from learning_goals.reviews.talks import Talk, TalkKind, TalkState, due_on, talk_state
from webapp.policy import Visitor
from webapp.services import onboarding_access
from webapp.services.progress import Filter, led_scope, wanted
from webapp.store import members, obligations, onboarding, onboarding_facts, onboarding_marks, review_facts
from webapp.store.members import Member

MOST = 200
"""Talks in one list; who leads more people sees the most urgent ones."""


@dataclass(frozen=True, kw_only=True)
class TalkDue:
    """One talk to hold; `key` is the person for a yearly talk, the onboarding for a refresh."""

    kind: TalkKind
    key: int
    name: str
    due_on: date
    state: TalkState
    last_on: date | None


def talks_due(actor: Visitor, today: date) -> list[TalkDue]:
    """Return what is due within a month or late among the people whom one leads oneself, the earliest first.

    In a team below that somebody else leads, the talks are that leader's.
    """
    everybody = [
        each for each in members.everybody(wanted(led_scope(actor, 0), Filter(), today)) if each.id != actor.person_id
    ]
    own = _led_by(actor, [each.id for each in everybody], today)
    found = [*_yearly([each for each in everybody if each.id in own], today), *_refreshes(actor, own, today)]
    return sorted(found, key=lambda each: (each.due_on, each.name))[:MOST]


def _led_by(actor: Visitor, people: Collection[int], today: date) -> frozenset[int]:
    """Return whose talks are this leader's; who leads a team talks with the leader above, not with a deputy."""
    parents, leading = obligations.parents(), onboarding_facts.leaders(today)
    first = onboarding_facts.leaders(today, deputies=False)
    found: set[int] = set()
    for person_id, places in members.places(people, today).items():
        for place in places:
            leads_it = person_id in first.get(place.team_id, ())
            team_id = parents.get(place.team_id, 0) if leads_it else place.team_id
            if actor.person_id in nearest_leaders(person_id, team_id, parents, leading):
                found.add(person_id)
    return frozenset(found)


def _yearly(people: Sequence[Member], today: date) -> list[TalkDue]:
    ids = [each.id for each in people]
    began, held = review_facts.employed_since(ids, today), review_facts.last_talks(ids)
    found: list[TalkDue] = []
    for each in people:
        last, agreed = held.get(each.id, (None, None))
        talk = Talk(kind="yearly", began=began[each.id], held_on=[last] if last else [], next_on=agreed)
        found += _due(talk, each.id, each.name, today)
    return found


def _refreshes(actor: Visitor, own: Collection[int], today: date) -> list[TalkDue]:
    rows = [each for each in onboarding.rows(onboarding_access.asked_as_leader(actor, today)) if each.person_id in own]
    marks = onboarding_marks.marks([row.id for row in rows])
    found: list[TalkDue] = []
    for row in rows:
        told = [each.done_on for each in marks.get(row.id, ()) if each.step.startswith(REFRESH) and each.done]
        talk = Talk(kind="refresh", began=row.employed_from, held_on=told)
        found += _due(talk, row.id, row.name, today)
    return found


def _due(talk: Talk, key: int, name: str, today: date) -> list[TalkDue]:
    day, how = due_on(talk), talk_state(talk, today)
    if day is None or how == "later":
        return []
    last = max(talk.held_on, default=None)
    return [TalkDue(kind=talk.kind, key=key, name=name, due_on=day, state=how, last_on=last)]
