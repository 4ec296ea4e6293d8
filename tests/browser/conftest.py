"""A sample municipality, and people who use the product in headless Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running import Installation, errors_in, installation, serving
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
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Web and jobs with 150 sample employees; the day must leave no error in the log."""
    made = installation(tmp_path_factory.mktemp("installation"))
    made.command("sample", "load", "--employees", "150", "--seed", "1")
    with serving(made):
        yield made
    assert errors_in(made.log) == []


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
def visit(chromium: Browser, server: Installation, width: str) -> Iterator[Visit]:
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
            page.locator("[name=who]").fill(f"{account}@voorbeeld.example")
            page.locator("[name=password]").fill(SAMPLE_PASSWORD)
            page.locator("[name=password]").press("Enter")
            page.wait_for_url(f"{server.address}/")
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
        violations = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]
        assert violations == [], page.url
        wider = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px"
        assert page.locator("h1").count() == 1, page.url

    return check
