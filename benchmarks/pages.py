"""The pages that are measured, as somebody with a sample account asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.browser import Browser

COURSE = "m01-de-norm"
SECTION = {"n1": "4", "n2": "3", "n3": "5", "n4": "2", "n5": "1"}
"""A section of the questionnaire, filled in."""
_INPUT = re.compile(r"<input[^>]*>")
_VALUE = re.compile(r'value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """One kind of request; `limit` is the aim for its ratio, `commits` whether it is held against a bare commit."""

    name: str
    account: str
    path: str
    limit: float
    commits: bool = False


PAGES = (
    Page("first page", "medewerker", "/", 0.50),
    Page("lesson page", "medewerker", f"/courses/{COURSE}/lessons/{{lesson}}", 0.60),
    Page("team page", "teamleider", "/team", 0.30),
    Page("HR overview", "hr", "/reports", 0.30),
    Page("map of what is in order", "hr", "/reports/map", 0.30),
    Page("who is late", "hr", "/reports/people?state=overdue", 0.30),
    Page("timeline of a person", "hr", "/reports/people/30", 0.30),
    Page("who did what", "hr", "/admin/audit", 0.30),
    Page("norm page", "medewerker", "/norm", 0.30),
    Page("who read the norm", "hr", "/norm/following", 0.30),
    Page("picture of the organisation", "hr", "/rounds/4/picture", 0.30),
    Page("picture of a team", "hr", "/rounds/4/picture?group=team:5", 0.30),
)


def radio_values(page: str) -> list[str]:
    """Return what can be chosen where one answer is asked for."""
    inputs = [each for each in _INPUT.findall(page) if 'type="radio"' in each and 'name="answer"' in each]
    return [value for each in inputs for value in _VALUE.findall(each)]


def first_lesson(browser: Browser) -> str:
    """Return the id of the first lesson of the measured course."""
    found = re.search(rf'/courses/{COURSE}/lessons/([a-z0-9-]+)"', browser.get(f"/courses/{COURSE}").decode())
    if found is None:
        raise RuntimeError("the course page links no lesson")
    return found.group(1)


def saver(browser: Browser) -> Callable[[int], None]:
    """Start an attempt and return what saves another answer to one of its questions each time."""
    path = _question(browser)
    body = browser.get(path).decode()
    options = radio_values(body)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', body)
    assert token is not None

    def save(number: int) -> None:
        status, _body, _headers = browser.ask(
            "POST", path, {"csrf_token": token.group(1), "answer": options[number % len(options)]}
        )
        if status != 303:
            raise RuntimeError(f"saving an answer answered {status}")

    return save


def section_saver(browser: Browser) -> Callable[[int], None]:
    """Begin the questionnaire and return what saves a section with other answers each time."""
    home = "/self-assessment"
    _status, _body, headers = browser.ask("POST", f"{home}/begin", {"csrf_token": browser.token(home)})
    path = headers["Location"].rsplit("/", 1)[0] + "/norm"
    token = browser.token(path)

    def save(number: int) -> None:
        said = {item: str(1 + number % 5) for item in SECTION}
        status, _body, _headers = browser.ask("POST", path, {"csrf_token": token, **said})
        if status != 303:
            raise RuntimeError(f"saving a section answered {status}")

    return save


def start_quiz(browser: Browser, course_id: str) -> str:
    """Begin or resume the quiz of a course; returns the address of the attempt."""
    course = f"/courses/{course_id}"
    _status, _body, headers = browser.ask("POST", f"{course}/attempts", {"csrf_token": browser.token(course)})
    attempt = re.match(r"(?:https?://[^/]+)?(/attempts/\d+)", headers["Location"])
    if attempt is None:
        raise RuntimeError("no attempt was started")
    return attempt.group(1)


def _question(browser: Browser) -> str:
    """Return the address of a question with one right answer in a new attempt."""
    attempt = start_quiz(browser, COURSE)
    for number in range(1, 20):
        path = f"{attempt}/questions/{number}"
        if radio_values(browser.get(path).decode()):
            return path
    raise RuntimeError("the attempt has no question with one answer")
