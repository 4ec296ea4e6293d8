"""A PostgreSQL server of the test run's own, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def _programs() -> Path:
    """Find the newest server programs: on the path, or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise RuntimeError("there is no PostgreSQL server program: run `make database`")
    return versions[-1].parent


def _as_server_user(*command: str) -> None:
    """Run a server program; it refuses to run as root, so then as the user that Debian made for it."""
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
    )


@contextmanager
def own_database(worker: str) -> Iterator[str]:
    """Start a server, yield the URL of an empty database, stop the server and remove all of it."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix=f"grenswijs-{worker}-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    home.chmod(0o700)
    data = str(home / "data")
    fast = f"-k {home} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    try:
        _as_server_user(
            str(programs / "initdb"), "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "tests"
        )
        _as_server_user(str(programs / "pg_ctl"), "-D", data, "-o", fast, "-w", "-l", str(home / "log"), "start")
        try:
            with psycopg.connect(f"host={home} user=tests dbname=postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE grenswijs")
            yield f"postgresql://tests@/grenswijs?host={home}"
        finally:
            _as_server_user(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
