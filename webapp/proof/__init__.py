"""What the organisation can stand behind: the evidence file and the checklist."""

from webapp.proof import checklist

__all__ = ["checklist"]
