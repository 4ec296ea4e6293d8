"""Column types and marks that many tables share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from sqlalchemy import Date, DateTime, ForeignKey, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from learning_goals.periods import FOREVER, NEVER


class UtcInstant(TypeDecorator[datetime]):
    """An instant in UTC; comes back with its zone on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse an instant without zone; SQLite keeps no zones, so UTC is stored there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = Annotated[int, mapped_column(primary_key=True)]
Instant = Annotated[datetime, mapped_column(UtcInstant)]
NotYet = Annotated[datetime, mapped_column(UtcInstant, default=NEVER)]
Name = Annotated[str, mapped_column(String(200))]
Code = Annotated[str, mapped_column(String(64))]
PersonKey = Annotated[int, mapped_column(ForeignKey("person.id"), index=True)]


class PeriodColumns:
    """When it held, and when we came to know it (see learning_goals/periods.py)."""

    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date] = mapped_column(Date, default=FOREVER)
    recorded_at: Mapped[Instant]
    superseded_at: Mapped[NotYet]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("staff_change.id"), index=True)
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("staff_change.id"), index=True)
