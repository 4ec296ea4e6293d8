"""The published versions of the organisation's norm."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.norm import Norm, Words
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key, Name


class NormVersion(Base):
    """One published norm, typed as learning_goals.norm.Norm; never edited after publication."""

    __tablename__ = "norm_version"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("number > 0", name="counts_from_one"),
        CheckConstraint("emotional_repeats between 1 and 10", name="emotional_repeats_in_bounds"),
        CheckConstraint("c_first_response in ('ignore_briefly', 'name_immediately')", name="known_first_response"),
        CheckConstraint("discrimination_class in ('C', 'D')", name="discrimination_is_c_or_d"),
        CheckConstraint("removal_requests between 1 and 5", name="removal_requests_in_bounds"),
        CheckConstraint("warning_lapse_months between 1 and 60", name="warning_lapse_in_bounds"),
        CheckConstraint("contact_ban_months between 1 and 60", name="contact_ban_in_bounds"),
        CheckConstraint("response_hours between 1 and 336", name="response_in_bounds"),
    )
    id: Mapped[Key]
    number: Mapped[int]
    valid_from: Mapped[date]
    published_at: Mapped[Instant]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    organisation: Mapped[Name]
    emotional_repeats: Mapped[int]
    c_first_response: Mapped[Code]
    discrimination_class: Mapped[str] = mapped_column(String(1))
    removal_requests: Mapped[int]
    warning_lapse_months: Mapped[int]
    contact_ban_months: Mapped[int]
    response_hours: Mapped[int]
    emergency_number: Mapped[Code]
    police_number: Mapped[Code]
    crisis_line_phone: Mapped[Code]
    concern_line_phone: Mapped[Code]
    letter_signatory_nl: Mapped[Name]
    letter_signatory_en: Mapped[Name]
    contact_point_nl: Mapped[Name]
    contact_point_en: Mapped[Name]
    contact_point_phone_nl: Mapped[Name]
    contact_point_phone_en: Mapped[Name]
    intervention_team_nl: Mapped[Name]
    intervention_team_en: Mapped[Name]
    intervention_team_phone_nl: Mapped[Name]
    intervention_team_phone_en: Mapped[Name]
    alarm_means_nl: Mapped[Name]
    alarm_means_en: Mapped[Name]
    crisis_line_nl: Mapped[Name]
    crisis_line_en: Mapped[Name]
    register_nl: Mapped[Name]
    register_en: Mapped[Name]
    aftercare_owner_nl: Mapped[Name]
    aftercare_owner_en: Mapped[Name]
    aftercare_first_nl: Mapped[Name]
    aftercare_first_en: Mapped[Name]
    aftercare_second_nl: Mapped[Name]
    aftercare_second_en: Mapped[Name]
    aftercare_third_nl: Mapped[Name]
    aftercare_third_en: Mapped[Name]
    ending_words_nl: Mapped[str] = mapped_column(String(500))
    ending_words_en: Mapped[str] = mapped_column(String(500))


def columns_of(norm: Norm) -> dict[str, Any]:
    """Return the columns that hold this norm: a text in two languages takes two."""
    columns: dict[str, Any] = {}
    for field in fields(norm):
        value = getattr(norm, field.name)
        if isinstance(value, Words):
            columns |= {f"{field.name}_nl": value.nl, f"{field.name}_en": value.en}
        else:
            columns[field.name] = value
    return columns


def norm(number: int) -> Norm | None:
    """Return the norm with that number, or None."""
    row = db.session.scalars(select(NormVersion).where(NormVersion.number == number)).one_or_none()
    return None if row is None else Norm(**{field.name: _value(row, field.name) for field in fields(Norm)})


def number_on(day: date) -> int:
    """Return the number of the norm in force on that day; 0 when there is none yet."""
    return db.session.scalar(select(func.max(NormVersion.number)).where(NormVersion.valid_from <= day)) or 0


def newest_number() -> int:
    """Return the number of the version that was published last, in force or not; 0 when there is none."""
    return db.session.scalar(select(func.max(NormVersion.number))) or 0


def publish(norm: Norm, by: int, now: datetime) -> None:
    """Append a version."""
    db.session.add(NormVersion(**columns_of(norm), published_at=now, published_by=by))
    db.session.flush()


def _value(row: NormVersion, name: str) -> Any:
    if hasattr(row, name):
        return getattr(row, name)
    return Words(nl=getattr(row, f"{name}_nl"), en=getattr(row, f"{name}_en"))
