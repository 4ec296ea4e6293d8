"""Reviews of the sample municipality: planned and held for two years back, some missed. Sample data, all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from learning_goals.periods import NEVER
from webapp import clock
from webapp.services import review_planning
from webapp.store import reviews as store
from webapp.store import sample
from webapp.store.reviews import Kept

HALF_YEARS_BACK = 4
HALF_YEAR = timedelta(days=182)
MISSED, FORGOTTEN = 8, 5
"""One in so many reviews was missed; of the last two months, one in so many is still to be recorded."""
LATELY = timedelta(days=60)
AGREED = (
    ("Voorbeeldafspraak: we vragen hulp met het afgesproken teken", "Iedereen aan de balie"),
    ("Voorbeeldafspraak: we melden elk voorval nog dezelfde dag", "Teamleider en team"),
)
KEPT = ("yes", "partly", "yes", "no")


def load(recorder_id: int, today: date, now: datetime) -> int:
    """Plan half-year by half-year as the nightly job does, and record most of it; returns how many were recorded."""
    recorded = 0
    for back in range(HALF_YEARS_BACK, -1, -1):
        instant = now - back * HALF_YEAR
        review_planning.plan_all(instant)
        until = min(clock.day_of(instant) + HALF_YEAR, today - timedelta(days=1))
        recorded += _record(_held(until, today), recorder_id, now)
    return recorded


def _held(until: date, today: date) -> list[Kept]:
    """Return what was due up to a day and is taken as held; of the last months some are still to be recorded."""
    past = [each for each in store.of_everybody(today, date.min, until) if not each.held_on]
    return [
        each
        for each in past
        if (each.id + each.year + each.number) % MISSED and (each.due_on < today - LATELY or each.id % FORGOTTEN)
    ]


def _record(held: Sequence[Kept], recorder_id: int, now: datetime) -> int:
    count = sample.write("review_record", (_row(each, recorder_id, now) for each in held))
    sample.write("review_agreement", _agreements([each.id for each in held]))
    return count


def _row(kept: Kept, recorder_id: int, now: datetime) -> dict[str, Any]:
    return {
        "review_id": kept.id,
        "held_on": kept.due_on,
        "present": 6 + kept.id % 9,
        "kept": KEPT[kept.id % len(KEPT)],
        "norm_changes": not kept.id % 5,
        "next_on": None,
        "document": {"points": ["agreements", "exercise:who-steps-in"] if kept.number == 1 else ["agreements"]},
        "recorded_by": recorder_id,
        "recorded_at": now,
        "superseded_at": NEVER,
    }


def _agreements(review_ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    for record in store.records(review_ids):
        for number, (what, who) in enumerate(AGREED, 1):
            yield {"record_id": record.id, "number": number, "what": what, "who": who, "by_day": None}
