"""Assignment rules, what was decided about one person, evidence from elsewhere, and the outlook."""

from webapp.rules import cases, evidence, outlook, views

__all__ = ["cases", "evidence", "outlook", "views"]
