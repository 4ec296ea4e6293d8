"""What must be laid down before any answer of the leerdoelwijzer is collected.

Sources: works councils act, article 27 (consent to a system that follows staff); GDPR, article 35 (assessment).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Council = Literal["agreed", "not_needed"]
Missing = Literal["council", "council_date", "council_reason", "assessment", "assessment_in_future", "key"]


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The works council's decision (or why none is needed) and the date of the privacy assessment."""

    council: Council
    council_on: date | None
    council_reason: str
    assessed_on: date | None


def missing(consent: Consent | None, today: date, has_key: bool) -> tuple[Missing, ...]:
    """Return what stands between the organisation and the first answer; nothing when answers may be collected."""
    found: list[Missing] = [] if has_key else ["key"]
    if consent is None:
        return (*found, "council", "assessment")
    if consent.council == "agreed" and (consent.council_on is None or consent.council_on > today):
        found.append("council_date")
    if consent.council == "not_needed" and not consent.council_reason.strip():
        found.append("council_reason")
    if consent.assessed_on is None:
        found.append("assessment")
    elif consent.assessed_on > today:
        found.append("assessment_in_future")
    return tuple(found)
