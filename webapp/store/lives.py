"""Who works where since when, read as the assignment rules look at it: many people at once, no more than they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from learning_goals.assignment_rules.audience import Life, Span
from learning_goals.periods import NEVER
from webapp.extensions import db
from webapp.store.people import DatedFact, DutyGrant, Employment, Membership, RoleGrant, TagGrant, Team

Ids = Collection[int] | None
Spans = dict[int, list[Span[Any]]]


def lives(ids: Ids = None) -> dict[int, Life]:
    """Return, as known now, the life at work of everybody (ids None) or of these people who were ever employed."""
    jobs, roles = _jobs(ids), _spans(RoleGrant, RoleGrant.role, ids)
    duties, tags = _spans(DutyGrant, DutyGrant.duty, ids), _spans(TagGrant, TagGrant.tag, ids)
    return {
        person: Life(
            employments=tuple(employed),
            jobs=tuple(jobs.get(person, ())),
            roles=tuple(roles.get(person, ())),
            duties=tuple(duties.get(person, ())),
            tags=tuple(tags.get(person, ())),
        )
        for person, employed in _spans(Employment, Employment.person_id, ids).items()
    }


def _jobs(ids: Ids) -> Spans:
    asked = (
        select(
            Membership.person_id, Membership.valid_from, Membership.valid_until, Team.path, Membership.function_group
        )
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.superseded_at == NEVER)
        .order_by(Membership.person_id, Membership.valid_from)
    )
    found: Spans = defaultdict(list)
    for person, first, last, team, group in db.session.execute(_among(asked, Membership, ids)):
        found[person].append((first, last, (team, group)))
    return found


def _spans(table: type[DatedFact], value: Any, ids: Ids) -> Spans:
    asked = (
        select(table.person_id, table.valid_from, table.valid_until, value)
        .where(table.superseded_at == NEVER)
        .order_by(table.person_id, table.valid_from)
    )
    found: Spans = defaultdict(list)
    for person, first, last, said in db.session.execute(_among(asked, table, ids)):
        found[person].append((first, last, said))
    return found


def _among(asked: Any, table: type[DatedFact], ids: Ids) -> Any:
    return asked if ids is None else asked.where(table.person_id.in_(ids))
