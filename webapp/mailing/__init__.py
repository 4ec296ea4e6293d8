"""Mails: their texts, what was sent, and addresses that do not work."""

from webapp.mailing import addresses, log, texts

__all__ = ["addresses", "log", "texts"]
