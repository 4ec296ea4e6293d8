"""Programmes: made and published by who plans, followed by everybody."""

from webapp.programmes import drafting, views

__all__ = ["drafting", "views"]
