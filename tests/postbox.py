"""A real SMTP server in this process, that says what it is told to say."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


class Postbox:
    """Keeps what arrives; `refuses` answers the mail, `unknown` the recipient, `connections` counts who came in."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.refuses = ""
        self.unknown: dict[str, str] = {}
        self.connections = 0

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses) -> list[str]:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802
        if address in self.unknown:
            return self.unknown[address]
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        self.raw.append(envelope.content)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 thank you"


class AnyPort(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def opened(box: Postbox, port: int = 0) -> AnyPort:
    """Start a server for that box; stop it afterwards."""
    server = AnyPort(box, hostname="127.0.0.1", port=port)
    server.start()
    return server


def text_of(mail: EmailMessage) -> str:
    """The words of a mail as plain text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return part.get_content()


def html_of(mail: EmailMessage) -> str:
    """The words of a mail as HTML."""
    part = mail.get_body(("html",))
    assert part is not None
    return part.get_content()
