"""The reference data of the field: read and changed by the municipality."""

from webapp.references import changing, mine

__all__ = ["changing", "mine"]
