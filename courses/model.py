"""What a course is; these frozen classes are also the format of course.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass as checked

from courses.yaml_text import Places

LANGUAGES = ("nl", "en")

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]

_CLOSED = ConfigDict(extra="forbid")


def _iso_date(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("expected a date such as 2026-11-23") from None


@checked(frozen=True, config=_CLOSED)
class Words:
    """The same words in both languages."""

    nl: Text
    en: Text

    def in_language(self, language: str) -> str:
        """Return the words in that language; Dutch when it is not English."""
        return self.en if language == "en" else self.nl


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Change:
    """What a version changed; after a `redo` an earlier completion counts as done on an earlier version."""

    version: Annotated[int, Field(ge=1)]
    date: Annotated[date, BeforeValidator(_iso_date)]
    kind: Literal["minor", "redo"]
    what: Words


@checked(frozen=True, kw_only=True, config=_CLOSED)
class LessonHead:
    """What course.yaml says of a lesson; the notice is shown before a lesson with violent examples."""

    id: Id
    title: Words
    minutes: Annotated[int, Field(ge=1, le=10)]
    check: Id | None = None
    notice: Words | None = None


@checked(frozen=True, kw_only=True, config=_CLOSED)
class Course:
    """A course as course.yaml describes it; lessons stand in reading order."""

    id: Id
    title: Words
    summary: Words
    version: Annotated[int, Field(ge=1)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    elements: Annotated[tuple[Name, ...], Field(min_length=1)]
    audiences: Annotated[tuple[Name, ...], Field(min_length=1)]
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    key_points: Annotated[tuple[Words, ...], Field(min_length=4, max_length=7)]
    lessons: Annotated[tuple[LessonHead, ...], Field(min_length=1, max_length=30)]

    @property
    def minutes(self) -> int:
        """Minutes that all lessons take together."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Lesson:
    """One page of Markdown in each language; `gentle` is the equal route and empty for a lesson without a notice."""

    head: LessonHead
    text: Mapping[str, str]
    gentle: Mapping[str, str]


@dataclass(frozen=True)
class CourseText:
    """A course with its lessons, and every file by its path as it was read."""

    course: Course
    lessons: tuple[Lesson, ...]
    files: Mapping[str, str]
    digest: str
    places: Places

    @property
    def images(self) -> frozenset[str]:
        """Paths of the images, such as images/name.nl.svg."""
        return frozenset(path for path in self.files if path.startswith("images/"))

    def lesson(self, lesson_id: str) -> Lesson:
        """Return the lesson with that id; KeyError when the course has none."""
        for lesson in self.lessons:
            if lesson.head.id == lesson_id:
                return lesson
        raise KeyError(lesson_id)
