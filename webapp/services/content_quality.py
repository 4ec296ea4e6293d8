"""Figures of questions for authors: made by night from many first attempts, read by question and version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from courses.model import Words
from quizzes import item_analysis
from quizzes.item_analysis import Answered, Flag, ItemFigures
from quizzes.model import Order, Question, Quiz
from quizzes.parse import parse_quiz
from webapp.content import QUIZ_FILE
from webapp.errors import NotFound
from webapp.services import jobs
from webapp.services.curriculum import library
from webapp.services.jobs import Claimed, Effect
from webapp.store import question_figures, reading
from webapp.store.question_figures import Given, Kept

Sheet = list[Given]
"""The answers of one attempt."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """The figures of one question in one version; `current` when that text is asked now."""

    course_id: str
    question: Question
    figures: ItemFigures
    flags: tuple[Flag, ...]
    current: bool
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Page:
    """The lines that were asked for, and how many questions still have too few attempts."""

    lines: tuple[Line, ...]
    waiting: int


def make(job: Claimed, now: datetime) -> Effect:
    """Make the figures of every quiz that enough people did since the last time."""
    kept = question_figures.every()
    before = {(each.course_id, each.quiz_digest): each.of_quiz for each in kept}
    attempts = {(each.course_id, each.quiz_digest, each.question_id): each.attempts for each in kept}
    finished = question_figures.finished()
    due = [key for key, count in finished.items() if item_analysis.is_due(count, before.get(key, 0))]
    found: list[Kept] = []
    for number, (course_id, quiz_digest) in enumerate(sorted(due)):
        jobs.report(job, number, len(due))
        for question_id, figures in _figures(course_id, quiz_digest):
            if item_analysis.is_due(figures.attempts, attempts.get((course_id, quiz_digest, question_id), 0)):
                found.append(
                    Kept(
                        course_id=course_id,
                        question_id=question_id,
                        quiz_digest=quiz_digest,
                        attempts=figures.attempts,
                        of_quiz=finished[course_id, quiz_digest],
                        figures=asdict(figures),
                        made_at=now,
                    )
                )
    return lambda: question_figures.replace(found)


def page(course_id: str, *, flagged: bool) -> Page:
    """Return the figures of the questions of a course, or of all; raises NotFound for an unknown course."""
    if course_id and course_id not in library().modules:
        raise NotFound
    lines = [line for line in map(_line, question_figures.every(course_id)) if line is not None]
    seen = {(each.course_id, each.question.id) for each in lines if each.current}
    asked = {
        (id, question.id)
        for id, module in library().modules.items()
        if not course_id or id == course_id
        for question in module.quiz.questions
    }
    shown = [each for each in lines if each.flags] if flagged else lines
    return Page(lines=tuple(shown), waiting=len(asked - seen))


def titles() -> dict[str, Words]:
    """Return the title of every course on offer, by id."""
    return {id: each.course.course.title for id, each in library().modules.items()}


def _line(kept: Kept) -> Line | None:
    module = library().modules.get(kept.course_id)
    current = module is not None and module.quiz_digest == kept.quiz_digest
    quiz = module.quiz if module is not None and current else _older(kept.quiz_digest)
    question = next((each for each in quiz.questions if each.id == kept.question_id), None) if quiz else None
    if question is None:
        return None
    figures = ItemFigures(**kept.figures)
    return Line(
        course_id=kept.course_id,
        question=question,
        figures=figures,
        flags=item_analysis.flags(figures),
        current=current,
        made_at=kept.made_at,
    )


def _older(quiz_digest: str) -> Quiz | None:
    text = reading.files("quiz", quiz_digest).get(QUIZ_FILE)
    return parse_quiz(text, QUIZ_FILE).quiz if text else None


def _figures(course_id: str, quiz_digest: str) -> Iterator[tuple[str, ItemFigures]]:
    module = library().modules.get(course_id)
    quiz = module.quiz if module is not None and module.quiz_digest == quiz_digest else _older(quiz_digest)
    if quiz is None:
        return
    orders = frozenset(each.id for each in quiz.questions if isinstance(each, Order))
    answered: dict[str, list[Answered]] = defaultdict(list)
    for sheet in _sheets(course_id, quiz_digest):
        for each in sheet:
            answered[each.question_id].append(_answered(each, sheet, orders))
    for question_id, answers in answered.items():
        if len(answers) >= item_analysis.FEWEST:
            yield question_id, item_analysis.analyse(answers)


def _sheets(course_id: str, quiz_digest: str) -> Iterator[Sheet]:
    sheet: Sheet = []
    for each in question_figures.given(course_id, quiz_digest):
        if sheet and sheet[0].attempt_id != each.attempt_id:
            yield sheet
            sheet = []
        sheet.append(each)
    if sheet:
        yield sheet


def _answered(given: Given, sheet: Sheet, orders: frozenset[str]) -> Answered:
    others = [each.points for each in sheet if each is not given]
    rest = sum(others) / len(others) if others else 0.0
    picks = () if given.question_id in orders else _picks(given.answer)
    return Answered(points=given.points, rest=rest, picks=picks)


def _picks(answer: Any) -> tuple[str, ...]:
    match answer:
        case bool():
            return ("true" if answer else "false",)
        case str():
            return (answer,)
        case Mapping():
            return tuple(f"{item}={chosen}" for item, chosen in answer.items())
        case list():
            return tuple(str(each) for each in answer)
        case _:
            return ()
