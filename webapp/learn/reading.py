"""Reading a course, one lesson a page or all on paper."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizzes import attempts
from quizzes.answers import Refused
from quizzes.model import Question
from webapp import clock, lessons
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.learn.views import bp, reader
from webapp.policy import Right
from webapp.questions import QuestionView, Review, question_view, reason_words, review
from webapp.services import course_texts, quiz_taking, reading
from webapp.services.reading import LessonPage, Route

CHECK_SEED = "check"
"""The order of the choices of a check-yourself question is the same for everybody."""


@bp.get("/courses/<course_id>/lessons/<lesson_id>")
def lesson(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Show a lesson, or first ask whether to read it with violent examples."""
    page = reading.lesson_page(actor(), course_id, lesson_id)
    route = reading.route_of(page.lesson, request.args.get("route", ""), avoids=actor().avoids_violence)
    if route is None:
        notices = (page.lesson.head.notice,)
        return render_template("learn/notice.html", page=page, notices=notices, head=page.lesson.head, reader=reader())
    question = _check_question(page, route)
    view = None if question is None else question_view(question, attempts.shuffled(question, CHECK_SEED), reader())
    return _lesson_page(page, route, view)


@bp.post("/courses/<course_id>/lessons/<lesson_id>")
def check(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Say what a check-yourself answer is worth; nothing is kept."""
    page = reading.lesson_page(actor(), course_id, lesson_id)
    avoids = actor().avoids_violence
    route = reading.route_of(page.lesson, request.args.get("route", ""), avoids=avoids) or "gentle"
    question = _check_question(page, route)
    if question is None:
        raise NotFound
    raw = request.form.to_dict(flat=False)
    looked = quiz_taking.check(page.module, question.id, raw)
    errors = (reason_words(looked.reason),) if isinstance(looked, Refused) else ()
    view = question_view(question, attempts.shuffled(question, CHECK_SEED), reader(), raw, errors)
    if isinstance(looked, Refused):
        return _lesson_page(page, route, view), 422
    return _lesson_page(page, route, view, review(looked, reader()))


@bp.post("/courses/<course_id>/lessons/<lesson_id>/read")
def read(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Keep "I have read this" and go to what comes next."""
    following = reading.read(actor(), course_id, lesson_id, request.form.get("route", ""), clock.now())
    if following:
        return redirect(url_for("learn.lesson", course_id=course_id, lesson_id=following), 303)
    return redirect(url_for("learn.course", course_id=course_id, _anchor="quiz"), 303)


@bp.get("/courses/<course_id>/print")
def printable(course_id: str) -> ResponseReturnValue:
    """Show the whole course on one page to print."""
    module = course_texts.offered(course_id)
    with_notice = [each for each in module.course.lessons if each.gentle]
    wished = request.args.get("route", "")
    route = reading.route_of(with_notice[0], wished, avoids=actor().avoids_violence) if with_notice else "full"
    course, said = module.course.course, reader()
    if route is None:
        notices = [each.head.notice for each in with_notice]
        return render_template("learn/notice.html", course=course, notices=notices, head=None, reader=said)
    base = url_for("learn.course", course_id=course_id)
    texts = [(each.head, lessons.lesson_html(module, each, route, said, base, 1)) for each in module.course.lessons]
    return render_template("learn/printable.html", course=course, texts=texts, route=route, reader=said)


def _check_question(page: LessonPage, route: Route) -> Question | None:
    """Return the question at the end of the lesson; the gentle route has no violent one."""
    if page.lesson.head.check is None:
        return None
    question = page.module.quiz.question(page.lesson.head.check)
    return None if question.violent and route == "gentle" else question


def _lesson_page(page: LessonPage, route: Route, view: QuestionView | None, looked: Review | None = None) -> str:
    base = url_for("learn.course", course_id=page.module.course.course.id)
    return render_template(
        "learn/lesson.html",
        page=page,
        course=page.module.course.course,
        head=page.lesson.head,
        text=lessons.lesson_html(page.module, page.lesson, route, reader(), base),
        route=route,
        view=view,
        looked=looked,
        base=base,
        reader=reader(),
        may_word=Right.TEXTS in actor().rights,
    )
