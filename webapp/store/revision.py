"""Two numbers in one row: one rises with every change that figures depend on, the other with every own text."""

from __future__ import annotations

from sqlalchemy import select, update

from webapp.extensions import db
from webapp.store.learning import ProgressRevision

_KEY = "progress_revision"
NUMBER = select(ProgressRevision.number).where(ProgressRevision.id == 1).scalar_subquery()
TEXTS = select(ProgressRevision.texts).where(ProgressRevision.id == 1).scalar_subquery()
_BOTH = select(NUMBER, TEXTS)


def current() -> int:
    """Return the number of what figures depend on, asked once for each transaction."""
    return _numbers()[0]


def texts() -> int:
    """Return the number of own texts, courses and media, asked once for each transaction."""
    return _numbers()[1]


def seen(number: int | None, texts: int | None) -> None:
    """Say that a query of this transaction already asked for the numbers."""
    session = db.session()
    session.info[_KEY] = (session.get_transaction(), (number or 0, texts or 0))


def raise_it() -> None:
    """Say, within the transaction of a change, that kept figures no longer hold."""
    _raise(0)


def raise_texts() -> None:
    """Say, within the transaction of a change, that what can be learned is worded otherwise."""
    _raise(1)


def _numbers() -> tuple[int, int]:
    session = db.session()
    kept = session.info.get(_KEY)
    if kept is None or kept[0] is not session.get_transaction():
        row = session.execute(_BOTH).one()
        kept = session.info[_KEY] = (session.get_transaction(), (row[0] or 0, row[1] or 0))
    return kept[1]


def _raise(texts: int) -> None:
    db.session().info.pop(_KEY, None)
    risen = {"number": ProgressRevision.number + 1, "texts": ProgressRevision.texts + texts}
    done = db.session.execute(update(ProgressRevision).where(ProgressRevision.id == 1).values(risen))
    if not done.rowcount:
        db.session.add(ProgressRevision(id=1, number=1, texts=texts))
        db.session.flush()
