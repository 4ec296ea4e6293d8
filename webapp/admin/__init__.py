"""Set-up and upkeep of the installation."""
