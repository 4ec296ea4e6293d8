"""Opens an onboarding for everybody whose employment begins; asking again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from learning_goals.onboarding_opening import STILL_NEW, Opened, Span, changes
from webapp import clock
from webapp.store import audit, onboarding
from webapp.store.onboarding import Start


def open_all(now: datetime) -> int:
    """Open what is to be opened today, move what was corrected; returns how many were opened."""
    today = clock.day_of(now)
    first_from = today - timedelta(days=STILL_NEW)
    opened = _by_person(onboarding.opened(first_from, today))
    count = 0
    for person_id, starts in _by_person(onboarding.newly_employed(first_from, today)).items():
        known = [Opened(key=each.key, employed_from=each.first) for each in opened.get(person_id, ())]
        wanted = changes([Span(each.first, each.last) for each in starts], known, today)
        count += sum(onboarding.open_one(person_id, first, now) for first in wanted.opens)
        for key, first in wanted.moves:
            onboarding.move(key, first)
            audit.append(None, person_id, "onboarding.moved", now, {"employed_from": first.isoformat()})
    return count


def _by_person(starts: Iterable[Start]) -> dict[int, list[Start]]:
    found: dict[int, list[Start]] = {}
    for each in starts:
        found.setdefault(each.person_id, []).append(each)
    return found
