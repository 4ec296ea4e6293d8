"""When leader and HR are told that an onboarding stands still; each thing is told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from learning_goals.onboarding_plan import FIRST_MONTH, HALF_YEAR, Doer
from learning_goals.onboarding_progress import Line, finished

Kind = Literal["mentor_wanted", "mentor_late", "newcomer_silent", "mentor_silent", "start_late"]
Silent = Literal["newcomer_silent", "mentor_silent"]

QUIET_DAYS: Mapping[Silent, int] = {"newcomer_silent": 10, "mentor_silent": 7}
"""After so many days without an act, while something is due, it is told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One running onboarding as it stands today; None means that there was nothing of the kind.

    `unmentored_since` is None while there is a mentor. `away` is a pause that holds today, `back_on` the day after
    the newest pause that is over: silence is counted from there.
    """

    employed_from: date
    opened_on: date
    lines: Sequence[Line]
    mentor_due: date | None
    mentor_since: date | None
    unmentored_since: date | None
    newcomer_act: date | None
    mentor_act: date | None
    away: bool = False
    back_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """What is told; `day` says of which silence or lack it is, so that a new one is told again."""

    kind: Kind
    day: date


def signals(case: Case, today: date) -> tuple[Signal, ...]:
    """Return everything that holds today; nothing while the newcomer is away, or once the start path is done.

    After half a year a step that comes up is no start any more, and nothing is told.
    """
    if case.away or finished(case.lines) or (today - case.employed_from).days > HALF_YEAR:
        return ()
    return (*_mentor_missing(case, today), *_silences(case, today), *_unfinished(case, today))


def _mentor_missing(case: Case, today: date) -> list[Signal]:
    if case.unmentored_since is None:
        return []
    found = [Signal(kind="mentor_wanted", day=case.unmentored_since)]
    if case.mentor_due and today > case.mentor_due:
        found.append(Signal(kind="mentor_late", day=max(case.mentor_due, case.unmentored_since)))
    return found


def _silences(case: Case, today: date) -> list[Signal]:
    found: list[Signal] = []
    since = _newest(case.opened_on, case.employed_from, case.newcomer_act, case.back_on)
    if _quiet("newcomer_silent", since, today) and _something_due("newcomer", case.lines, today):
        found.append(Signal(kind="newcomer_silent", day=since))
    if case.mentor_since:
        since = _newest(case.opened_on, case.mentor_since, case.mentor_act, case.back_on)
        if _quiet("mentor_silent", since, today) and _something_due("mentor", case.lines, today):
            found.append(Signal(kind="mentor_silent", day=since))
    return found


def _unfinished(case: Case, today: date) -> list[Signal]:
    last = case.employed_from + timedelta(days=FIRST_MONTH)
    return [Signal(kind="start_late", day=last)] if today > last else []


def _quiet(kind: Silent, since: date, today: date) -> bool:
    return (today - since).days >= QUIET_DAYS[kind]


def _something_due(doer: Doer, lines: Sequence[Line], today: date) -> bool:
    return any(line.step.doer == doer and not line.done_on and line.step.due_on <= today for line in lines)


def _newest(first: date, *others: date | None) -> date:
    return max([first, *(each for each in others if each)])
