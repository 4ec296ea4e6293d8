"""Set-up and upkeep of the installation."""

from webapp.admin import setup

__all__ = ["setup"]
