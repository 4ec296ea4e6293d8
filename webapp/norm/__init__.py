"""The organisation's norm: reading and acknowledging it, writing and publishing it."""

from webapp.norm import drafting, outward, procedures, publishing, reading

__all__ = ["drafting", "outward", "procedures", "publishing", "reading"]
