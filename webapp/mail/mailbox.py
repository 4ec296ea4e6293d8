"""The mailbox in which reports of mail servers arrive, read over IMAP with TLS."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

from webapp.mail.bounces import LARGEST

TIMEOUT = 30
MOST = 200
"""Messages that are read at once; the next run reads on."""


class NoMailbox(RuntimeError):
    """The mailbox cannot be read; the message says why, without the password."""


def read_new(url: str, keep: Callable[[bytes], None]) -> int:
    """Give every message that was not seen before to `keep`, and mark it as seen once that returned.

    A message that cannot be fetched is left alone. Returns how many were given. Raises NoMailbox.
    """
    where = urlsplit(url)
    try:
        with imaplib.IMAP4_SSL(
            where.hostname or "", where.port or 993, ssl_context=ssl.create_default_context(), timeout=TIMEOUT
        ) as server:
            return _read(server, where, keep)
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        raise NoMailbox(f"the mailbox of BOUNCES_URL cannot be read: {type(error).__name__}: {error}") from error


def _read(server: imaplib.IMAP4_SSL, where: SplitResult, keep: Callable[[bytes], None]) -> int:
    server.login(unquote(where.username or ""), _quoted(unquote(where.password or "")))
    folder = unquote(where.path.lstrip("/")) or "INBOX"
    status, said = server.select(f'"{_escaped(folder)}"')
    if status != "OK":
        raise NoMailbox(f"the mailbox of BOUNCES_URL has no folder {folder!r}: {said!r}")
    _status, found = server.uid("SEARCH", "UNSEEN")
    count = 0
    for number in (found[0] or b"").split()[:MOST]:
        raw = _fetched(server, number.decode("ascii"))
        if raw is None:
            continue
        keep(raw)
        server.uid("STORE", number.decode("ascii"), "+FLAGS", r"(\Seen)")
        count += 1
    return count


def _fetched(server: imaplib.IMAP4_SSL, number: str) -> bytes | None:
    _status, parts = server.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)")
    for part in parts:
        if isinstance(part, tuple) and len(part) > 1 and isinstance(part[1], bytes):
            return part[1]
    return None


def _escaped(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text)


def _quoted(password: str) -> str:
    """The library quotes a password itself; what it cannot send is refused here."""
    if not password.isascii():
        raise NoMailbox("the password in BOUNCES_URL has letters that IMAP cannot send")
    return password
