"""The real product with a sample municipality, and people who use it in headless Chromium."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from webapp.config import ROOT, SAMPLE_PASSWORD

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@dataclass(frozen=True)
class Server:
    """The product as it runs for these tests."""

    address: str
    environment: dict[str, str]
    log: Path

    def command(self, *arguments: str) -> None:
        """Run one `flask …` command against the same installation."""
        flask = [str(ROOT / ".venv/bin/flask"), "--app", "wsgi", *arguments]
        subprocess.run(flask, cwd=ROOT, env=self.environment, check=True, capture_output=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Web and jobs with 150 sample employees."""
    home = tmp_path_factory.mktemp("installation")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "SAMPLE": "1",
        "SECRET_KEY": "only-for-the-browser-tests" * 2,
        "INSTANCE": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'product.sqlite3'}",
        "BASE_URL": address,
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    made = Server(address, environment, home / "log")
    made.command("update")
    made.command("sample", "load", "--employees", "150", "--seed", "1")
    with made.log.open("wb") as log:
        process = subprocess.Popen(
            [str(ROOT / "bin/serve")], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(f"{address}/readyz", process)
            yield made
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
    assert errors_in(made.log) == []


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(200):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def errors_in(log: Path) -> list[str]:
    """The lines of the log that say that something went wrong."""
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    return [line for line in lines if json.loads(line).get("level") in ("error", "critical")]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=["desk", "phone"])
def width(request: pytest.FixtureRequest) -> str:
    """At a desk, and on a phone of 360 px."""
    return request.param


@pytest.fixture
def visit(chromium: Browser, server: Server, width: str) -> Iterator[Callable[..., Page]]:
    """Open the product as somebody (None: nobody), in a browser of one's own."""
    contexts = []

    def open_as(account: str | None, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=server.address, viewport=WIDTHS[width], locale="nl-NL", java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto("/log-in")
        if account:
            page.get_by_label("Personeelsnummer of e-mailadres").fill(f"{account}@voorbeeld.example")
            page.get_by_label("Wachtwoord").fill(SAMPLE_PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Inloggen").click()
            page.wait_for_url("**/")
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility engine, as text to run in a page."""
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def good(axe: str) -> Callable[[Page], None]:
    """Assert that a page has no accessibility violation, does not scroll sideways and has one h1."""

    def check(page: Page) -> None:
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        violations = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]]
        assert violations == [], page.url
        wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px"
        assert page.locator("h1").count() == 1, page.url

    return check
