"""Reviews in every team: planned, prepared, shown in the meeting, recorded, followed."""

from webapp.reviews import office, recording, setting, views

__all__ = ["office", "recording", "setting", "views"]
