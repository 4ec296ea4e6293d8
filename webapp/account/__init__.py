"""Logging in and out, one's own password and settings."""

from webapp.account import looked, settings, timeline, ways_in

__all__ = ["looked", "settings", "timeline", "ways_in"]
