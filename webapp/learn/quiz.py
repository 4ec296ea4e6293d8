"""Taking one's own quiz, a question a page."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizzes import attempts
from quizzes.answers import Raw, Refused
from webapp import clock
from webapp.guard import actor
from webapp.learn.views import bp
from webapp.lessons import Reader
from webapp.questions import as_form, question_view, reason_words, review
from webapp.services import quiz_taking
from webapp.services.quiz_taking import Finished, Paper, Taken


@bp.post("/courses/<course_id>/attempts")
def start_attempt(course_id: str) -> ResponseReturnValue:
    """Begin the quiz, or go on where it was left."""
    attempt_id = quiz_taking.start(actor(), course_id, gentle="gentle" in request.form, now=clock.now())
    number = quiz_taking.paper(actor(), attempt_id).next_open
    return redirect(_address(attempt_id, number), 303)


@bp.get("/attempts/<int:attempt_id>/questions/<int:number>")
def question(attempt_id: int, number: int) -> str:
    """Show one question with the answer given so far."""
    paper = quiz_taking.paper(actor(), attempt_id)
    return _question_page(paper, number, as_form(paper.answers.get(paper.question(number).id)))


@bp.post("/attempts/<int:attempt_id>/questions/<int:number>")
def answer(attempt_id: int, number: int) -> ResponseReturnValue:
    """Keep an answer and go to the next question, or say why it is none."""
    raw = request.form.to_dict(flat=False)
    following = quiz_taking.answer(actor(), attempt_id, number, raw, clock.now())
    if isinstance(following, Refused):
        paper = quiz_taking.paper(actor(), attempt_id)
        return _question_page(paper, number, raw, (reason_words(following.reason),)), 422
    return redirect(_address(attempt_id, following), 303)


@bp.get("/attempts/<int:attempt_id>")
def summary(attempt_id: int) -> str:
    """Show which questions have an answer, before finishing."""
    paper = quiz_taking.paper(actor(), attempt_id)
    return render_template("learn/summary.html", paper=paper, reader=_reader(paper.taken))


@bp.post("/attempts/<int:attempt_id>/finish")
def finish(attempt_id: int) -> ResponseReturnValue:
    """Finish the quiz and show the result."""
    quiz_taking.finish(actor(), attempt_id, clock.now())
    return redirect(url_for("learn.result", attempt_id=attempt_id), 303)


@bp.get("/attempts/<int:attempt_id>/result")
def result(attempt_id: int) -> ResponseReturnValue:
    """Show the result and look back at every question."""
    outcome = quiz_taking.outcome(actor(), attempt_id)
    if outcome is None:
        return redirect(url_for("learn.summary", attempt_id=attempt_id), 303)
    reader = _reader(outcome.taken)
    reviews = [(looked.question, review(looked, reader)) for looked in outcome.reviewed]
    return render_template("learn/result.html", outcome=outcome, taken=outcome.taken, reviews=reviews, reader=reader)


@bp.errorhandler(Finished)
def finished(error: Finished) -> ResponseReturnValue:
    """Lead to the result: looking goes there at once, an answer that came too late is told so."""
    if request.method == "GET":
        return redirect(url_for("learn.result", attempt_id=error.attempt_id), 303)
    return render_template("learn/finished.html", attempt_id=error.attempt_id), 409


def _question_page(paper: Paper, number: int, raw: Raw, errors: tuple[str, ...] = ()) -> str:
    question, reader = paper.question(number), _reader(paper.taken)
    shown = attempts.shuffled(question, paper.taken.seed)
    view = question_view(question, shown, reader, raw, errors)
    return render_template("learn/question.html", paper=paper, number=number, view=view, reader=reader)


def _reader(taken: Taken) -> Reader:
    """A quiz stays in the language and under the norm in which it began, so that it can be shown again as it was."""
    return Reader("en" if taken.language == "en" else "nl", taken.norm_number)


def _address(attempt_id: int, number: int) -> str:
    if number:
        return url_for("learn.question", attempt_id=attempt_id, number=number)
    return url_for("learn.summary", attempt_id=attempt_id)
