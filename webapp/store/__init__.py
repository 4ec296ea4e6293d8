"""Tables and queries, one file per subject; only services open this package."""

from webapp.store import (
    access,
    acknowledgements,
    attempts,
    audit,
    jobs,
    learning,
    mails,
    norms,
    organisation,
    people,
    risk_profiles,
    team_norms,
)

__all__ = [
    "access",
    "acknowledgements",
    "attempts",
    "audit",
    "jobs",
    "learning",
    "mails",
    "norms",
    "organisation",
    "people",
    "risk_profiles",
    "team_norms",
]
