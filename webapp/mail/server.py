"""Hands messages to the mail server: over one connection for a run of mails, and says what a refusal means."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

TIMEOUT = 30
"""Seconds that we wait for an answer of the mail server."""
MOST = 100
"""Mails that go over one connection."""
_TOO_LARGE = 552
_NO_MAILBOX = frozenset({550, 551, 553})
"""Answers of RFC 5321 (4.2.3) by which a server says that it has no such mailbox."""
_ENHANCED = re.compile(rb"\s*(?P<code>[245]\.\d{1,3}\.\d{1,3})\b")
_ABOUT_ADDRESS = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)")
"""Codes of RFC 3463 and RFC 7505 that blame the address: unknown, moved, not in use, takes no mail."""


class NoMailServer(RuntimeError):
    """No mail at all can leave now: none is set, it does not answer, or it does not want us."""


class Refused(RuntimeError):
    """The server refuses this one mail; for good or for now, and perhaps because the address does not work."""

    def __init__(self, code: int, said: bytes | str) -> None:
        raw = said if isinstance(said, bytes) else said.encode()
        super().__init__(f"{code} {raw.decode(errors='replace')}"[:500])
        self.for_good = code >= 500
        enhanced = _ENHANCED.match(raw)
        if enhanced:
            self.about_address = bool(_ABOUT_ADDRESS.fullmatch(enhanced["code"].decode()))
        else:
            self.about_address = code in _NO_MAILBOX


class _Connection:
    """A connection that is opened when it is needed, and again when the server closed it."""

    def __init__(self) -> None:
        self._url = ""
        self._server: smtplib.SMTP | None = None
        self._sent = 0

    def ready(self, smtp_url: str) -> smtplib.SMTP:
        if self._server is None or self._url != smtp_url or self._sent >= MOST or not self._answers(self._server):
            self.close()
            self._server, self._url, self._sent = _open(smtp_url), smtp_url, 0
        self._sent += 1
        return self._server

    def close(self) -> None:
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
            self._server.close()
        self._server = None

    def _answers(self, server: smtplib.SMTP) -> bool:
        try:
            return server.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False


_held: ContextVar[_Connection | None] = ContextVar("mail_connection", default=None)


@contextmanager
def session() -> Iterator[None]:
    """Within it mails go over one connection; it is closed at the end."""
    connection = _Connection()
    token = _held.set(connection)
    try:
        yield
    finally:
        _held.reset(token)
        connection.close()


def send(written: EmailMessage, smtp_url: str) -> None:
    """Hand the message to the mail server; raises NoMailServer or Refused.

    No error means that the server took the message on, not that anybody got it.
    """
    held = _held.get()
    if held is None:
        with session():
            return send(written, smtp_url)
    try:
        server = held.ready(smtp_url)
    except (OSError, smtplib.SMTPException) as error:
        raise NoMailServer(f"the mail server cannot be used: {type(error).__name__}: {error}") from error
    try:
        server.send_message(written)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise Refused(code, said) from error
    except smtplib.SMTPDataError as error:
        raise _of_content(error) from error
    except smtplib.SMTPSenderRefused as error:
        if error.smtp_code == _TOO_LARGE:
            raise _of_content(error) from error
        raise NoMailServer(f"the mail server refuses our sender: {error.smtp_code} {error.smtp_error!r}") from error
    except (OSError, smtplib.SMTPException) as error:
        held.close()
        raise Refused(451, f"the connection broke half-way: {type(error).__name__}: {error}") from error
    return None


def _of_content(error: smtplib.SMTPResponseException) -> Refused:
    """A refusal after the address was accepted blames the mail, unless a code says that it is the address."""
    refused = Refused(error.smtp_code, error.smtp_error)
    raw = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
    refused.about_address = refused.about_address and bool(_ENHANCED.match(raw))
    return refused


def _open(smtp_url: str) -> smtplib.SMTP:
    if not smtp_url:
        raise NoMailServer("SMTP_URL is not set, so no mail can leave")
    where = urlsplit(smtp_url)
    server = _connect(where)
    try:
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _connect(where: SplitResult) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    host = where.hostname or ""
    if where.scheme == "smtps":
        return smtplib.SMTP_SSL(host, where.port or 465, timeout=TIMEOUT, context=trust)
    server = smtplib.SMTP(host, where.port or (587 if where.username else 25), timeout=TIMEOUT)
    try:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=trust)
            server.ehlo()
        elif where.username:
            raise NoMailServer("the mail server offers no encryption, so it does not get the password")
    except (OSError, smtplib.SMTPException, NoMailServer):
        server.close()
        raise
    return server
