"""Refreshers of the sample employee: two that were done, and one that waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from learning_goals.periods import NEVER
from quizzes.model import One
from quizzes.refresher_questions import Place
from quizzes.refreshers import STEPS
from webapp.content import library
from webapp.services import course_texts
from webapp.services.refresher_sheets import Response, Sheet, kept_response, kept_sheet
from webapp.store import refreshers, sample
from webapp.store.refreshers import Kept
from webapp.store.sample import Somebody

EMPLOYEE = "10001"
COURSE = "m01-de-norm"
QUESTIONS = 4
WRONG = {STEPS[0]: (2, 4), STEPS[1]: (3,)}
"""The numbers of the questions that were answered wrongly, for each refresher that was done."""


def load(people: list[Somebody], today: date, now: datetime) -> int:
    """Make them where the sample employee completed the course; returns how many there are."""
    who = next((each.id for each in people if each.staff_number == EMPLOYEE), 0)
    completed_on = sample.completed_by(who).get(COURSE)
    if completed_on is None:
        return 0
    made = sample.write("refresher", (_row(who, step, completed_on, today, now) for step in STEPS))
    done = [each for each in refreshers.mine(who) if each.step in WRONG]
    course_texts.keep(library().modules[COURSE], now)
    for number, kept in enumerate(done):
        places = _places(number)
        at = now - timedelta(days=len(done) - number)
        refreshers.begin(kept.id, kept_sheet(kept, Sheet(seed="sample", gentle=True, places=places)), at)
        refreshers.finish(kept.id, at)
        sample.write("refresher_answer", _answers(kept, places, at))
    return made


def _row(person_id: int, step: int, completed_on: date, today: date, now: datetime) -> dict[str, Any]:
    waits = step not in WRONG
    return {
        "person_id": person_id,
        "kind": "course",
        "course_id": COURSE,
        "step": step,
        "cycle": completed_on,
        "due_on": today if waits else min(today, completed_on + timedelta(days=step)),
        "sheet": {},
        "made_at": now,
        "begun_at": NEVER,
        "finished_at": NEVER,
    }


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
