"""How many mails left by day and kind, also after the mails themselves are deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import func, select

from learning_goals.periods import EVER
from webapp import clock
from webapp.extensions import db
from webapp.store.mails import SentMail
from webapp.store.once import insert_all_once
from webapp.store.proof_tables import MailTally


def tally(today: date) -> None:
    """Keep the counts of every day before today that were not kept yet."""
    found = _counted(datetime.combine(today, time(), clock.AMSTERDAM))
    insert_all_once(MailTally, [{"day": day, "kind": kind, "mails": count} for (day, kind), count in found.items()])


def counts(day: date, at: datetime) -> Mapping[tuple[date, str], int]:
    """Return how many mails of a kind left on each day up to `day`, as far as they had left at `at`."""
    kept = select(MailTally.day, MailTally.kind, MailTally.mails).where(MailTally.day <= day)
    found = {(row[0], row[1]): row[2] for row in db.session.execute(kept)}
    return found | {key: count for key, count in _counted(at).items() if key[0] <= day}


def _counted(until: datetime) -> Counter[tuple[date, str]]:
    """Count what left until then on days that are not kept yet."""
    last = db.session.scalar(select(func.max(MailTally.day))) or EVER
    asked = select(SentMail.sent_at, SentMail.kind).where(SentMail.sent_at < until)
    if last > EVER:
        asked = asked.where(SentMail.sent_at >= datetime.combine(last, time(), clock.AMSTERDAM))
    rows = ((clock.day_of(at), kind) for at, kind in db.session.execute(asked))
    return Counter(row for row in rows if row[0] > last)
