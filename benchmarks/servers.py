"""Starts and stops servers, and reads what they cost from the system."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[int]:
    """Run a server until the block ends; yields its process number once it answers."""
    env = {**os.environ, **environment, "PORT": str(port)}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def product(port: int, environment: Mapping[str, str]) -> AbstractContextManager[int]:
    """Run one web process of the product, with its own configuration."""
    command = [str(BIN / "gunicorn"), "--config", "gunicorn.conf.py", "wsgi:app"]
    return started(command, port, {**environment, "WEB_CONCURRENCY": "1", "GUNICORN_CMD_ARGS": "--keep-alive 120"})


def bare(port: int, environment: Mapping[str, str]) -> AbstractContextManager[int]:
    """Run the bare application on the same server with the same threads."""
    flags = [
        "--config",
        os.devnull,
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--threads",
        "4",
        "--preload",
        "--keep-alive",
        "5",
    ]
    return started([str(BIN / "gunicorn"), *flags, "benchmarks.bare:app"], port, environment)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the server stopped before it answered") from None
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def family(pid: int) -> list[int]:
    """Return a process and everything below it."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found += family(int(path.parent.name))
    return found


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process and those below it have used."""
    total = 0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def pss_megabytes(pid: int) -> float:
    """Return the memory of a process and those below it, shared pages counted once."""
    total = 0
    for each in family(pid):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
