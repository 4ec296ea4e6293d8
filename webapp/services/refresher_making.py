"""Refreshers fall due every day, for everybody in one go; no answer is read for it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quizzes import refreshers
from quizzes.refreshers import Due, Learner, Pause
from webapp import clock, sealing
from webapp.services.curriculum import library
from webapp.services.jobs import Claimed, Effect
from webapp.services.onboarding_cases import public_holidays
from webapp.store import refresher_making
from webapp.store import refreshers as store


def make(_job: Claimed, now: datetime) -> Effect:
    """Work out what falls due today; the effect writes it."""
    found = due_today(clock.day_of(now))

    def effect() -> None:
        refresher_making.drop_unfounded()
        refresher_making.append(found, now)

    return effect


def due_today(today: date) -> list[tuple[int, Due]]:
    """Return for each person what falls due, in a number of statements that does not depend on how many there are.

    Without a key for private answers nobody is asked about goals: nothing could be known of them.
    """
    since = today - refreshers.LOOK_BACK
    known = refresher_making.known(tuple(library().modules), since, today, with_goals=sealing.has_key())
    pauses = store.pauses(None)
    holidays = public_holidays(since, today + timedelta(days=refreshers.OPEN_DAYS))
    return [
        (person_id, due)
        for person_id in sorted({*known.completed, *known.goals})
        for due in refreshers.falling_due(
            Learner(
                completed=known.completed.get(person_id, {}),
                has_goals=person_id in known.goals,
                pauses=[Pause(first=first, last=last) for first, last in pauses.get(person_id, ())],
                held=known.held.get(person_id, ()),
            ),
            holidays,
            today,
        )
    ]
