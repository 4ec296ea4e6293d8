"""Doing one of one's own refreshers: begin, answer, look back. Nothing of it counts for a course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from learning_goals.periods import NEVER
from quizzes import answers, marking, refresher_questions
from quizzes.answers import Raw, Refused
from quizzes.model import Question
from quizzes.refresher_questions import Place
from webapp import clock
from webapp.content import Module
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import course_texts, refresher_choosing, refreshers
from webapp.services.quiz_taking import LARGEST, Reviewed
from webapp.services.refresher_choosing import bank_of
from webapp.services.refresher_sheets import Response, Sheet, kept_response, kept_sheet, response_of, sheet_of
from webapp.services.refreshers import Line
from webapp.store import refreshers as store
from webapp.store.refreshers import Given


class NotNow(Conflict):
    """It cannot be answered: `why` is "answered", "lapsed" or "left_out"."""

    def __init__(self, why: str, key: int) -> None:
        super().__init__()
        self.why = why
        self.key = key


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A refresher with its questions and answers; `asked` are the numbers of the questions that belong to it now."""

    line: Line
    sheet: Sheet
    asked: tuple[int, ...]
    given: Mapping[int, Given]

    @property
    def next_open(self) -> int:
        """The number of the first question without an answer; 0 when every one has one."""
        return next((number for number in self.asked if number not in self.given), 0)

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(each.right for each in self.given.values())

    def place(self, number: int) -> int:
        """Return as which of the questions somebody meets it, from one."""
        return self.asked.index(number) + 1


def paper(actor: Visitor, key: int, today: date, *, locked: bool = False) -> Paper:
    """Return one of one's own refreshers; anybody else's does not exist."""
    kept = store.one(actor.person_id, key, locked=locked) if key <= LARGEST else None
    if kept is None:
        raise NotFound
    sheet = sheet_of(kept)
    given = store.given(kept.id)
    bank = bank_of({place.course_id for place in sheet.places})
    gentle = bool(sheet.places) and (sheet.gentle or _avoids(actor, today))
    return Paper(
        line=refreshers.line_of(actor, kept, today),
        sheet=sheet,
        asked=refresher_questions.still_asked(sheet.places, given, bank, gentle=gentle),
        given=given,
    )


def violent(found: Paper) -> bool:
    """Return whether a refresher that is not begun may ask about violent examples."""
    kept = found.line.kept
    return kept.kind == "goals" or any(each.violent for each in bank_of([kept.course_id]).values())


def begin(actor: Visitor, key: int, now: datetime, *, gentle: bool) -> int:
    """Choose the questions, or go on; returns the number of the next one, 0 when all have their answer.

    Raises NotNow when it lapsed.
    """
    today = clock.day_of(now)
    found = paper(actor, key, today, locked=True)
    if found.line.state == "lapsed":
        raise NotNow("lapsed", key)
    if found.line.kept.begun_at == NEVER:
        avoids = gentle or _avoids(actor, today)
        sheet = refresher_choosing.choose(actor, found.line.kept, gentle=avoids)
        store.begin(key, kept_sheet(found.line.kept, sheet), now)
        found = paper(actor, key, today)
    return _close_if_done(found, now)


def question(actor: Visitor, found: Paper, number: int) -> Question:
    """Return a question as it is asked now, under the norm of now; raises NotFound for one that is not asked."""
    if number not in found.asked or number in found.given:
        raise NotFound
    place = found.sheet.places[number - 1]
    return _module(actor, place).quiz.question(place.question_id)


def answer(actor: Visitor, key: int, number: int, raw: Raw, now: datetime) -> Refused | None:
    """Keep an answer, the same one only once; returns why it is refused. Raises NotNow."""
    today = clock.day_of(now)
    found = paper(actor, key, today, locked=True)
    if not 1 <= number <= len(found.sheet.places):
        raise NotFound
    if number in found.given:
        return _again(found, number, raw)
    if found.line.state in ("lapsed", "done"):
        raise NotNow("lapsed", key)
    if number not in found.asked:
        raise NotNow("left_out", key)
    place = found.sheet.places[number - 1]
    module = _module(actor, place)
    asked = module.quiz.question(place.question_id)
    read = answers.read_answer(asked, raw)
    if isinstance(read, Refused):
        return read
    course_texts.keep(module, now)
    response = Response(
        place=place,
        course_digest=module.course.digest,
        quiz_digest=module.quiz_digest,
        norm_number=actor.norm_number,
        language=actor.language,
        answer=answers.to_json(read),
    )
    kept = found.line.kept
    store.append_answer(key, number, kept_response(kept, response), now, right=marking.mark(asked, read).right)
    _close_if_done(paper(actor, key, today), now)
    return None


def look_back(found: Paper, number: int) -> Reviewed | None:
    """Return an answer with what it was worth in the text it was given to; None when that text cannot be made again."""
    response = response_of(found.line.kept, found.given[number])
    try:
        module = course_texts.module(
            response.place.course_id, response.course_digest, response.quiz_digest, response.norm_number
        )
        asked = module.quiz.question(response.place.question_id)
    except (NotFound, KeyError):
        return None
    said = answers.from_json(asked, response.answer)
    if isinstance(said, Refused):
        return None
    worth = marking.mark(asked, said)
    return Reviewed(question=asked, answer=said, points=worth.points, notes=worth.notes)


def norm_of(found: Paper, number: int) -> int:
    """Return under which norm a question was answered."""
    return response_of(found.line.kept, found.given[number]).norm_number


def _again(found: Paper, number: int, raw: Raw) -> None:
    looked = look_back(found, number)
    if looked is None or answers.read_answer(looked.question, raw) != looked.answer:
        raise NotNow("answered", found.line.kept.id)


def _close_if_done(found: Paper, now: datetime) -> int:
    if not found.next_open and found.line.state != "done":
        store.finish(found.line.kept.id, now)
    return found.next_open


def _avoids(actor: Visitor, today: date) -> bool:
    return actor.avoids_violence or store.avoids_now(actor.person_id, today)


def _module(actor: Visitor, place: Place) -> Module:
    offered = course_texts.offered(place.course_id)
    return course_texts.module(place.course_id, offered.course.digest, offered.quiz_digest, actor.norm_number)
