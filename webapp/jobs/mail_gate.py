"""When a worker lets mails through: not faster than the limit, and not while the mail server is down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import perf_counter

from webapp.mail.pace import Pace

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
"""So late at most do mails leave once a server is back."""


class MailGate:
    """One worker's gate; the limit goes by the real clock, a server that is down by the worker's own time."""

    def __init__(self, per_minute: int) -> None:
        self._pace = Pace(per_minute)
        self._shut_until = datetime.min.replace(tzinfo=UTC)
        self._times_shut = 0

    def is_open(self, now: datetime) -> bool:
        """Return whether a mail may be tried."""
        return now >= self._shut_until and not self._pace.wait(perf_counter())

    def seconds(self, now: datetime) -> float:
        """Return how long the limit holds mails up; 0 when it does not, or when the server is down as well."""
        return self._pace.wait(perf_counter()) if now >= self._shut_until else 0.0

    def passed(self) -> None:
        """Remember that one went through."""
        self._times_shut = 0
        self._pace.note(perf_counter())

    def shut(self, now: datetime) -> None:
        """Keep mails back for a while, longer each time."""
        self._shut_until = now + min(FIRST_WAIT * 2 ** min(self._times_shut, 10), LONGEST_WAIT)
        self._times_shut += 1
