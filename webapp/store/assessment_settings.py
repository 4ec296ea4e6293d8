"""What was laid down before answers are collected, and what the organisation made of the questionnaire: appended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from learning_goals.consent import Consent
from webapp.extensions import Base, db
from webapp.store.columns import Code, Instant, Key
from webapp.store.people import Person


class AssessmentConsent(Base):
    """The works council's decision and the privacy assessment, as a coordinator recorded them; the newest holds."""

    __tablename__ = "assessment_consent"
    __table_args__ = (CheckConstraint("council in ('agreed', 'not_needed')", name="known_decision"),)
    id: Mapped[Key]
    council: Mapped[Code]
    council_on: Mapped[date | None]
    council_reason: Mapped[str] = mapped_column(String(1000), default="")
    assessed_on: Mapped[date | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[Instant]


class AssessmentSetting(Base):
    """Statements switched off and own ones, the least group, goals at once, months to keep; the newest row holds."""

    __tablename__ = "assessment_setting"
    __table_args__ = (
        CheckConstraint("minimum >= 5", name="five_is_the_floor"),
        CheckConstraint("most_goals between 1 and 3", name="one_to_three_goals"),
        CheckConstraint("keep_months between 6 and 60", name="kept_half_a_year_to_five"),
    )
    id: Mapped[Key]
    switched_off: Mapped[list[str]] = mapped_column(JSON)
    own: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    minimum: Mapped[int]
    most_goals: Mapped[int]
    keep_months: Mapped[int]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[Instant]


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A consent with who recorded it and when."""

    consent: Consent
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OwnStatement:
    """A statement of the organisation's own; its id is never used for another."""

    id: str
    nl: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How the organisation uses the questionnaire; what nobody changed is as it came."""

    switched_off: frozenset[str] = frozenset()
    own: tuple[OwnStatement, ...] = ()
    minimum: int = 5
    most_goals: int = 3
    keep_months: int = 24


_CONSENT = (
    select(
        AssessmentConsent.council,
        AssessmentConsent.council_on,
        AssessmentConsent.council_reason,
        AssessmentConsent.assessed_on,
        AssessmentConsent.recorded_at,
        Person.given_name,
        Person.family_name,
    )
    .outerjoin(Person, Person.id == AssessmentConsent.recorded_by)
    .order_by(AssessmentConsent.id.desc())
)
_SETTING = select(AssessmentSetting).order_by(AssessmentSetting.id.desc()).limit(1)


def consent() -> Recorded | None:
    """Return what was recorded last, or None."""
    row = db.session.execute(_CONSENT.limit(1)).one_or_none()
    return None if row is None else _recorded(row)


def consents() -> list[Recorded]:
    """Return everything that was recorded, newest first."""
    return [_recorded(row) for row in db.session.execute(_CONSENT)]


def record(consent: Consent, by: int | None, now: datetime) -> None:
    """Append what was laid down."""
    row = {
        "council": consent.council,
        "council_on": consent.council_on,
        "council_reason": consent.council_reason,
        "assessed_on": consent.assessed_on,
        "recorded_by": by,
        "recorded_at": now,
    }
    db.session.execute(insert(AssessmentConsent), row)


def setting() -> Setting:
    """Return how the organisation uses the questionnaire now."""
    row = db.session.scalars(_SETTING).one_or_none()
    if row is None:
        return Setting()
    return Setting(
        switched_off=frozenset(row.switched_off),
        own=tuple(OwnStatement(**each) for each in row.own),
        minimum=row.minimum,
        most_goals=row.most_goals,
        keep_months=row.keep_months,
    )


def own_statements_ever() -> dict[str, OwnStatement]:
    """Return every own statement that ever stood there, by id."""
    rows = db.session.scalars(select(AssessmentSetting.own).order_by(AssessmentSetting.id))
    return {each["id"]: OwnStatement(**each) for own in rows for each in own}


def change(wanted: Setting, by: int, now: datetime) -> None:
    """Append how the organisation uses the questionnaire from now on."""
    row: dict[str, Any] = {
        "switched_off": sorted(wanted.switched_off),
        "own": [{"id": each.id, "nl": each.nl, "en": each.en} for each in wanted.own],
        "minimum": wanted.minimum,
        "most_goals": wanted.most_goals,
        "keep_months": wanted.keep_months,
        "changed_by": by,
        "changed_at": now,
    }
    db.session.execute(insert(AssessmentSetting), row)


def _recorded(row: Any) -> Recorded:
    held = Consent(
        council=row.council,
        council_on=row.council_on,
        council_reason=row.council_reason,
        assessed_on=row.assessed_on,
    )
    return Recorded(consent=held, by=f"{row.given_name or ''} {row.family_name or ''}".strip(), at=row.recorded_at)
