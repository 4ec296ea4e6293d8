"""Doing one of one's own refreshers, a question a page with its feedback at once."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizzes import attempts
from quizzes.answers import Raw, Refused
from webapp import clock
from webapp.guard import actor
from webapp.lessons import Reader
from webapp.questions import Review, question_view, reason_words, review
from webapp.refreshers.views import bp, reader
from webapp.services import refresher_taking
from webapp.services.refresher_taking import NotNow, Paper

_NOTHING: Raw = {}


@bp.get("/<int:key>")
def refresher(key: int) -> str:
    """Say what it is before it is begun; later, look back at every answer."""
    paper = refresher_taking.paper(actor(), key, clock.today())
    reviews = [(number, _review(paper, number)) for number in paper.asked if number in paper.given]
    return render_template(
        "refreshers/refresher.html",
        paper=paper,
        line=paper.line,
        reviews=reviews,
        violent=refresher_taking.violent(paper),
        reader=reader(),
    )


@bp.post("/<int:key>/begin")
def begin(key: int) -> ResponseReturnValue:
    """Begin, or go on where it was left."""
    number = refresher_taking.begin(actor(), key, clock.now(), gentle="gentle" in request.form)
    return redirect(_address(key, number), 303)


@bp.get("/<int:key>/questions/<int:number>")
def question(key: int, number: int) -> str:
    """Show a question; once it has its answer, what that was worth and why."""
    paper = refresher_taking.paper(actor(), key, clock.today())
    if number not in paper.given:
        return _question_page(paper, number)
    return render_template(
        "refreshers/answered.html", paper=paper, number=number, looked=_review(paper, number), reader=reader()
    )


@bp.post("/<int:key>/questions/<int:number>")
def answer(key: int, number: int) -> ResponseReturnValue:
    """Keep an answer and show what it was worth, or say why it is none."""
    raw = request.form.to_dict(flat=False)
    refused = refresher_taking.answer(actor(), key, number, raw, clock.now())
    if isinstance(refused, Refused):
        paper = refresher_taking.paper(actor(), key, clock.today())
        return _question_page(paper, number, raw, (reason_words(refused.reason),)), 422
    return redirect(_address(key, number), 303)


@bp.errorhandler(NotNow)
def not_now(error: NotNow) -> ResponseReturnValue:
    """Say why nothing was kept, and lead on."""
    return render_template("refreshers/not_now.html", why=error.why, key=error.key), 409


def _question_page(paper: Paper, number: int, raw: Raw = _NOTHING, errors: tuple[str, ...] = ()) -> str:
    asked = refresher_taking.question(actor(), paper, number)
    view = question_view(asked, attempts.shuffled(asked, paper.sheet.seed), reader(), raw, errors)
    return render_template("refreshers/question.html", paper=paper, number=number, view=view, reader=reader())


def _review(paper: Paper, number: int) -> Review | None:
    looked = refresher_taking.look_back(paper, number)
    if looked is None:
        return None
    return review(looked, Reader(reader().language, refresher_taking.norm_of(paper, number)))


def _address(key: int, number: int) -> str:
    if number:
        return url_for("refreshers.question", key=key, number=number)
    return url_for("refreshers.refresher", key=key)
