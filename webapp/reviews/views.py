"""Reviews to follow: lists, one review with its agenda, and the agenda on a screen."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.words import Language
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.guard import actor
from webapp.pages import language
from webapp.policy import Right
from webapp.queries import whole
from webapp.reviews import words
from webapp.reviews.forms import LessonsForm, MoveForm
from webapp.services import review_agenda, review_planning, review_recording, reviews, talks_due
from webapp.services.review_recording import CannotBe
from webapp.services.reviews import Opened

bp = Blueprint("reviews", __name__, url_prefix="/reviews", template_folder="templates")


def spoken() -> Language:
    """Return the reader's language."""
    return "en" if language() == "en" else "nl"


@bp.get("", endpoint="list")
def listing() -> str:
    """Show how the reviews of the teams stand, what is late in front."""
    only_behind = request.args.get("show") == "behind"
    number = whole(request.args.get("page", ""), 1)
    found = reviews.page(actor(), clock.today(), only_behind=only_behind, number=number)
    return render_template(
        "reviews/list.html",
        found=found,
        only_behind=only_behind,
        words=words,
        duties=reviews.duty_names(language()),
        leads=Right.TEAM in actor().rights,
        office=Right.REPORT in actor().rights,
    )


@bp.get("/<int:review_id>")
def review(review_id: int) -> str:
    """Show a review: its day, its agenda, and what was recorded."""
    return page(reviews.opened(actor(), review_id, clock.today()))


@bp.post("/<int:review_id>/move")
def move(review_id: int) -> ResponseReturnValue:
    """Choose another day."""
    found = reviews.writable(actor(), review_id, clock.today())
    form = MoveForm(prefix="move")
    if form.validate_on_submit():
        assert form.day.data is not None
        try:
            review_recording.move(actor(), review_id, whole(form.revision.data or ""), form.day.data, clock.now())
            flash(_("The review is moved."), "ok")
            return redirect(url_for("reviews.review", review_id=review_id), 303)
        except CannotBe as refused:
            form.day.errors = [words.refused(refused.limit, refused.days)]
        except Conflict:
            form.day.errors = [changed()]
            return page(found, move_form=form), 409
    return page(found, move_form=form), 422


@bp.post("/<int:review_id>/lessons")
def lessons(review_id: int) -> ResponseReturnValue:
    """Keep what the leader wants to discuss of incidents."""
    found = reviews.writable(actor(), review_id, clock.today())
    form = LessonsForm(prefix="lessons")
    if form.validate_on_submit():
        text = "\n".join(line.strip() for line in (form.lessons.data or "").strip().splitlines())
        revision = whole(form.revision.data or "")
        try:
            named = review_recording.keep_lessons(
                actor(), review_id, revision, text, clock.now(), sure=bool(form.sure.data)
            )
            if not named:
                flash(_("Saved. It stands on the agenda."), "ok")
                return redirect(url_for("reviews.review", review_id=review_id), 303)
            form.lessons.errors = [
                _(
                    "Is this the name of somebody in the team: %(names)s? Write it without names, or tick below that "
                    "it is not.",
                    names=", ".join(named),
                )
            ]
            return page(found, lessons_form=form, ask_sure=True), 422
        except Conflict:
            form.lessons.errors = [changed()]
            return page(found, lessons_form=form), 409
    return page(found, lessons_form=form), 422


@bp.get("/<int:review_id>/show/<int:step>")
def show(review_id: int, step: int) -> str:
    """Show one step of the agenda in big letters; step 0 is the list."""
    found = reviews.opened(actor(), review_id, clock.today())
    prepared = review_agenda.prepare(actor(), found, clock.today())
    agenda = words.points(prepared, found, spoken())
    slides = words.slides(agenda, prepared.exercise, spoken())
    if step > len(slides):
        raise NotFound
    return render_template(
        "reviews/show.html",
        found=found,
        name=words.name(found, spoken()),
        agenda=agenda,
        slides=slides,
        step=step,
        slide=slides[step - 1] if step else None,
    )


@bp.get("/mine")
def mine() -> str:
    """Show the next review of one's own teams, and what was agreed in the last."""
    return render_template("reviews/mine.html", teams=reviews.mine(actor(), clock.today()), words=words)


@bp.get("/talks")
def talks() -> str:
    """Show which talks with people of the led teams are due."""
    return render_template("reviews/talks.html", found=talks_due.talks_due(actor(), clock.today()))


def page(
    found: Opened, move_form: MoveForm | None = None, lessons_form: LessonsForm | None = None, *, ask_sure: bool = False
) -> str:
    """Return the page of one review, with what was wrong in one of its forms."""
    today = clock.today()
    prepared = review_agenda.prepare(actor(), found, today)
    records = reviews.history(found)
    days = review_recording.days_of(found, today)
    return render_template(
        "reviews/review.html",
        found=found,
        kept=found.kept,
        name=words.name(found, spoken()),
        words=words,
        agenda=words.points(prepared, found, spoken()),
        prepared=prepared,
        records=records,
        said=_looked(records, prepared),
        keeps_the_gap=not records or review_recording.keeps_the_gap(found, records[0]),
        days=days,
        rhythm=review_planning.rhythm_of(found.kept.about),
        move_form=move_form or MoveForm(prefix="move", formdata=None, data=_moving(found, days.offered)),
        lessons_form=lessons_form or LessonsForm(prefix="lessons", formdata=None, data=_lessons(found)),
        ask_sure=ask_sure,
    )


def _moving(found: Opened, offered: tuple[date, ...]) -> dict[str, Any]:
    late = found.state == "missed" and offered
    return {"revision": found.kept.revision, "day": offered[0] if late else found.kept.due_on}


def _lessons(found: Opened) -> dict[str, Any]:
    return {"revision": found.kept.revision, "lessons": found.kept.lessons}


def _looked(records: list[Any], prepared: review_agenda.Prepared) -> dict[int, list[str]]:
    return {each.id: words.looked_at(each.points, prepared, spoken()) for each in records}


def changed() -> str:
    """Return what is said to the second of two who change a review."""
    return _("Somebody changed this review after you opened the page. Open it in another tab to compare.")
