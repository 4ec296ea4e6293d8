"""Rounds of the leerdoelwijzer, the pictures of groups, and what is laid down before."""

from webapp.rounds import pictures, setting, views

__all__ = ["pictures", "setting", "views"]
