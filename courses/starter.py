"""The first files of an own course, and what is added to or taken out of it; `TO_FILL_IN` marks what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import yaml

from courses.model import Words
from courses.parse import COURSE_FILE, lesson_path
from courses.yaml_text import read_yaml

TO_FILL_IN = Words(nl="[vul in]", en="[fill in]")
KEY_POINTS = 4
_WIDTH = 110


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What is known of a new course before anything is written."""

    id: str
    title: Words
    summary: Words
    elements: Sequence[str]
    audiences: Sequence[str]


def course_files(idea: Idea, on: date) -> dict[str, str]:
    """Return the files of a course without lessons: four key points are still open."""
    course: dict[str, Any] = {
        "id": idea.id,
        "title": _said(idea.title),
        "summary": _said(idea.summary),
        "version": 1,
        "changes": [{"version": 1, "date": on.isoformat(), "kind": "redo", "what": _said(_FIRST)}],
        "elements": list(idea.elements),
        "audiences": list(idea.audiences),
        "sources": [TO_FILL_IN.nl],
        "key_points": [_said(TO_FILL_IN) for _ in range(KEY_POINTS)],
        "lessons": [],
    }
    return {COURSE_FILE: _written(course)}


_FIRST = Words(nl="Eerste versie.", en="First version.")


def with_lesson(files: Mapping[str, str], lesson_id: str, title: Words) -> dict[str, str]:
    """Return the files with one more lesson at the end: an example and what to do tomorrow are still open."""
    course = _read(files)
    course["lessons"].append({"id": lesson_id, "title": _said(title), "minutes": 3, "check": f"c-{lesson_id}"})
    made = {**files, COURSE_FILE: _written(course)}
    made[lesson_path(lesson_id, "nl")] = _LESSON_NL
    made[lesson_path(lesson_id, "en")] = _LESSON_EN
    return made


_LESSON_NL = """[vul in]

!!! example "Een voorbeeld"
    [vul in]

!!! remember "Wat doe je morgen?"
    [vul in]
"""
_LESSON_EN = """[fill in]

!!! example "An example"
    [fill in]

!!! remember "What will you do tomorrow?"
    [fill in]
"""


def without_lesson(files: Mapping[str, str], lesson_id: str) -> dict[str, str]:
    """Return the files without that lesson."""
    course = _read(files)
    course["lessons"] = [each for each in course["lessons"] if each["id"] != lesson_id]
    own = {lesson_path(lesson_id, language, gentle=gentle) for language in ("nl", "en") for gentle in (False, True)}
    return {path: text for path, text in files.items() if path not in own} | {COURSE_FILE: _written(course)}


def renamed(text: str, id: str) -> str:
    """Return a course.yaml or quiz.yaml under another id."""
    data = read_yaml(COURSE_FILE, text).data
    return _written({**cast("dict[str, Any]", data), "id": id}) if isinstance(data, dict) else text


def still_open(texts: Mapping[str, str]) -> bool:
    """Return whether something in these texts is still to be filled in."""
    return any(mark in text for text in texts.values() for mark in (TO_FILL_IN.nl, TO_FILL_IN.en))


def _read(files: Mapping[str, str]) -> dict[str, Any]:
    return cast("dict[str, Any]", read_yaml(COURSE_FILE, files[COURSE_FILE]).data)


def _said(words: Words) -> dict[str, str]:
    return {"nl": words.nl, "en": words.en}


def _written(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=_WIDTH)
