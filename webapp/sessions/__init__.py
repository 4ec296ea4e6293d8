"""Trainings with others: what there is, registering, planning, who was there, proof, how it was."""

from webapp.sessions import attending, closed, evaluation, planning, proposing, views

__all__ = ["attending", "closed", "evaluation", "planning", "proposing", "views"]
