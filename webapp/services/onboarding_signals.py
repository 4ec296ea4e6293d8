"""What every day asks of the onboardings: open them, ask for a mentor, tell once that one stands still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.nearest_leader import nearest_leaders
from learning_goals.silence import TO_HR, Signal
from webapp import clock
from webapp.services import choices, jobs, onboarding_opening
from webapp.services.jobs import Claimed, Effect
from webapp.services.onboarding_cases import Standing, all_standings, running_since
from webapp.store import onboarding, onboarding_facts
from webapp.store.onboarding import Asked

LEADER, OFFICE = "leader", "hr"


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One signal that was not given before, and the leaders who are told."""

    onboarding_id: int
    signal: Signal
    leaders: tuple[int, ...]


def look_after(now: datetime) -> None:
    """Open what begins today, and put the job that gives the signals of today."""
    onboarding_opening.open_all(now)
    jobs.put("onboarding_signals", f"onboarding_signals:{clock.day_of(now)}", {}, now)


def give(_job: Claimed, now: datetime) -> Effect:
    """Keep every signal that was not given before, and put one mail for each who is told, however many there are."""
    today = clock.day_of(now)
    tellings = _untold(today)
    office = onboarding_facts.holders("hr", today)

    def effect() -> None:
        told: dict[tuple[str, int], set[int]] = {}
        for each in tellings:
            if not onboarding.add_signal(each.onboarding_id, each.signal.kind, each.signal.day, now):
                continue
            for person_id in each.leaders:
                told.setdefault((LEADER, person_id), set()).add(each.onboarding_id)
            for person_id in office if each.signal.kind in TO_HR else ():
                told.setdefault((OFFICE, person_id), set()).add(each.onboarding_id)
        for (role, person_id), about in told.items():
            payload = {"person_id": person_id, "onboardings": sorted(about)}
            jobs.put(f"onboarding_{role}_mail", f"onboarding_mail:{today}:{role}:{person_id}", payload, now)

    return effect


def leaders_of(standing: Standing, parents: Mapping[int, int], leading: Mapping[int, list[int]]) -> tuple[int, ...]:
    """Return who leads this person in one of the own teams, or in the nearest team above."""
    found: list[int] = []
    for place in standing.places:
        found += nearest_leaders(standing.row.person_id, place.team_id, parents, leading)
    return tuple(dict.fromkeys(found))


def parents() -> Mapping[int, int]:
    """Return the team above each team."""
    return {team.id: team.parent_id for team in choices.all_teams()}


def _untold(today: date) -> list[Telling]:
    asked = Asked(day=today, since=running_since(today))
    with_signals = [each for each in all_standings(asked) if each.signals]
    given = onboarding.signals_of([each.row.id for each in with_signals])
    above, leading = parents(), onboarding_facts.leaders(today)
    return [
        Telling(onboarding_id=each.row.id, signal=signal, leaders=leaders_of(each, above, leading))
        for each in with_signals
        for signal in each.signals
        if (signal.kind, signal.day) not in {(kind, day) for kind, day, _at in given.get(each.row.id, ())}
    ]
