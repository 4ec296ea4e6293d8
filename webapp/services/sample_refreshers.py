"""Refreshers of the sample employee: those after a course that were done, and ten questions that wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from learning_goals.periods import NEVER
from quizzes.model import One
from quizzes.refresher_questions import Place
from quizzes.refreshers import NO_STEP, STEPS, Kind, half_year
from webapp import sealing
from webapp.services import course_texts
from webapp.services.curriculum import library
from webapp.services.refresher_sheets import Response, Sheet, kept_response, kept_sheet
from webapp.store import assessments, refreshers, sample
from webapp.store.refreshers import Kept
from webapp.store.sample import Somebody

EMPLOYEE = "10001"
COURSE = "m01-de-norm"
QUESTIONS = 4
WRONG = {STEPS[0]: (2, 4), STEPS[1]: (3,)}
"""The numbers of the questions that were answered wrongly, for each refresher that was done."""


def load(people: list[Somebody], today: date, now: datetime) -> int:
    """Make them as far as the sample employee came; returns how many there are."""
    who = next((each.id for each in people if each.staff_number == EMPLOYEE), 0)
    rows = list(_after_course(who, today, now))
    if sealing.has_key() and assessments.ever(who):
        rows.append(_row(who, "goals", "", NO_STEP, half_year(today), today, now))
    made = sample.write("refresher", rows)
    course_texts.keep(library().modules[COURSE], now)
    for kept in refreshers.mine(who):
        if kept.kind == "course":
            _do(kept)
    return made


def _after_course(person_id: int, today: date, now: datetime) -> Iterator[dict[str, Any]]:
    completed_on = sample.completed_by(person_id).get(COURSE, today)
    for step in WRONG:
        due_on = completed_on + timedelta(days=step)
        if due_on < today:
            yield _row(person_id, "course", COURSE, step, completed_on, due_on, now)


def _row(
    person_id: int, kind: Kind, course_id: str, step: int, cycle: date, due_on: date, now: datetime
) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "kind": kind,
        "course_id": course_id,
        "step": step,
        "cycle": cycle,
        "due_on": due_on,
        "sheet": {},
        "made_at": now,
        "begun_at": NEVER,
        "finished_at": NEVER,
    }


def _do(kept: Kept) -> None:
    at = datetime.combine(kept.due_on, time(9), UTC)
    places = _places(tuple(WRONG).index(kept.step))
    refreshers.begin(kept.id, kept_sheet(kept, Sheet(seed="sample", gentle=True, places=places)), at)
    refreshers.finish(kept.id, at)
    sample.write("refresher_answer", _answers(kept, places, at))


def _places(number: int) -> tuple[Place, ...]:
    """Return the questions of the first, the second … refresher: quiet ones with one right answer."""
    bank = library().modules[COURSE].quiz.questions
    quiet = [each.id for each in bank if isinstance(each, One) and not each.violent and not each.depends_on]
    return tuple(Place(COURSE, each) for each in quiet[number * QUESTIONS : (number + 1) * QUESTIONS])


def _answers(kept: Kept, places: tuple[Place, ...], at: datetime) -> Iterator[dict[str, Any]]:
    module = library().modules[COURSE]
    for number, place in enumerate(places, start=1):
        question = module.quiz.question(place.question_id)
        assert isinstance(question, One)
        right = number not in WRONG[kept.step]
        response = Response(
            place=place,
            course_digest=module.course.digest,
            quiz_digest=module.quiz_digest,
            norm_number=1,
            language="nl",
            answer=next(each.id for each in question.options if each.right == right),
        )
        yield {
            "refresher_id": kept.id,
            "number": number,
            "right": right,
            "response": kept_response(kept, response),
            "answered_at": at,
        }
