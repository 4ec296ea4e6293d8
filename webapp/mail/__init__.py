"""Mails: their words, how they look, how they leave, and what comes back."""

from webapp.mail.letter import Attachment, Letter, message
from webapp.mail.server import NoMailServer, Refused, send, session

__all__ = ["Attachment", "Letter", "NoMailServer", "Refused", "message", "send", "session"]
