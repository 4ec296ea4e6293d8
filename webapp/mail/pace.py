"""How many mails may leave in a minute."""

from __future__ import annotations

from collections import deque

MINUTE = 60.0


class Pace:
    """Lets at most so many through in any minute; 0 means without limit. It is told the seconds, of any clock."""

    def __init__(self, per_minute: int) -> None:
        self._most = per_minute
        self._left: deque[float] = deque(maxlen=max(1, per_minute))

    def note(self, now: float) -> None:
        """Remember that one left."""
        self._left.append(now)

    def wait(self, now: float) -> float:
        """Return after how many seconds the next may leave."""
        if not self._most or len(self._left) < self._most:
            return 0.0
        return max(0.0, self._left[0] + MINUTE - now)
