"""Logging in and out, one's own password and settings."""

from webapp.account import settings, ways_in

__all__ = ["settings", "ways_in"]
