"""How far somebody is in a course, and whether what they finished still counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from courses.model import Course, LessonHead


@dataclass(frozen=True)
class Progress:
    """The first unread lesson (None when all are read), how many are read, and the minutes still to read."""

    next_lesson: LessonHead | None
    read: int
    lessons: int
    minutes_left: int

    @property
    def complete(self) -> bool:
        """Whether every lesson has been read."""
        return self.next_lesson is None


def progress_of(course: Course, read_ids: Collection[str]) -> Progress:
    """Return how far somebody is who read these lessons; ids that the course no longer has do not count."""
    unread = [lesson for lesson in course.lessons if lesson.id not in read_ids]
    return Progress(
        next_lesson=unread[0] if unread else None,
        read=len(course.lessons) - len(unread),
        lessons=len(course.lessons),
        minutes_left=sum(lesson.minutes for lesson in unread),
    )


def is_current(course: Course, done_version: int) -> bool:
    """Return whether a completion of that version still counts in full: no later change asks to redo the course."""
    return not any(change.kind == "redo" and change.version > done_version for change in course.changes)
