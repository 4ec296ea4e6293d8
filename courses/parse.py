"""Reads the files of one course: text in, a course or every problem at once out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from courses.model import LANGUAGES, Course, CourseText, Lesson, LessonHead
from courses.yaml_text import ContentProblem, Places, format_problems, read_yaml, text_problems

COURSE_FILE = "course.yaml"

_COURSE = TypeAdapter(Course)
_IMAGE_PATH = re.compile(r"images/[a-z0-9-]+(\.(nl|en))?\.svg")


@dataclass(frozen=True)
class Parsed:
    """A course with its text, or None and the problems that say why."""

    course: CourseText | None
    problems: tuple[ContentProblem, ...]


def digest(files: Mapping[str, str]) -> str:
    """Return the SHA-256, in hex, over the files in order of their paths; equal texts have equal digests."""
    whole = hashlib.sha256()
    for path, text in sorted(files.items()):
        for part in (path, text):
            raw = part.encode("utf-8", "surrogatepass")
            whole.update(f"{len(raw)}:".encode())
            whole.update(raw)
    return whole.hexdigest()


def parse_course(files: Mapping[str, str]) -> Parsed:
    """Return the course that these files make, by path within its folder; never raises, whatever they contain."""
    problems = [problem for path, text in files.items() for problem in text_problems(path, text)]
    course, places, found = _read_course(files.get(COURSE_FILE))
    problems += [problem for problem in found if problem not in problems]
    if course is not None:
        problems += [*_head_problems(course, places), *_file_problems(course, files, places)]
    if course is None or problems:
        return Parsed(None, tuple(sorted(problems)))
    lessons = tuple(_lesson(head, files) for head in course.lessons)
    kept = MappingProxyType(dict(files))
    return Parsed(CourseText(course, lessons, kept, digest(files), places), ())


def lesson_path(lesson_id: str, language: str, *, gentle: bool = False) -> str:
    """Return where the text of a lesson stands within the course folder."""
    return f"lessons/{lesson_id}{'.gentle' if gentle else ''}.{language}.md"


def _read_course(text: str | None) -> tuple[Course | None, Places, list[ContentProblem]]:
    places = Places(COURSE_FILE)
    if text is None:
        return None, places, [places.problem((), "the file is missing")]
    read = read_yaml(COURSE_FILE, text)
    if read.data is None:
        return None, read.places, list(read.problems)
    try:
        return _COURSE.validate_python(read.data), read.places, list(read.problems)
    except ValidationError as error:
        return None, read.places, [*read.problems, *format_problems(error, read.places)]


def _head_problems(course: Course, places: Places) -> Iterator[ContentProblem]:
    if course.changes[0].kind != "redo":
        yield places.problem(("changes", 0, "kind"), "expected redo: before the first version nobody was done")
    for number, change in enumerate(course.changes):
        if number and change.version <= course.changes[number - 1].version:
            yield places.problem(("changes", number, "version"), "expected a higher version than the change before it")
    if course.version != course.changes[-1].version:
        last = course.changes[-1].version
        yield places.problem(("version",), f"expected {last}, the version of the last change")
    seen: set[str] = set()
    for number, head in enumerate(course.lessons):
        if head.id in seen:
            yield places.problem(("lessons", number, "id"), f"the lesson id '{head.id}' is used twice")
        seen.add(head.id)


def _file_problems(course: Course, files: Mapping[str, str], places: Places) -> Iterator[ContentProblem]:
    expected = {COURSE_FILE}
    for number, head in enumerate(course.lessons):
        for path in _paths(head):
            expected.add(path)
            if not files.get(path, "").strip():
                yield places.problem(("lessons", number, "id"), f"the file {path} is missing or empty")
    for path in files:
        if path not in expected and not _IMAGE_PATH.fullmatch(path):
            yield ContentProblem(path, 1, 1, f"no lesson in {COURSE_FILE} asks for this file")


def _paths(head: LessonHead) -> list[str]:
    routes = (False, True) if head.notice else (False,)
    return [lesson_path(head.id, language, gentle=gentle) for gentle in routes for language in LANGUAGES]


def _lesson(head: LessonHead, files: Mapping[str, str]) -> Lesson:
    text = {language: files[lesson_path(head.id, language)] for language in LANGUAGES}
    gentle = {language: files[lesson_path(head.id, language, gentle=True)] for language in LANGUAGES if head.notice}
    return Lesson(head, MappingProxyType(text), MappingProxyType(gentle))
