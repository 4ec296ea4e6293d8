"""How far a group answers as the norm does and as each other does, as four situations; never a score per person.

Source: facts B.6. Shares are those that are shown, so the situation tells no more than they do.
"""

from __future__ import annotations

from typing import Literal

Situation = Literal["shared", "own_norm", "unclear", "mixed"]

MATCH_FROM = 60
"""From this percentage on, a group answers as the norm does."""
CONSENSUS_FROM = 60
"""From this percentage giving the same answer on, a group agrees within itself."""
TEAM_SESSION_FROM = 50
"""From this percentage of a team wanting to learn a team subject on, a team session fits better than courses."""
TEAM_GOALS = ("team_agreements", "report_and_learn")
"""Goals that a team learns together: asking for help, its agreements, talking about incidents."""


def situation(match: int, consensus: int) -> Situation:
    """Return which of the four situations holds, from the percentages that match the norm and each other.

    shared: as the norm, and as one. own_norm: as one, but otherwise. mixed: mostly as the norm, the rest scattered.
    unclear: neither.
    """
    if consensus >= CONSENSUS_FROM:
        return "shared" if match >= MATCH_FROM else "own_norm"
    return "mixed" if match >= MATCH_FROM else "unclear"
