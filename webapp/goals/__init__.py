"""One's own learning goals, wishes for training, and the talk with one's leader."""

from webapp.goals import talk, views

__all__ = ["talk", "views"]
