"""Which lesson teaches each teaching point of the source documents, and which questions ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from courses.yaml_text import ContentProblem, Places, format_problems, read_yaml

Taught = Mapping[str, Mapping[str, Sequence[str]]]
"""By course and lesson, the ids of the questions about that lesson."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """Something that a source document teaches, in own words; `lessons` as course/lesson."""

    id: str
    source: str
    point: str
    lessons: tuple[str, ...]


@dataclass(frozen=True)
class Points:
    """The points of one file in its order, with everything that is wrong in it."""

    points: tuple[Point, ...]
    places: Places
    problems: tuple[ContentProblem, ...]


_POINTS = TypeAdapter(tuple[Point, ...])


def parse_points(text: str, file: str) -> Points:
    """Return the teaching points; never raises."""
    found = read_yaml(file, text)
    if found.problems:
        return Points((), found.places, found.problems)
    try:
        return Points(_POINTS.validate_python(found.data), found.places, ())
    except ValidationError as error:
        return Points((), found.places, tuple(format_problems(error, found.places)))


def check_points(found: Points, taught: Taught) -> list[ContentProblem]:
    """Return every point that has no lesson with a question, or names a lesson that is not there."""
    return [*found.problems, *_repeated(found)] + [
        found.places.problem((number, "lessons"), fault)
        for number, point in enumerate(found.points)
        for fault in _faults(point, taught)
    ]


def _repeated(found: Points) -> Iterator[ContentProblem]:
    seen: set[str] = set()
    for number, point in enumerate(found.points):
        if point.id in seen:
            yield found.places.problem((number, "id"), f"the id {point.id!r} is here twice")
        seen.add(point.id)


def _faults(point: Point, taught: Taught) -> Iterator[str]:
    if not point.lessons:
        yield f"no lesson teaches {point.id}"
    for lesson in point.lessons:
        course, _slash, id = lesson.partition("/")
        if id not in taught.get(course, {}):
            yield f"{point.id}: there is no lesson {lesson!r}"
    if point.lessons and not _questions(point, taught):
        yield f"no question asks for {point.id}"


def _questions(point: Point, taught: Taught) -> list[str]:
    split = [lesson.partition("/") for lesson in point.lessons]
    return [question for course, _slash, id in split for question in taught.get(course, {}).get(id, ())]


def page(points: Sequence[Point], taught: Taught) -> str:
    """Return the list of points as a Markdown page, by document and section."""
    questions = {question for point in points for question in _questions(point, taught)}
    head = [
        "# What the sources teach, and where it is learned",
        "",
        "Made by `flask content coverage > docs/coverage.md` from `courses/content/points.yaml` and the quizzes;",
        "do not change it by hand. Each line is a point of a source document in our own words, with the lessons that",
        "teach it and the questions about those lessons. `flask content check` fails when a point has none.",
        "",
        "D0 advice from practice · D1 guide on training · D2 an aggression protocol · D3 policy of a municipality ·",
        "D4 guide on preventing and limiting.",
        "",
        f"{len(points)} points, {len(questions)} questions.",
        "",
        "| Point | Source | In own words | Lessons | Questions |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(point, taught) for point in points)]) + "\n"


def _row(point: Point, taught: Taught) -> str:
    lessons, questions = "<br>".join(point.lessons), " ".join(_questions(point, taught))
    return f"| {point.id} | {point.source} | {point.point} | {lessons} | {questions} |"
