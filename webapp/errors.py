"""Refusals of the product: each becomes a page that says what to do."""

from __future__ import annotations


class Refusal(Exception):
    """Something that was asked is refused; `status` is the HTTP status, `reason` a sentence for the reader."""

    status = 400

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Refusal):
    """It does not exist, or the reader may not know that it does."""

    status = 404


class Forbidden(Refusal):
    """The reader's roles do not allow this."""

    status = 403


class Conflict(Refusal):
    """Somebody, or another window, was first."""

    status = 409


class TooMany(Refusal):
    """Too often in too short a time."""

    status = 429
