"""A browser without a screen: keeps its connection and cookies, and can fill in a form."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Browser:
    """One visitor of one server."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        response = self._answer(method, path, body, headers)
        read = response.read()
        for value in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";", 1)[0]
        if response.will_close:
            self.close()
        return response.status, read, dict(response.headers.items())

    def _answer(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Ask once more on a new line when the server hung up because nothing was asked for a while."""
        assert self.connection is not None
        for last in (False, True):
            try:
                self.connection.request(method, path, body, headers)
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionError):
                if last:
                    raise
                self.connection.close()
        raise AssertionError

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def get(self, path: str) -> bytes:
        """Return a page; raises RuntimeError when it is not there."""
        status, body, _headers = self.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path} answered {status}")
        return body

    def token(self, path: str) -> str:
        """Return the token of the form on that page."""
        found = _TOKEN.search(self.get(path).decode())
        if found is None:
            raise RuntimeError(f"{path} has no form")
        return found.group(1)

    def log_in(self, who: str, password: str) -> None:
        """Log in as one of the sample accounts."""
        form = {"csrf_token": self.token("/log-in"), "who": who, "password": password}
        status, _body, _headers = self.ask("POST", "/log-in", form)
        if status != 303:
            raise RuntimeError(f"{who} cannot log in: {status}")
