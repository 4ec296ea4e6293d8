"""Every mail in one list: those that left, those that came back, those that wait and those that failed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Integer, Select, Subquery, case, func, literal, or_, select, union_all

from learning_goals.names import folded
from webapp.extensions import db
from webapp.store.jobs import Job
from webapp.store.mail_bounces import MailBounce
from webapp.store.mails import SentMail
from webapp.store.people import Person

State = Literal["sent", "waiting", "failed", "bounced"]
STATES: tuple[State, ...] = ("sent", "waiting", "failed", "bounced")
MAIL_JOBS = "_mail"
_COMING_BACK = ("waiting", "failed")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which mails are looked for; empty and 0 mean all. `kinds` are of mails, `jobs` of the work that sends them.

    `left`: only what left, whatever became of it.
    """

    person_id: int = 0
    words: str = ""
    kinds: Collection[str] = ()
    jobs: Collection[str] = ()
    state: str = ""
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class Logged:
    """A mail of the list; `mail_id` is 0 while it has not left. `at`: when it left, or not before when it will."""

    mail_id: int
    kind: str
    person_id: int
    name: str
    address: str
    subject: str
    state: str
    why: str
    at: datetime


def count(asked: Asked) -> int:
    """Return how many mails fit."""
    return db.session.scalar(select(func.count()).select_from(_lines(asked))) or 0


def page(asked: Asked, offset: int, limit: int) -> list[Logged]:
    """Return the mails that fit, newest first."""
    lines = _lines(asked)
    found = select(lines).order_by(lines.c.at.desc(), lines.c.mail_id.desc(), lines.c.job_id.desc())
    return [
        Logged(
            mail_id=row.mail_id,
            kind=row.kind,
            person_id=row.person_id or 0,
            name=f"{row.given_name or ''} {row.family_name or ''}".strip(),
            address=row.address,
            subject=row.subject,
            state=row.state,
            why=row.why,
            at=row.at,
        )
        for row in db.session.execute(found.offset(offset).limit(limit))
    ]


def _lines(asked: Asked) -> Subquery:
    parts: list[Select[Any]] = []
    if asked.state not in _COMING_BACK:
        parts.append(_left(asked))
    if asked.state not in ("sent", "bounced") and not asked.left:
        parts.append(_to_leave(asked))
    return union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()


def _left(asked: Asked) -> Select[Any]:
    state = case((MailBounce.id.is_not(None), "bounced"), else_="sent")
    found = (
        select(
            SentMail.id.label("mail_id"),
            literal(0, Integer).label("job_id"),
            SentMail.kind.label("kind"),
            SentMail.to_person_id.label("person_id"),
            Person.given_name,
            Person.family_name,
            SentMail.to_address.label("address"),
            SentMail.subject.label("subject"),
            state.label("state"),
            func.coalesce(MailBounce.why, "").label("why"),
            SentMail.sent_at.label("at"),
        )
        .outerjoin(MailBounce, MailBounce.message_id == SentMail.message_id)
        .outerjoin(Person, Person.id == SentMail.to_person_id)
    )
    if asked.state:
        found = found.where(state == asked.state)
    if asked.kinds:
        found = found.where(SentMail.kind.in_(asked.kinds))
    return _of(asked, found, SentMail.to_person_id)


def _to_leave(asked: Asked) -> Select[Any]:
    to = Job.payload["person_id"].as_integer()
    found = (
        select(
            literal(0, Integer).label("mail_id"),
            Job.id.label("job_id"),
            Job.kind.label("kind"),
            to.label("person_id"),
            Person.given_name,
            Person.family_name,
            func.coalesce(Person.email, "").label("address"),
            literal("").label("subject"),
            Job.state.label("state"),
            Job.why_failed.label("why"),
            Job.due.label("at"),
        )
        .outerjoin(Person, Person.id == to)
        .where(
            Job.kind.endswith(MAIL_JOBS, autoescape=True),
            Job.state.in_((asked.state,) if asked.state else _COMING_BACK),
        )
    )
    if asked.kinds:
        found = found.where(Job.kind.in_(asked.jobs))
    return _of(asked, found, to)


def _of(asked: Asked, found: Select[Any], person_id: Any) -> Select[Any]:
    if asked.person_id:
        found = found.where(person_id == asked.person_id)
    for word in folded(asked.words).split():
        found = found.where(
            or_(
                Person.sort_name.contains(word, autoescape=True),
                Person.email_folded.contains(word, autoescape=True),
                Person.staff_number == word,
            )
        )
    return found
