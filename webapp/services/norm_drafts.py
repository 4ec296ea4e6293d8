"""Writing the next version of the norm, alone or with colleagues at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from learning_goals.norm import Norm
from learning_goals.norm_difference import merge
from learning_goals.norm_fields import EMPTY_UNTIL_FILLED
from learning_goals.periods import NEVER
from webapp import clock, reference
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import norms
from webapp.store import norms as store
from webapp.store import organisation
from webapp.store.norms import Saved

NOT_YET = "…"
"""Stands for a number of the organisation's own that nobody filled in yet; it cannot be published."""


@dataclass(frozen=True)
class State:
    """Which state of which version somebody has on screen; revision 0 is where that version starts."""

    number: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The version that is being written; `revision` 0 was not saved yet, `by` and `saved_at` say who saved last."""

    number: int
    revision: int
    norm: Norm
    by: str
    saved_at: datetime

    @property
    def state(self) -> State:
        """Which state this is."""
        return State(self.number, self.revision)


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Somebody saved other values meanwhile; `merged` holds both people's changes, mine where we differ."""

    draft: Draft
    merged: Norm
    fields: tuple[str, ...]


def draft(now: datetime) -> Draft:
    """Return the draft of the next version as it stands."""
    number = store.newest_number() + 1
    return _as_draft(number, store.draft(number), now)


def draft_at(state: State, now: datetime) -> Draft:
    """Return that state of a draft, also of a version that was published meanwhile; raises NotFound."""
    if not 1 <= state.number <= store.newest_number() + 1:
        raise NotFound
    saved = store.draft(state.number, state.revision) if state.revision else None
    if saved is None and state.revision:
        raise NotFound
    return _as_draft(state.number, saved, now)


def save(actor: Visitor, shown: State, values: Mapping[str, Any], now: datetime) -> Draft | Clash:
    """Save these fields on top of the state that was shown; returns a Clash when somebody changed the same ones."""
    base, current = draft_at(shown, now), draft(now)
    mine = norms.document(base.norm) | dict(values)
    merged = merge(norms.document(base.norm), norms.document(current.norm), mine)
    both = norms.read(merged.document).norm

    if merged.clashes:
        return Clash(draft=current, merged=both, fields=merged.clashes)
    if both == current.norm and current.revision:
        return current
    if not store.save_draft(current.number, current.revision + 1, norms.document(both), actor.person_id, now):
        return save(actor, shown, values, now)
    return replace(current, revision=current.revision + 1, norm=both, by=actor.name, saved_at=now)


def _as_draft(number: int, saved: Saved | None, now: datetime) -> Draft:
    content: Mapping[str, Any] = saved.content if saved else norms.document(_start(number, now))
    return Draft(
        number=number,
        revision=saved.revision if saved else 0,
        norm=norms.read({**content, "number": number}).norm,
        by=saved.by if saved else "",
        saved_at=saved.saved_at if saved else NEVER,
    )


def _start(number: int, now: datetime) -> Norm:
    """Return the norm published last, or else the proposal without anybody's own numbers."""
    today = clock.day_of(now)
    if number > 1:
        return replace(norms.norm(number - 1), number=number, valid_from=today)
    empty = {name: {"nl": NOT_YET, "en": ""} for name in EMPTY_UNTIL_FILLED}
    own = {"organisation": organisation.said().name or reference.proposed().organisation}
    dates = {"valid_from": today.isoformat(), "approved_on": today.isoformat(), "numbers_checked_on": today.isoformat()}
    asked = {"works_council": "asked", "works_council_on": None, "approved_by": NOT_YET}
    return norms.read({**reference.document(), **empty, **own, **dates, **asked}).norm


def unfilled(norm: Norm) -> tuple[str, ...]:
    """Return the fields for which only the organisation itself has a value, and that are still open."""
    words = tuple(name for name in EMPTY_UNTIL_FILLED if getattr(norm, name).nl == NOT_YET)
    return (*words, *(("approved_by",) if norm.approved_by == NOT_YET else ()))
