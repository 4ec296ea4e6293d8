"""Trainings with others: what there is, registering, planning, who was there, proof."""

from webapp.sessions import attending, planning, views

__all__ = ["attending", "planning", "views"]
