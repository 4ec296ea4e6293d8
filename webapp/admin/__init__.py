"""Set-up and upkeep of the installation."""

from webapp.admin import audit, setup

__all__ = ["audit", "setup"]
