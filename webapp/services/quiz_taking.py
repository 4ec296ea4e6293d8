"""Taking a quiz: begin, answer, finish and look back. Only one's own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizzes import answers, attempts, marking
from quizzes.answers import Answer, Raw, Refused
from quizzes.attempts import Same
from quizzes.model import Question, Quiz
from webapp import clock
from webapp.content import Module
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import course_texts, rule_running
from webapp.store import reading, revision, taking
from webapp.store.taking import Begun, Given, Taken

LARGEST = 2**31 - 1
"""The largest key that every database can hold."""


class Finished(Conflict):
    """The attempt was finished before: it can be looked at, not answered."""

    def __init__(self, attempt_id: int) -> None:
        super().__init__()
        self.attempt_id = attempt_id


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A running attempt with its quiz and the answers that count now; questions are numbered from one."""

    taken: Taken
    module: Module
    answers: Mapping[str, Answer]

    @property
    def next_open(self) -> int:
        """The number of the first question without an answer; 0 when every one has one."""
        question_id = attempts.next_question(self.taken.drawn, self.answers)
        return self.taken.drawn.index(question_id) + 1 if question_id else 0

    def question(self, number: int) -> Question:
        """Return the question with that number; raises NotFound when the attempt has none."""
        return _question(self.module.quiz, self.taken, number)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """One question looked back at: the answer given (None: none), its points and why parts were wrong."""

    question: Question
    answer: Answer | None
    points: float
    notes: tuple[marking.Feedback, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A finished attempt with every question."""

    taken: Taken
    module: Module
    reviewed: tuple[Reviewed, ...]


def start(actor: Visitor, course_id: str, *, gentle: bool, now: datetime) -> int:
    """Begin an attempt, or take up the one that runs; returns its key."""
    module = course_texts.offered(course_id)
    version = module.course.course.version
    begun = reading.begin(actor.person_id, course_id, version, now)
    reading.hold_start(actor.person_id, course_id, version)
    if running := taking.running(actor.person_id, course_id):
        return running
    number, seen = taking.last(actor.person_id, course_id)

    seed = secrets.token_hex(16)
    drawn = attempts.draw(module.quiz, seed, gentle, seen)

    course_texts.keep(module, now)
    if begun:
        revision.raise_it()
    return taking.start(
        Begun(
            person_id=actor.person_id,
            course_id=course_id,
            course_version=version,
            course_digest=module.course.digest,
            quiz_digest=module.quiz_digest,
            norm_number=actor.norm_number,
            language=actor.language,
            seed=seed,
            gentle=gentle,
            drawn=drawn,
            started_at=now,
        ),
        number + 1,
    )


def attempt_for(actor: Visitor, attempt_id: int, *, locked: bool = False) -> Taken:
    """Return the actor's own attempt; anybody else's does not exist."""
    found = taking.attempt_for(actor.person_id, attempt_id, locked=locked) if attempt_id <= LARGEST else None
    if found is None:
        raise NotFound
    return found


def paper(actor: Visitor, attempt_id: int) -> Paper:
    """Return a running attempt with its answers; raises Finished."""
    taken = attempt_for(actor, attempt_id)
    if taken.finished:
        raise Finished(attempt_id)
    module = _module(taken)
    given = _answers(module.quiz, taking.given(attempt_id))
    return Paper(taken=taken, module=module, answers=given)


def answer(actor: Visitor, attempt_id: int, number: int, raw: Raw, now: datetime) -> int | Refused:
    """Keep an answer, the same one only once; returns the next question, 0 after the last, or why it is refused."""
    taken = attempt_for(actor, attempt_id, locked=True)
    if taken.finished:
        raise Finished(attempt_id)
    question = _question(_module(taken).quiz, taken, number)
    before = taking.given_to(attempt_id, question.id)

    read = answers.read_answer(question, raw)
    if isinstance(read, Refused):
        return read
    accepted = attempts.accept(question, _answer(question, before), read)

    if not isinstance(accepted, Same):
        place = before.number + 1 if before else 1
        taking.append_answer(attempt_id, question.id, place, answers.to_json(read), now)
    return number + 1 if number < len(taken.drawn) else 0


def finish(actor: Visitor, attempt_id: int, now: datetime) -> None:
    """Mark the attempt and, when it is passed, complete the course; finishing twice changes nothing."""
    taken = attempt_for(actor, attempt_id, locked=True)
    if taken.finished:
        return
    quiz = _module(taken).quiz
    given = taking.given(attempt_id)

    counting = _answers(quiz, given)
    score = attempts.finish(quiz, taken.drawn, counting)
    points = {
        given[question_id].response_id: marking.mark(quiz.question(question_id), each).points
        for question_id, each in counting.items()
    }

    taking.seal(taken, points, score.percent, score.passed, now)
    if score.passed:
        taking.complete(taken, clock.day_of(now), now)
        rule_running.later(f"attempt:{attempt_id}", now, [taken.person_id])
        revision.raise_it()


def outcome(actor: Visitor, attempt_id: int) -> Outcome | None:
    """Return a finished attempt to look back at; None while it runs."""
    taken = attempt_for(actor, attempt_id)
    if not taken.finished:
        return None
    module = _module(taken)
    given = taking.given(attempt_id)
    return Outcome(
        taken=taken,
        module=module,
        reviewed=tuple(
            _reviewed(module.quiz.question(question_id), given.get(question_id)) for question_id in taken.drawn
        ),
    )


def check(module: Module, question_id: str, raw: Raw) -> Reviewed | Refused:
    """Mark a check-yourself question; nothing is kept."""
    question = module.quiz.question(question_id)
    said = answers.read_answer(question, raw)
    if isinstance(said, Refused):
        return said
    worth = marking.mark(question, said)
    return Reviewed(question=question, answer=said, points=worth.points, notes=worth.notes)


def _reviewed(question: Question, given: Given | None) -> Reviewed:
    said = _answer(question, given)
    if given is None or said is None:
        return Reviewed(question=question, answer=None, points=0.0, notes=())
    notes = marking.mark(question, said).notes
    return Reviewed(question=question, answer=said, points=given.points, notes=notes)


def _module(taken: Taken) -> Module:
    return course_texts.module(taken.course_id, taken.course_digest, taken.quiz_digest, taken.norm_number)


def _question(quiz: Quiz, taken: Taken, number: int) -> Question:
    if not 1 <= number <= len(taken.drawn):
        raise NotFound
    return quiz.question(taken.drawn[number - 1])


def _answers(quiz: Quiz, given: Mapping[str, Given]) -> dict[str, Answer]:
    read = {question_id: _answer(quiz.question(question_id), each) for question_id, each in given.items()}
    return {question_id: said for question_id, said in read.items() if said is not None}


def _answer(question: Question, given: Given | None) -> Answer | None:
    if given is None:
        return None
    read = answers.from_json(question, given.answer)
    return None if isinstance(read, Refused) else read
