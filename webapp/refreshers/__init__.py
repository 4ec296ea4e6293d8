"""One's own refreshers after courses."""

from webapp.refreshers import taking

__all__ = ["taking"]
