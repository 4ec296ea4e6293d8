"""When a team meets, and how many reviews a year there are."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.reviews.proposing import Rhythm
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.queries import whole
from webapp.reviews import words
from webapp.reviews.forms import RhythmForm, TimesForm
from webapp.reviews.views import bp, changed, spoken
from webapp.services import review_planning, reviews
from webapp.services.review_planning import Setting


@bp.route("/<int:review_id>/rhythm", methods=["GET", "POST"])
def rhythm(review_id: int) -> ResponseReturnValue:
    """Say when the team of this review meets."""
    found = reviews.writable(actor(), review_id, clock.today())
    held, revision = review_planning.kept_rhythm(found.kept.about)
    form = RhythmForm(
        data={
            "revision": revision,
            "weekday": str(held.weekday),
            "every_weeks": held.every_weeks,
            "counted_from": held.counted_from,
        }
    )
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        assert form.every_weeks.data is not None
        assert form.counted_from.data is not None
        wished = Rhythm(
            weekday=int(form.weekday.data), every_weeks=form.every_weeks.data, counted_from=form.counted_from.data
        )
        try:
            revision = whole(form.revision.data or "")
            review_planning.set_rhythm(actor(), found.kept.about, wished, revision, clock.now())
            flash(_("Saved. Days that were only proposed are proposed anew."), "ok")
            return redirect(url_for("reviews.review", review_id=review_id), 303)
        except Conflict:
            form.weekday.errors = [changed()]
            status = 409
    return render_template("reviews/rhythm.html", found=found, name=words.name(found, spoken()), form=form), status


@bp.route("/times", methods=["GET", "POST"])
def times() -> ResponseReturnValue:
    """Set how many reviews a year there are, from next year on."""
    this_year = clock.today().year
    now, coming = review_planning.setting(this_year), review_planning.setting(this_year + 1)
    form = TimesForm(data={"number": coming.number, "teams": str(coming.teams), "duties": str(coming.duties)})
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        wished = Setting(
            from_year=this_year + 1,
            number=whole(form.number.data or ""),
            teams=int(form.teams.data),
            duties=int(form.duties.data),
        )
        try:
            review_planning.set_times(actor(), wished, clock.now())
            flash(_("Saved. It holds from %(year)s on.", year=this_year + 1), "ok")
            return redirect(url_for("reviews.overview"), 303)
        except Conflict:
            form.teams.errors = [_("Somebody set this after you opened the page. Open it again to see what holds.")]
            status = 409
    return render_template("reviews/times.html", form=form, now=now, year=this_year + 1), status
