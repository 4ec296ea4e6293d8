"""Filling in the leerdoelwijzer and looking back at one's own answers."""

from webapp.assess import dossier, filling, views

__all__ = ["dossier", "filling", "views"]
