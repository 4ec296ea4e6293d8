"""What a text of a unit is, whose words hold, and what is wrong, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask_babel import gettext as _

_PLACE = re.compile(r"(?P<file>[^:]*):(?P<line>\d+):\d+: (?P<what>.*)", re.DOTALL)


def state_words() -> dict[str, str]:
    """Return whose words hold."""
    return {
        "shipped": _("original"),
        "own": _("your own"),
        "outdated": _("your own; the original has changed since"),
        "lost": _("your own; part of it has no place any more since the last update"),
    }


def kind_words() -> dict[str, str]:
    """Return what each kind of unit is."""
    return {
        "course": _("About the course"),
        "lesson": _("Lesson"),
        "question": _("Question of the quiz"),
        "check": _("Question after a lesson"),
        "conversation": _("About the conversation"),
        "moment": _("Moment in the conversation"),
    }


def label(address: str) -> str:
    """Return what a text is, with its language."""
    path, _hash, inside = address.partition("#")
    language = address.split(".")[-2] if not inside else inside.rsplit("/", 1)[-1]
    said = _("Dutch") if language == "nl" else _("English")
    if not inside:
        about = _("Calm version of the lesson") if ".gentle." in path else _("Text of the lesson")
    else:
        about = _part(inside.split("/")[:-1])
    return f"{about} ({said})"


def _part(steps: list[str]) -> str:
    name, of = steps[-1], steps[-2] if len(steps) > 1 else ""
    if name.isdigit():
        return _("Key point %(number)s", number=int(name) + 1)
    within = _within(steps)
    parts: dict[str, Callable[[], str]] = {
        "title": lambda: _("Title"),
        "summary": lambda: _("Summary"),
        "setting": lambda: _("Where it takes place"),
        "notice": lambda: _("Notice before it begins"),
        "explanation": lambda: _("Explanation after the answer"),
        "feedback": lambda: _("Feedback on a wrong answer"),
        "said": lambda: _("What happens"),
        "speaks": lambda: _("What the other person says"),
        "after": lambda: _("What to do afterwards"),
        "why": lambda: _("Why this helps or does not"),
        "text": lambda: _("Words") if of in ("questions", "checks") or len(steps) > 3 else _("Question"),
    }
    said = parts[name]() if name in parts else name
    return f"{within}: {said}" if within else said


def _within(steps: list[str]) -> str:
    for list_name, words in (
        ("options", lambda id: _("Answer %(id)s", id=id)),
        ("steps", lambda id: _("Step %(id)s", id=id.removeprefix("s"))),
        ("items", lambda id: _("Sentence %(id)s", id=id.removeprefix("i"))),
        ("choices", lambda id: _("Choice “%(id)s”", id=id)),
    ):
        if list_name in steps[:-1]:
            return words(steps[steps.index(list_name) + 1])
    return ""


def problem_words(problem: str) -> str:
    """Return what is wrong in a text and on which line; what only authors of files meet stays as it is."""
    found = _PLACE.fullmatch(problem)
    if found is None:
        return problem
    what = _what(found["what"])
    if not found["file"].endswith(".md"):
        return what
    language = _("Dutch") if found["file"].endswith(".nl.md") else _("English")
    return _("%(language)s, line %(line)s: %(what)s", language=language, line=found["line"], what=what)


def _what(said: str) -> str:
    for pattern, words in _FAULTS:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return words(*found.groups())
    return said


_FAULTS: tuple[tuple[str, Callable[..., str]], ...] = (
    (
        r"the norm has no value called '(.*)'",
        lambda name: _("the norm has nothing called “%(name)s” to fill in", name=name),
    ),
    (r"the norm has no part called '(.*)'", lambda name: _("the norm has no part called “%(name)s”", name=name)),
    (
        r"expected a name between \{\{ and \}\}",
        lambda: _("there is a {{ or }} too many; write a name between two of them"),
    ),
    (
        r"only one language uses (.*)",
        lambda names: _("%(names)s stands in one language only; both must fill in the same", names=names),
    ),
    (r"HTML is not allowed", lambda: _("HTML is not allowed; write plain text")),
    (r"code is not part of a lesson", lambda: _("the sign ` does not belong in a text")),
    (r"attributes are not allowed", lambda: _("the signs {: do not belong in a text")),
    (r"write the character itself", lambda: _("write the character itself instead of a code with &")),
    (
        r"links and pictures belong in a lesson",
        lambda: _("links and pictures only work in the text of a lesson"),
    ),
    (
        r"this is no link;.*|write the address within the link:.*",
        lambda: _("this is no link; write [words](lesson:id), [words](course:id) or [words](https://…)"),
    ),
    (r"a link goes to .*", lambda: _("a link goes to lesson:id, course:id or an https address")),
    (r"a link needs words", lambda: _("a link needs words between [ and ]")),
    (r"an image needs a text .*", lambda: _("a picture needs words that say what it shows")),
    (r"there is no picture (.*)", lambda name: _("there is no picture called %(name)s", name=name)),
    (
        r"(.*) is the picture for the other language",
        lambda name: _("%(name)s is the picture for the other language", name=name),
    ),
    (r"this course has no lesson '(.*)'", lambda name: _("this course has no lesson called %(name)s", name=name)),
    (r"there is no course '(.*)'", lambda name: _("there is no course called %(name)s", name=name)),
    (
        r"a picture, sound or film stands between empty lines",
        lambda: _("put the picture, sound or film on a line of its own, with an empty line before and after"),
    ),
    (
        r"a part of the norm stands between empty lines",
        lambda: _("put the part of the norm on a line of its own, with an empty line before and after"),
    ),
    (r"leave an empty line before a .*", lambda: _("leave an empty line before a list or a table")),
    (r"the call-out has no text.*", lambda: _("a box has no text; begin its lines with four spaces")),
    (r"a call-out within a call-out .*", lambda: _("a box within a box is not allowed")),
    (
        r"expected a call-out .*",
        lambda: _('this is no box; write for example !!! example "Title" (or say, remember, rule)'),
    ),
    (r"expected a heading that begins .*", lambda: _("begin a heading with ## or ###, a space and words")),
    (r"expected a heading ## before .*", lambda: _("the first heading begins with ##")),
    (r"a line of dashes .*", lambda: _("a line of dashes or other signs does not belong in a lesson")),
    (r"a line indented by four spaces .*", lambda: _("a line with four spaces in front belongs to a list or a box")),
    (r"expected a line such as .*", lambda: _("write a line such as |---|---| under the head of the table")),
    (
        r"here is .* where .* has .* \(line (\d+)\)",
        lambda line: _(
            "English is built differently from Dutch here (line %(line)s there); build both the same", line=line
        ),
    ),
    (r"expected a text, found nothing", lambda: _("a text is empty; fill it in")),
    (
        r"expected a text of at most (\d+) characters",
        lambda most: _("a text is too long; keep it under %(most)s characters", most=most),
    ),
    (r"the character U\+\w+ is not allowed", lambda: _("there is a sign in it that nobody can see; type it anew")),
    (r"the file is larger than (\d+) kB", lambda most: _("the text is too long; keep it under %(most)s kB", most=most)),
    (
        r"expected (\d+) or more questions, found (\d+)",
        lambda least, found: _("the quiz needs %(least)s questions and has %(found)s", least=least, found=found),
    ),
    (
        r"there is nothing called '(.*)'",
        lambda name: _("there is no learning subject or group called %(name)s", name=name),
    ),
)
