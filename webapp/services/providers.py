"""Who gives or could give trainings, held against what to ask of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import yaml

from learning_goals.provider_questions import QUESTIONS, ProviderQuestion
from webapp import reference
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.store import providers as store
from webapp.store.providers import Kept

MOST_COMPARED = 4


@lru_cache(maxsize=1)
def questions() -> tuple[ProviderQuestion, ...]:
    """Return the checklist."""
    text = (reference.FOLDER / "provider_questions.yaml").read_text(encoding="utf-8")
    return QUESTIONS.validate_python(yaml.safe_load(text))


def listing() -> list[Kept]:
    """Return every provider by name."""
    return store.listing()


def one(key: int) -> Kept:
    """Return that provider; raises NotFound."""
    found = store.one(key) if key < 2**31 else None
    if found is None:
        raise NotFound
    return found


def names() -> list[str]:
    """Return the names that a new training can bear: those of providers that are not ended."""
    return [each.name for each in store.listing() if each.status != "ended"]


def add(actor: Visitor, name: str, now: datetime) -> None:
    """Append a provider; raises Conflict when the name is taken."""
    if not store.add(name, actor.person_id, now):
        raise Conflict


def save(actor: Visitor, key: int, revision: int, values: Mapping[str, Any], now: datetime) -> None:
    """Keep what is known of a provider; raises Conflict when it changed meanwhile."""
    if not store.save(key, revision, values, actor.person_id, now):
        raise Conflict
