"""The organisation that this installation serves."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
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
