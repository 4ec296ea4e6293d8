"""One's own courses: what to do now, all courses, one course."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from webapp import clock, lessons, reference
from webapp.errors import NotFound
from webapp.guard import actor
from webapp.lessons import DIGITS, Reader
from webapp.pages import language
from webapp.services import (
    acknowledging,
    asked_trainings,
    course_texts,
    mail_bounces,
    my_courses,
    offerings,
    onboarding_pages,
    prior_education,
    references,
    refreshers,
    reviews,
    scenarios,
    self_assessment,
    todo,
)
from webapp.services.my_courses import MyCourse

bp = Blueprint("learn", __name__, template_folder="templates")
CARD_COURSE = "m03-gedrag-herkennen"
CARD_LESSON = "kaart-a-e"
YEAR = 365 * 24 * 3600
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


def reader() -> Reader:
    """Return in which language, and under which norm, the visitor reads."""
    visitor = actor()
    return Reader("en" if visitor.language == "en" else "nl", visitor.norm_number)


@bp.get("/")
def home() -> str:
    """Say what to do now."""
    today, now = clock.today(), clock.now()
    found, to_read = my_courses.home(actor(), today), acknowledging.to_read(actor(), today)
    asked = self_assessment.asked(actor(), today)
    return render_template(
        "learn/home.html",
        home=found,
        to_read=to_read,
        asked=asked,
        onboarding=onboarding_pages.card(actor(), today),
        todo=todo.todo(actor(), clock.now()),
        refreshers=refreshers.waiting(actor(), today),
        team_reviews=reviews.mine(actor(), today),
        address_broken=mail_bounces.mine_is_broken(actor()),
        reader=reader(),
        overlap=_overlap(found.course),
        titles=offerings.titles(language()) if found.others else {},
        dates=asked_trainings.dates(actor().person_id, [each.course_id for each in found.trainings], now),
    )


@bp.get("/courses")
def courses() -> str:
    """Show every course and how far one is."""
    return render_template("learn/courses.html", courses=my_courses.my_courses(actor(), clock.today()), reader=reader())


@bp.get("/courses/<course_id>")
def course(course_id: str) -> str:
    """Show a course with its lessons, its quiz and one's own results."""
    page = my_courses.course_page(actor(), course_id, clock.today())
    return render_template(
        "learn/course.html",
        page=page,
        mine=page.mine,
        reader=reader(),
        overlap=_overlap(page.mine),
        practice=scenarios.of_course(course_id),
        kit=reference.kits().get(course_id),
    )


@bp.get("/courses/<course_id>/key-points")
def key_points(course_id: str) -> str:
    """Show what to remember of a course on one page to print."""
    module = course_texts.offered(course_id)
    return render_template("learn/key_points.html", course=module.course.course, reader=reader())


@bp.get("/courses/<course_id>/kit")
def kit(course_id: str) -> str:
    """Show what the session of this course needs, to print."""
    module, found = course_texts.offered(course_id), reference.kits().get(course_id)
    if found is None:
        raise NotFound
    return render_template("learn/kit.html", kit=found, course=module.course.course, reader=reader())


def _overlap(mine: MyCourse | None) -> list[str]:
    """Return the names of the educations that are a reason to begin with the quiz; none once somebody reads."""
    if mine is None or mine.standing == "done" or mine.begun:
        return []
    spoken = language()
    return [references.label_of(each, spoken) for each in prior_education.overlapping(actor(), mine.course)]


@bp.get("/card")
def card() -> str:
    """Show the card of behaviour A to E on one page to print."""
    module = course_texts.offered(CARD_COURSE)
    lesson = next((each for each in module.course.lessons if each.head.id == CARD_LESSON), None)
    if lesson is None:
        raise NotFound
    base = url_for("learn.course", course_id=CARD_COURSE)
    text = lessons.lesson_html(module, lesson, "full", reader(), base)
    return render_template("learn/card.html", text=text, lesson=lesson, reader=reader())


@bp.get("/courses/<course_id>/images/<name>")
def image(course_id: str, name: str) -> Response:
    """Give a picture of the course; the address with its version may be kept for a year."""
    module = course_texts.offered(course_id)
    picture = lessons.picture(module, name)
    if picture is None:
        raise NotFound
    version = module.course.digest[:DIGITS]
    response = Response(picture, mimetype="image/svg+xml")
    response.set_etag(version)
    kept = request.args.get("v") == version
    response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable" if kept else "private, no-cache"
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response.make_conditional(request)
