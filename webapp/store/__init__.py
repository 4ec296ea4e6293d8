"""Tables and queries, one file per subject; only services open this package."""

from webapp.store import access, attempts, audit, jobs, learning, mails, norms, organisation, people

__all__ = ["access", "attempts", "audit", "jobs", "learning", "mails", "norms", "organisation", "people"]
