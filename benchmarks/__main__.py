"""`make bench`: everything on 1,000 and on 20,000 sample employees, in one run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks import once, reminders, rules
from benchmarks.browser import Browser
from benchmarks.inside import Inside
from benchmarks.load import Side, interleaved
from benchmarks.pages import COURSE, PAGES, SECTION, Page, first_lesson, radio_values, saver, section_saver
from benchmarks.report import Line, print_fact, print_lines
from benchmarks.servers import bare, free_port, product
from webapp.config import SAMPLE_PASSWORD

SIZES = tuple(int(each) for each in os.environ.get("PEOPLE", "1000,20000").split(","))
"""Set it to 1000,50000 for a larger organisation."""
REQUESTS = 150
YEARS_PEOPLE = int(os.environ.get("YEARS_PEOPLE", "100"))
"""Set it to 5000 for the large organisation; that takes a night."""


def environment_of(folder: Path) -> dict[str, str]:
    """Return the settings of an installation in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "SAMPLE": "1",
        "ANSWERS_KEY": "b25seS1mb3ItdGhlLW1lYXN1cmVtZW50LW9ubHktMTI=",
        "SECRET_KEY": "only-for-the-measurement" * 2,
        "INSTANCE": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'product.sqlite3'}",
        "LOG_LEVEL": "INFO",
    }


def logged_in(port: int, account: str) -> Browser:
    """Return a browser in which that sample account is logged in."""
    browser = Browser(port)
    browser.log_in(f"{account}@voorbeeld.example", SAMPLE_PASSWORD)
    return browser


def measure(people: int, folder: Path) -> Iterator[Line]:
    """Yield the figures of every page on that many people."""
    environment = environment_of(folder)
    once.flask(environment, "update")
    once.flask(environment, "sample", "load", "--employees", str(people), "--rounds", "4")
    inside = Inside(environment)
    with ExitStack() as stack:
        ours, theirs = free_port(), free_port()
        bare_pid = stack.enter_context(bare(theirs, {"BARE_DATABASE_URL": f"sqlite:///{folder / 'bare.sqlite3'}"}))
        pid = stack.enter_context(product(ours, environment))
        visitor = Browser(theirs)
        visitor.get("/enter")
        bare_page = Side(lambda _number: visitor.get("/"), bare_pid)
        bare_commit = Side(lambda _number: visitor.ask("POST", "/save", {"value": "x"}), bare_pid)
        for page in PAGES:
            browser = logged_in(ours, page.account)
            yield _line(page, people, _getter(browser, page, inside), pid, bare_page)
        save = saver(logged_in(ours, "medewerker"))
        answers = Page("saving a quiz answer", "medewerker", "", 0.50, commits=True)
        yield _line(answers, people, (save, _saving_inside(inside)), pid, bare_commit)
        section = Page("saving a section", "medewerker", "", 0.50, commits=True)
        yield _line(
            section, people, (section_saver(logged_in(ours, "medewerker")), _section_inside(inside)), pid, bare_commit
        )
        yield _line(
            Page("log in", "medewerker", "/log-in", 0.0), people, _log_in(ours, inside), pid, bare_page, requests=8
        )


Acts = tuple[Callable[[int], object], Callable[[], tuple[int, int]]]


def _line(page: Page, people: int, acts: Acts, pid: int, bare_side: Side, requests: int = REQUESTS) -> Line:
    ask, count = acts
    found, bare_found = interleaved(Side(lambda number: ask(number), pid), bare_side, requests)  # type: ignore[arg-type]
    queries, size = count()
    ratio = bare_found.seconds / found.seconds
    return Line(
        page.name, people, ratio, page.limit, found.cpu_milliseconds, bare_found.cpu_milliseconds, queries, size
    )


def _getter(browser: Browser, page: Page, inside: Inside) -> Acts:
    path = page.path.format(lesson=first_lesson(browser)) if "{lesson}" in page.path else page.path

    def count() -> tuple[int, int]:
        visitor = inside.visitor(page.account, SAMPLE_PASSWORD)
        visitor.get(path)
        sizes: list[int] = []
        return inside.statements(lambda: sizes.append(len(visitor.get(path).data))), sizes[0]

    return (lambda _number: browser.get(path)), count


def _saving_inside(inside: Inside) -> Callable[[], tuple[int, int]]:
    def count() -> tuple[int, int]:
        visitor = inside.visitor("nieuw", SAMPLE_PASSWORD)
        attempt = visitor.post(f"/courses/{COURSE}/attempts").location.split("/questions")[0]
        for number in range(1, 20):
            path = f"{attempt}/questions/{number}"
            if options := radio_values(visitor.get(path).text):
                answer = partial(visitor.post, path, data={"answer": options[0]})
                return inside.statements(answer), 0
        raise RuntimeError("no question with one answer")

    return count


def _section_inside(inside: Inside) -> Callable[[], tuple[int, int]]:
    def count() -> tuple[int, int]:
        visitor = inside.visitor("teamleider", SAMPLE_PASSWORD)
        begun = visitor.post("/self-assessment/begin").location.rsplit("/", 1)[0]
        visitor.get(f"{begun}/norm")
        return inside.statements(lambda: visitor.post(f"{begun}/norm", data=SECTION)), 0

    return count


def _log_in(port: int, inside: Inside) -> Acts:
    def ask(_number: int) -> None:
        logged_in(port, "hr")

    def count() -> tuple[int, int]:
        browser = inside.app.test_client()
        form = {"who": "hr@voorbeeld.example", "password": SAMPLE_PASSWORD}
        return inside.statements(lambda: browser.post("/log-in", data=form)), 0

    return ask, count


def main() -> None:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory(prefix="grenswijs-bench-") as name:
        folder = Path(name)
        lines: list[Line] = []
        for people in SIZES:
            print(f"measuring {people} people …", flush=True)
            lines += measure(people, folder / str(people))
        print_lines(lines)
        big = environment_of(folder / str(SIZES[-1]))
        port = free_port()
        with product(port, big):
            size, requests = once.first_visit(port)
        print_fact("first visit", f"{size / 1000:.1f} KB in {requests} requests", "60 KB, 6 requests")
        print_fact("memory when idle", f"{once.idle_memory(free_port(), big):.0f} MB PSS", "200 MB")
        database = folder / str(SIZES[-1]) / "product.sqlite3"
        print_fact("preview of a rule for everybody", f"{rules.preview_seconds(big):.1f} s", "2 s")
        print_fact("first run of a rule for everybody", str(rules.first_run(big, database)), "as a ratio")
        print_fact("night in which nothing changed", str(rules.night(big, database)), "10 s; as a ratio")
        small = environment_of(folder / str(SIZES[0]))
        few, many = reminders.day_of_reminders(small), reminders.day_of_reminders(big)
        print_fact("a day of reminders", f"{many[0]:.1f} s of processor time", "seconds")
        print_fact(
            "its statements",
            f"{few[1]} for {SIZES[0]:,} people, {many[1]} for {SIZES[1]:,}",
            "the same, but for batches",
        )
        opened = once.round_seconds(big)
        print_fact("opening a round", f"{opened:.1f} s for {SIZES[-1]:,} people", "seconds")
        print_fact("figures of a round", f"{once.figures_seconds(big):.0f} s, in a job", "below the lease of 300 s")
        empty = folder / "import"
        seconds = once.import_seconds(environment_of(empty), SIZES[-1], empty)
        print_fact("import of 20,000 lines", f"{seconds:.1f} s", "well under a minute")
        ours, limit = once.csv_cells(big, database)
        print_fact("completion CSV", f"{ours:,.0f} cells a second, bare sqlite3 and csv {limit:,.0f}", "as a ratio")
    for said in reminders.years(YEARS_PEOPLE):
        print_fact("three years of reminders", said, "passed")


if __name__ == "__main__":
    main()
