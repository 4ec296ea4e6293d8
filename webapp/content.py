"""The content files, read and checked once per process; older versions are rebuilt from what was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import current_app

from courses.check import Known, check_course
from courses.model import CourseText
from courses.parse import ContentProblem, parse_course
from learning_goals.norm_texts import BLOCKS, CHOICES, NAMES
from quizzes.check import SMALLEST_BANK, check_quiz
from quizzes.model import Quiz
from quizzes.parse import digest, parse_quiz
from webapp.config import ROOT

COURSES = ROOT / "courses" / "content"
QUIZZES = ROOT / "quizzes" / "content"
QUIZ_FILE = "quiz.yaml"
"""The name under which a quiz is kept beside the files of its course."""
OWN = "eigen-"
"""How the id of a municipality's own course begins, so that no update ever ships another under that id."""
SMALLEST_OWN_BANK = 4
"""Questions that the quiz of an own course needs."""


class BrokenContent(ValueError):
    """The content cannot be used; `problems` says all that is wrong, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Module:
    """A course with its quiz, in one version of their files."""

    course: CourseText
    quiz: Quiz
    files: Mapping[str, str]

    @cached_property
    def quiz_digest(self) -> str:
        """The digest of the quiz file."""
        return digest(self.files[QUIZ_FILE])

    @property
    def redo_version(self) -> int:
        """The newest version that asks everybody to do the course again."""
        return max(change.version for change in self.course.course.changes if change.kind == "redo")


@dataclass(frozen=True, kw_only=True)
class Library:
    """Every module, in the order of their ids."""

    modules: Mapping[str, Module]


def shipped() -> Library:
    """Return the files as this process has read them; the first call reads them, and raises BrokenContent."""
    if "library" not in current_app.extensions:
        current_app.extensions["library"] = read_library()
    return current_app.extensions["library"]


def read_library(courses: Path = COURSES, quizzes: Path = QUIZZES) -> Library:
    """Read every course and quiz; raises BrokenContent with all problems at once."""
    found, problems = examine(courses, quizzes)
    if problems:
        raise BrokenContent(problems)
    return Library(modules=found)


def examine(courses: Path, quizzes: Path) -> tuple[dict[str, Module], list[str]]:
    """Return the good modules and every problem as `file:line:column: what was expected`."""
    modules: dict[str, Module] = {}
    problems: list[str] = []
    folders = sorted(path for path in courses.iterdir() if path.is_dir())
    ids = frozenset(folder.name for folder in folders)
    for folder in folders:
        module, wrong = _examine_one(folder, quizzes / f"{folder.name}.yaml", ids)
        problems += wrong
        if module is not None:
            modules[folder.name] = module
    for stray in sorted(quizzes.glob("*.yaml")):
        if stray.stem not in ids:
            problems.append(f"{stray.name}:1:1: there is no course {stray.stem!r} for this quiz")
    return modules, problems


def _examine_one(folder: Path, quiz_path: Path, ids: frozenset[str]) -> tuple[Module | None, list[str]]:
    files, problems = _read_files(folder)
    if not quiz_path.is_file():
        return None, [*problems, f"{quiz_path.name}:1:1: the quiz of course {folder.name!r} is missing"]
    if problems:
        return None, problems
    return build(files | {QUIZ_FILE: quiz_path.read_text(encoding="utf-8")}, folder.name, ids)


def _read_files(folder: Path) -> tuple[dict[str, str], list[str]]:
    files: dict[str, str] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file():
            continue
        try:
            files[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(f"{folder.name}/{name}:1:1: the file must be text in UTF-8")
    return files, problems


def build(
    files: Mapping[str, str], course_id: str, ids: frozenset[str], media: frozenset[str] = frozenset()
) -> tuple[Module | None, list[str]]:
    """Make a module of its files; returns every problem, each beginning with the course's folder.

    A link may lead to the courses `ids`, a lesson may show the organisation's own `media`, as `video:name`.
    """
    course_files = {name: text for name, text in files.items() if name != QUIZ_FILE}
    course = parse_course(course_files)
    quiz = parse_quiz(files[QUIZ_FILE], f"{course_id}.yaml")
    problems = [_line(course_id, each) for each in course.problems] + [str(each) for each in quiz.problems]
    if course.course is None or quiz.quiz is None:
        return None, problems
    lessons = {head.id: head.check for head in course.course.course.lessons}
    known = Known(NAMES, frozenset(BLOCKS), ids, media)
    smallest = SMALLEST_OWN_BANK if course_id.startswith(OWN) else SMALLEST_BANK
    problems += [_line(course_id, each) for each in check_course(course.course, known)]
    problems += [str(each) for each in check_quiz(quiz.quiz, lessons, NAMES, CHOICES, quiz.places, smallest)]
    if course.course.course.id != course_id or quiz.quiz.id != course_id:
        problems.append(f"{course_id}/course.yaml:1:1: the id of the course and of its quiz must be {course_id!r}")
    module = Module(course=course.course, quiz=quiz.quiz, files=dict(files))
    return module, problems


def _line(course_id: str, problem: ContentProblem) -> str:
    return f"{course_id}/{problem}"
