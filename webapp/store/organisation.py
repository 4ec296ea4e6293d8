"""The organisation that this installation serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.periods import NEVER
from webapp.extensions import Base, db
from webapp.store.columns import Key, Name, NotYet


class Organisation(Base):
    """One row: what was filled in at set-up, and which steps were confirmed."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[Key]
    name: Mapped[Name]
    is_sample: Mapped[bool] = mapped_column(default=False)
    help_text: Mapped[str] = mapped_column(String(1000), default="")
    mail_checked_at: Mapped[NotYet]
    look_confirmed_at: Mapped[NotYet]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the set-up was told; an empty name means nothing yet."""

    name: str
    help_text: str
    mail_checked: bool
    look_confirmed: bool


def said() -> Said:
    """Return what the set-up was told so far."""
    row = db.session.scalars(select(Organisation)).one_or_none()
    if row is None:
        return Said(name="", help_text="", mail_checked=False, look_confirmed=False)
    return Said(
        name=row.name,
        help_text=row.help_text,
        mail_checked=row.mail_checked_at < NEVER,
        look_confirmed=row.look_confirmed_at < NEVER,
    )


def save(name: str, help_text: str) -> None:
    """Keep the name and what the help page says besides."""
    _keep(name=name, help_text=help_text)


def mail_was_checked(now: datetime) -> None:
    """Keep that a test mail left."""
    _keep(mail_checked_at=now)


def confirm_look(now: datetime) -> None:
    """Keep that an administrator found the look right."""
    _keep(look_confirmed_at=now)


def _keep(**values: Any) -> None:
    if not db.session.execute(update(Organisation).where(Organisation.id == 1).values(**values)).rowcount:
        db.session.add(Organisation(**{"id": 1, "name": "", **values}))
        db.session.flush()


def is_sample() -> bool:
    """Return whether the people of this installation are made up."""
    return bool(db.session.scalar(select(Organisation.is_sample)))
