"""The municipality's own words: texts of courses and conversations, and own courses."""

from webapp.texts import own, views

__all__ = ["own", "views"]
