"""Trainings with others: what there is, registering, planning, who was there, proof."""

from webapp.sessions import attending, closed, planning, proposing, views

__all__ = ["attending", "closed", "planning", "proposing", "views"]
