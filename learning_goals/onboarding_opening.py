"""Who is new: for which periods of employment an onboarding is opened, once each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from learning_goals.periods import FOREVER

STILL_NEW = 92
"""Days after the first within which a start that became known late still opens an onboarding, and a corrected first
day still is the same start."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """One employment from its first to its last day, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An onboarding that exists."""

    key: int
    employed_from: date


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What has to be opened, and which onboardings begin on another day because the first day was corrected."""

    opens: tuple[date, ...] = ()
    moves: tuple[tuple[int, date], ...] = ()


def employments(periods: Iterable[Span]) -> list[Span]:
    """Return the employments in order; periods that overlap or follow without a day between are one."""
    found: list[Span] = []
    for each in sorted(periods):
        if found and (found[-1].last == FOREVER or each.first <= found[-1].last + ONE_DAY):
            found[-1] = Span(found[-1].first, max(found[-1].last, each.last))
        else:
            found.append(each)
    return found


def changes(periods: Iterable[Span], opened: Sequence[Opened], today: date) -> Changes:
    """Return what to open and move so that every employment that runs and is new has its one onboarding (H10).

    Asking again after doing it changes nothing. Who was employed longer than STILL_NEW days when the product came is
    not new; who returns after a gap is.
    """
    spans = employments(periods)
    strays = [each for each in opened if not any(_holds(span, each) for span in spans)]
    opens: list[date] = []
    moves: list[tuple[int, date]] = []
    for span in spans:
        held = [each for each in opened if _holds(span, each)]
        if len(held) == 1 and held[0].employed_from != span.first and _near(held[0], span):
            moves.append((held[0].key, span.first))
        if held or not _is_new(span, today):
            continue
        stray = next((each for each in strays if _near(each, span)), None)
        if stray is None:
            opens.append(span.first)
        else:
            strays.remove(stray)
            moves.append((stray.key, span.first))
    return Changes(opens=tuple(opens), moves=tuple(moves))


def _holds(span: Span, each: Opened) -> bool:
    return span.first <= each.employed_from <= span.last


def _near(each: Opened, span: Span) -> bool:
    return abs((each.employed_from - span.first).days) <= STILL_NEW


def _is_new(span: Span, today: date) -> bool:
    return span.first <= today <= span.last and (today - span.first).days <= STILL_NEW
