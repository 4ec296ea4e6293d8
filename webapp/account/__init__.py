"""Logging in and out, one's own password and settings."""

from webapp.account import looked, settings, ways_in

__all__ = ["looked", "settings", "ways_in"]
