"""One number that rises with every change that figures depend on."""

from __future__ import annotations

from sqlalchemy import select, update

from webapp.extensions import db
from webapp.store.learning import ProgressRevision

_KEY = "progress_revision"
_CURRENT = select(ProgressRevision.number).where(ProgressRevision.id == 1)


def current() -> int:
    """Return the number, asked once for each transaction."""
    session = db.session()
    kept = session.info.get(_KEY)
    if kept is None or kept[0] is not session.get_transaction():
        number = session.scalar(_CURRENT) or 0
        kept = session.info[_KEY] = (session.get_transaction(), number)
    return kept[1]


def raise_it() -> None:
    """Say, within the transaction of a change, that kept figures no longer hold."""
    db.session().info.pop(_KEY, None)
    done = db.session.execute(
        update(ProgressRevision).where(ProgressRevision.id == 1).values(number=ProgressRevision.number + 1)
    )
    if not done.rowcount:
        db.session.add(ProgressRevision(id=1, number=1))
        db.session.flush()
