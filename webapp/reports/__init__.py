"""The whole organisation's progress, on screen and as a file; correcting somebody's record."""

from webapp.reports import corrections, views

__all__ = ["corrections", "views"]
