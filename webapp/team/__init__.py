"""A leader's teams."""

from webapp.team import agreements, learning, views

__all__ = ["agreements", "learning", "views"]
