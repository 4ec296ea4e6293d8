"""Remembers who looked at somebody else's record."""

from __future__ import annotations

from datetime import datetime

from webapp.extensions import own_transaction
from webapp.policy import Visitor
from webapp.store import audit


def looked(actor: Visitor, about_id: int, act: str, now: datetime) -> None:
    """Append one event, in its own transaction, unless it is one's own record."""
    if about_id == actor.person_id:
        return
    with own_transaction():
        audit.append(actor.person_id, about_id, act, now)
