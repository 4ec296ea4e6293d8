"""Who can log in, and who is logged in."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, NotYet, PersonKey


class Identity(Base):
    """One way in which a provider knows a person; 'password' is our own, its subject the staff number."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("provider", "subject"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    provider: Mapped[Code]
    subject: Mapped[str] = mapped_column(String(255))


class Password(Base):
    """The argon2 hash of a person's password."""

    __tablename__ = "password"
    person_id: Mapped[PersonKey] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[Instant]


class Login(Base):
    """One log-in on one device; `token_hash` is the SHA-256 of what its cookie holds."""

    __tablename__ = "login"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("started_at <= ended_at", name="starts_before_it_ends"),
    )
    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[PersonKey]
    device: Mapped[str] = mapped_column(String(80), default="")
    started_at: Mapped[Instant]
    ended_at: Mapped[NotYet]


class WayIn(Base):
    """A mailed link or a printed start code with which a person sets a password, once."""

    __tablename__ = "way_in"
    __table_args__ = (
        CheckConstraint("kind in ('invitation', 'start_code', 'forgotten')", name="known_kind"),
        UniqueConstraint("secret_hash"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    kind: Mapped[Code]
    secret_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[NotYet]


class FailedGuess(Base):
    """A wrong password, code or link; `what` says against whom or from where, hashed."""

    __tablename__ = "failed_guess"
    __table_args__ = (Index("ix_failed_guess_what_at", "what", "at"),)
    id: Mapped[Key]
    what: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]
