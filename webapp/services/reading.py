"""Reading a course, lesson by lesson."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from courses.model import Lesson, LessonHead
from courses.progress import Progress, progress_of
from webapp.content import Module
from webapp.errors import NotFound
from webapp.policy import Visitor
from webapp.services import course_texts
from webapp.store import reading, revision
from webapp.store.reading import Read

Route = Literal["full", "gentle"]


@dataclass(frozen=True, kw_only=True)
class LessonPage:
    """One lesson and where it stands in its course; `number` counts from one."""

    module: Module
    lesson: Lesson
    number: int
    read: frozenset[str]
    progress: Progress

    @property
    def previous(self) -> LessonHead | None:
        """The lesson before this one."""
        return self.module.course.course.lessons[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> LessonHead | None:
        """The lesson after this one."""
        lessons = self.module.course.course.lessons
        return lessons[self.number] if self.number < len(lessons) else None


def lesson_page(actor: Visitor, course_id: str, lesson_id: str) -> LessonPage:
    """Return a lesson as this person finds it; raises NotFound when there is none."""
    module, number = _find(course_id, lesson_id)
    module = course_texts.module(course_id, module.course.digest, module.quiz_digest, actor.norm_number)
    read = reading.read_ids(actor.person_id, course_id, module.redo_version)
    return LessonPage(
        module=module,
        lesson=module.course.lessons[number - 1],
        number=number,
        read=read,
        progress=progress_of(module.course.course, read),
    )


def route_of(lesson: Lesson, wished: str, *, avoids: bool) -> Route | None:
    """Return which text to show; None when the reader has yet to choose whether to see violent examples."""
    if not lesson.gentle:
        return "full"
    if wished in ("full", "gentle"):
        return "full" if wished == "full" else "gentle"
    return "gentle" if avoids else None


def read(actor: Visitor, course_id: str, lesson_id: str, route: str, now: datetime) -> str:
    """Keep that the person read the lesson; returns the next lesson, or an empty text after the last."""
    module, number = _find(course_id, lesson_id)
    course, lesson = module.course.course, module.course.lessons[number - 1]

    gentle = bool(lesson.gentle) and route == "gentle"
    done = Read(
        person_id=actor.person_id,
        course_id=course_id,
        lesson_id=lesson_id,
        course_version=course.version,
        course_digest=module.course.digest,
        norm_number=actor.norm_number,
        language=actor.language,
        route="gentle" if gentle else "full",
        read_at=now,
    )

    if reading.append(done):
        course_texts.keep(module, now)
        if reading.begin(actor.person_id, course_id, course.version, now):
            revision.raise_it()
    return course.lessons[number].id if number < len(course.lessons) else ""


def _find(course_id: str, lesson_id: str) -> tuple[Module, int]:
    module = course_texts.offered(course_id)
    for number, head in enumerate(module.course.course.lessons, start=1):
        if head.id == lesson_id:
            return module, number
    raise NotFound
