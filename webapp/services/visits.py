"""Who is asking, and under which norm, in one query per request."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from webapp import clock
from webapp.policy import Visitor
from webapp.store import visits


def token_hash(token: str) -> str:
    """Return what the database keeps of a secret that the reader holds."""
    return sha256(token.encode()).hexdigest()


def visitor_for(token: str, instant: datetime) -> Visitor | None:
    """Return the person of a running log-in who is employed today, or None."""
    return visits.visitor(token_hash(token), clock.day_of(instant), instant)
