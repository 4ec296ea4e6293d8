"""What is kept about people: taking it along, erasing it, and for how long it is kept."""

from webapp.keeping import periods, views

__all__ = ["periods", "views"]
