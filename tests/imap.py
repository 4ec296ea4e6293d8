"""A small IMAP server with TLS in this process, and the certificate that one must trust for it."""

from __future__ import annotations

import ipaddress
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from webapp import clock


class Mailbox:
    """Messages by number, which of them were seen, and the one user with the password."""

    def __init__(self, *messages: bytes) -> None:
        self.messages = dict(enumerate(messages, start=1))
        self.seen: set[int] = set()
        self.user, self.password = "post@werk.example", 'ge"heim'

    def logs_in(self, said: str) -> bool:
        """Whether a LOGIN names the user and the quoted password."""
        quoted = self.password.replace("\\", "\\\\").replace('"', '\\"')
        return said.strip() in (f'{self.user} "{quoted}"', f'"{self.user}" "{quoted}"')


class _Talk(socketserver.StreamRequestHandler):
    box: Mailbox

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, _space, rest = line.decode().strip().partition(" ")
            word, _space, said = rest.partition(" ")
            if word.upper() == "UID":
                word, _space, said = said.partition(" ")
            answer = getattr(self, f"on_{word.lower()}", lambda _said: "BAD unknown")(said)
            self._say(f"{tag} {answer}")
            if word.upper() == "LOGOUT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def on_capability(self, _said: str) -> str:
        self._say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def on_login(self, said: str) -> str:
        return "OK welcome" if self.box.logs_in(said) else "NO wrong password"

    def on_select(self, said: str) -> str:
        if said != '"INBOX"':
            return "NO no such folder"
        self._say(f"* {len(self.box.messages)} EXISTS")
        return "OK [READ-WRITE] done"

    def on_search(self, _said: str) -> str:
        self._say("* SEARCH " + " ".join(str(each) for each in self.box.messages if each not in self.box.seen))
        return "OK done"

    def on_fetch(self, said: str) -> str:
        number = int(said.split()[0])
        most = int(re.search(r"<0\.(\d+)>", said)[1])
        content = self.box.messages[number][:most]
        self.wfile.write(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(content)}}}\r\n".encode())
        self.wfile.write(content + b")\r\n")
        return "OK done"

    def on_store(self, said: str) -> str:
        self.box.seen.add(int(said.split()[0]))
        return "OK done"

    def on_close(self, _said: str) -> str:
        return "OK done"

    def on_logout(self, _said: str) -> str:
        self._say("* BYE")
        return "OK done"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, box: Mailbox, trust: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), type("Talk", (_Talk,), {"box": box}))
        self.trust = trust

    def get_request(self):
        plain, address = super().get_request()
        return self.trust.wrap_socket(plain, server_side=True), address

    def handle_error(self, _request, _address) -> None:
        """A client that breaks off is no failure of the test."""


def certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "imap.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


@contextmanager
def serving(box: Mailbox, file: Path) -> Iterator[int]:
    """Serve that mailbox with that certificate; gives the port."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(file)
    with _Server(box, trust) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
