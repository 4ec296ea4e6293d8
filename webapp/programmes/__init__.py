"""Programmes: made and published by who plans, followed by everybody."""

from webapp.programmes import drafting, following, intake, meetings, views

__all__ = ["drafting", "following", "intake", "meetings", "views"]
