"""People and teams, and the dated facts about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from webapp.extensions import Base
from webapp.store.columns import Code, Instant, Key, Name, NotYet, PeriodColumns, PersonKey

ROLES = ("employee", "team_leader", "trainer", "coordinator", "hr", "admin")
_ROLE_LIST = ", ".join(f"'{role}'" for role in ROLES)


class Person(Base):
    """Somebody who works or worked here; known by the staff number, never by e-mail."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("staff_number"),
        CheckConstraint("staff_number <> ''", name="has_staff_number"),
        CheckConstraint("language in ('nl', 'en')", name="known_language"),
        Index("ix_person_sort_name", "sort_name", "id"),
        Index("ix_person_email_folded", "email_folded"),
    )
    id: Mapped[Key]
    staff_number: Mapped[Code]
    given_name: Mapped[Name]
    family_name: Mapped[Name]
    sort_name: Mapped[str] = mapped_column(String(420))
    email: Mapped[str] = mapped_column(String(254), default="")
    email_folded: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="nl")
    avoids_violence: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]


class Team(Base):
    """A team or department in the tree; `path` is its names from the top, joined by ' > '."""

    __tablename__ = "team"
    __table_args__ = (
        UniqueConstraint("path"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )
    id: Mapped[Key]
    name: Mapped[Name]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    path: Mapped[str] = mapped_column(String(1000))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("staff_change.id"))


class StaffChange(Base):
    """One act that changed who works where: an import, a correction on screen, a revert."""

    __tablename__ = "staff_change"
    __table_args__ = (
        CheckConstraint("kind in ('import', 'screen', 'command', 'revert', 'sample')", name="known_kind"),
        UniqueConstraint("reverts"),
    )
    id: Mapped[Key]
    kind: Mapped[Code]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]
    file_name: Mapped[Name] = mapped_column(default="")
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reverts: Mapped[int | None] = mapped_column(ForeignKey("staff_change.id"))


class PersonVersion(Base):
    """The personal data of one person as one change recorded them, so that a revert can bring them back."""

    __tablename__ = "person_version"
    __table_args__ = (UniqueConstraint("person_id", "recorded_by"),)
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    given_name: Mapped[Name]
    family_name: Mapped[Name]
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("staff_change.id"), index=True)
    recorded_at: Mapped[Instant]


class DatedFact(PeriodColumns):
    """A dated fact about a person."""

    id: Mapped[Key]
    person_id: Mapped[PersonKey]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[CheckConstraint, ...]:  # noqa: N805
        return (
            CheckConstraint("valid_from <= valid_until", name="begins_before_it_ends"),
            CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
        )


class Employment(DatedFact, Base):
    """The person is employed; someone who returns has a second period."""

    __tablename__ = "employment"


class Membership(DatedFact, Base):
    """The person works in a team, in a function; two rows at once are two jobs."""

    __tablename__ = "membership"
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    function: Mapped[Name] = mapped_column(default="")
    function_group: Mapped[Code] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(String(10), default="")
    location: Mapped[Name] = mapped_column(default="")


class RoleGrant(DatedFact, Base):
    """The person holds rights, for one team and the teams below it, or for all.

    `listed` (here, of a duty and of a tag): the staff list gave it, so a list without it ends it.
    """

    __tablename__ = "role_grant"
    role: Mapped[Code]
    scope: Mapped[str] = mapped_column(String(4))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    deputy: Mapped[bool] = mapped_column(default=False)
    listed: Mapped[bool] = mapped_column(default=False)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[CheckConstraint, ...]:  # noqa: N805
        return (
            CheckConstraint("valid_from <= valid_until", name="begins_before_it_ends"),
            CheckConstraint("recorded_at <= superseded_at", name="recorded_before_superseded"),
            CheckConstraint(f"role in ({_ROLE_LIST})", name="known_role"),
            CheckConstraint(
                "(scope = 'team' and team_id is not null) or (scope = 'all' and team_id is null)",
                name="scope_names_its_team",
            ),
            CheckConstraint("not deputy or role = 'team_leader'", name="only_leaders_have_deputies"),
            CheckConstraint("role <> 'team_leader' or scope = 'team'", name="leaders_lead_a_team"),
        )


class DutyGrant(DatedFact, Base):
    """The person has a duty: an audience without rights."""

    __tablename__ = "duty_grant"
    duty: Mapped[Code]
    listed: Mapped[bool] = mapped_column(default=False)


class TagGrant(DatedFact, Base):
    """The person's work bears a tag: an audience without rights."""

    __tablename__ = "tag_grant"
    tag: Mapped[Code]
    listed: Mapped[bool] = mapped_column(default=False)


class RoleRequest(Base):
    """A role from a file that counts only once an administrator confirms it."""

    __tablename__ = "role_request"
    __table_args__ = (
        CheckConstraint("role in ('hr', 'admin')", name="needs_confirmation"),
        CheckConstraint("decision in ('open', 'confirmed', 'refused', 'withdrawn')", name="known_decision"),
        CheckConstraint(
            "(decision in ('confirmed', 'refused')) = (decided_by is not null)", name="decided_by_somebody"
        ),
        CheckConstraint("decision <> 'withdrawn' or withdrawn_by is not null", name="withdrawn_by_a_change"),
        UniqueConstraint("person_id", "role", "requested_by"),
    )
    id: Mapped[Key]
    person_id: Mapped[PersonKey]
    role: Mapped[Code]
    requested_by: Mapped[int] = mapped_column(ForeignKey("staff_change.id"))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("staff_change.id"))
    valid_from: Mapped[date]
    decision: Mapped[Code] = mapped_column(default="open")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[NotYet]


class StaffUpload(Base):
    """A staff list that waits between its preview and the confirmation by who uploaded it."""

    __tablename__ = "staff_upload"
    __table_args__ = (CheckConstraint("uploaded_at < expires_at", name="expires_later"),)
    id: Mapped[Key]
    uploaded_by: Mapped[PersonKey]
    digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[Name]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    effective: Mapped[date] = mapped_column(Date)
    is_full: Mapped[bool]
    uploaded_at: Mapped[Instant]
    expires_at: Mapped[Instant]
