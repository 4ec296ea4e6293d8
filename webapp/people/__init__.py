"""Who works where: the staff list and each person's record."""

from webapp.people import changes, holdings, imports, start_code

__all__ = ["changes", "holdings", "imports", "start_code"]
