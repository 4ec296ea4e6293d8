"""A leader's teams."""

from webapp.team import agreements, views

__all__ = ["agreements", "views"]
