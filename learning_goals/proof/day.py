"""The day of an evidence file: how the organisation stood then, as it was known at the end of that day."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Fault = Literal["no_day", "to_come", "nothing_known"]
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class WrongDay(ValueError):
    """No evidence file can be made of that day; `first` is the first day of which there can be one."""

    def __init__(self, fault: Fault, said: str, first: date) -> None:
        super().__init__(fault)
        self.fault: Fault = fault
        self.said = said
        self.first = first


def read_day(said: str, first: date, today: date) -> date:
    """Return the day that was written as 2026-12-31; raises WrongDay.

    A day to come is refused, and one before `first`, the day on which the first people were recorded. Today is
    possible, but is not over: what is recorded later today changes it.
    """
    day = _parsed(said.strip())
    if day is None:
        raise WrongDay("no_day", said, first)
    if day > today:
        raise WrongDay("to_come", said, first)
    if day < first:
        raise WrongDay("nothing_known", said, first)
    return day


def _parsed(said: str) -> date | None:
    """Return the day, None for what is no day; of the forms of ISO 8601 only year, month and day with dashes."""
    if not _WRITTEN.fullmatch(said):
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
