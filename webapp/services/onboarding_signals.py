"""What every day asks of the onboardings: open them, ask for a mentor, tell once that one stands still."""

from __future__ import annotations

from datetime import date, datetime

from learning_goals.silence import Signal
from webapp import clock
from webapp.services import jobs, onboarding_opening
from webapp.services.jobs import Claimed, Effect
from webapp.services.onboarding_cases import all_standings, running_since
from webapp.store import onboarding
from webapp.store.onboarding import Asked


def look_after(now: datetime) -> None:
    """Open what begins today, and put the job that gives the signals of today."""
    onboarding_opening.open_all(now)
    jobs.put("onboarding_signals", f"onboarding_signals:{clock.day_of(now)}", {}, now)


def give(_job: Claimed, now: datetime) -> Effect:
    """Keep every signal that was not given before; leaders and HR are told by the reminders."""
    untold = _untold(clock.day_of(now))

    def effect() -> None:
        for onboarding_id, signal in untold:
            onboarding.add_signal(onboarding_id, signal.kind, signal.day, now)

    return effect


def _untold(today: date) -> list[tuple[int, Signal]]:
    asked = Asked(day=today, since=running_since(today))
    with_signals = [each for each in all_standings(asked) if each.signals]
    given = onboarding.signals_of([each.row.id for each in with_signals])
    return [
        (each.row.id, signal)
        for each in with_signals
        for signal in each.signals
        if (signal.kind, signal.day) not in {(kind, day) for kind, day, _at in given.get(each.row.id, ())}
    ]
