"""The real product in processes of its own, as the tests of a whole day and of a sudden death need it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.config import ROOT


@dataclass(frozen=True)
class Installation:
    """A database, a port and the settings that go with them."""

    address: str
    environment: dict[str, str]
    log: Path
    database: Path

    def command(self, *arguments: str) -> str:
        """Run one `flask …` command; returns what it said, raises CalledProcessError when it is refused."""
        flask = [str(ROOT / ".venv/bin/flask"), "--app", "wsgi", *arguments]
        done = subprocess.run(flask, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout


def installation(home: Path, **settings: str) -> Installation:
    """Return an empty installation in a folder, with its tables made."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "ANSWERS_KEY": "b25seS1mb3ItdGhlLXRlc3RzLW9ubHktZm9yLXRoZS0=",
        "SAMPLE": "1",
        "SECRET_KEY": "only-for-the-tests" * 3,
        "INSTANCE": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'product.sqlite3'}",
        "BASE_URL": address,
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        **settings,
    }
    made = Installation(address, environment, home / "log", home / "product.sqlite3")
    made.command("update")
    return made


@contextmanager
def serving(made: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """Run web and jobs until the block ends; the process leads a group of its own."""
    with made.log.open("ab") as log:
        process = subprocess.Popen(
            [str(ROOT / "bin/serve")], cwd=ROOT, env=made.environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(f"{made.address}/readyz", process)
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def errors_in(log: Path) -> list[str]:
    """The lines of a log that say that something went wrong."""
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    return [line for line in lines if json.loads(line).get("level") in ("error", "critical")]
