"""The whole organisation's progress, on screen and as a file; correcting somebody's record."""

from webapp.reports import corrections, mine, views

__all__ = ["corrections", "mine", "views"]
