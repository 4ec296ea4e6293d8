"""The leader's part: new people in the teams led, their mentor, the talks, what is late."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from learning_goals.mentor_choice import Suggestion
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.onboarding import words
from webapp.onboarding.views import bp
from webapp.queries import whole
from webapp.services import audit, onboarding_access, onboarding_mentors, onboarding_pages, ways_in
from webapp.services.onboarding_cases import Standing


class MentorForm(FlaskForm):
    """Who becomes the mentor."""

    seen = HiddenField()
    mentor = RadioField(
        _l("Who becomes the mentor?"), choices=[], coerce=int, validators=[InputRequired(_l("Choose one."))]
    )


@bp.get("/team/onboarding")
def team() -> str:
    """Show who is new in the led teams and what the leader does next for each."""
    asked = onboarding_access.asked_as_leader(actor(), clock.today())
    shown = chosen_list()
    page = onboarding_pages.page(asked, shown, whole(request.args.get("page", ""), 1))
    return render_template("onboarding/team.html", page=page, shown=shown, words=words)


@bp.get("/team/onboarding/<int:onboarding_id>", endpoint="led")
def one(onboarding_id: int) -> str:
    """Show one newcomer of the led teams: what is done and due, never answers or scores."""
    found = onboarding_access.led(actor(), onboarding_id, clock.today())
    audit.looked(actor(), found.row.person_id, "onboarding.looked", clock.now())
    needs_code = ways_in.needs_code(found.row.person_id)
    return render_template("onboarding/led.html", found=found, words=words, needs_code=needs_code)


@bp.route("/team/onboarding/<int:onboarding_id>/mentor", methods=["GET", "POST"])
def led_mentor(onboarding_id: int) -> ResponseReturnValue:
    """Let the leader choose the mentor."""
    found = onboarding_access.led(actor(), onboarding_id, clock.today())
    back = url_for("onboarding.led", onboarding_id=onboarding_id)
    return choose_mentor(found, back, url_for("onboarding.end_led_mentor", onboarding_id=onboarding_id))


@bp.post("/team/onboarding/<int:onboarding_id>/mentor/end")
def end_led_mentor(onboarding_id: int) -> ResponseReturnValue:
    """Let the leader end the mentorship."""
    found = onboarding_access.led(actor(), onboarding_id, clock.today())
    return end_mentor(found, url_for("onboarding.led_mentor", onboarding_id=onboarding_id))


def choose_mentor(found: Standing, back: str, end: str) -> ResponseReturnValue:
    """Show the suggestions with their reasons, and keep the choice."""
    suggested = onboarding_mentors.suggested(found, clock.today())
    form = MentorForm(data={"seen": str(found.mentor.id if found.mentor else 0)})
    form.mentor.choices = [SelectChoice(each.candidate.person_id, _said(each)) for each in suggested]
    status, refusal = 200, ""
    if form.is_submitted() and _is_mentor_already(found, request.form.get("mentor", "")):
        return redirect(back, 303)
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                seen = whole(form.seen.data or "")
                onboarding_mentors.choose(actor(), found, form.mentor.data, seen, clock.now())
            except Conflict as refused:
                status, refusal = 409, _refusal(str(refused))
            else:
                flash(_("Chosen. The mentor gets a mail, where there is an address."), "ok")
                return redirect(back, 303)
    page = render_template(
        "onboarding/choose_mentor.html", found=found, form=form, back=back, end=end, refusal=refusal, words=words
    )
    return page, status


def end_mentor(found: Standing, back: str) -> ResponseReturnValue:
    """End the mentorship that stood on the page."""
    try:
        ended = onboarding_mentors.end(actor(), found, whole(request.form.get("seen", "")), clock.now())
    except Conflict as refused:
        raise Conflict(_refusal(str(refused))) from refused
    if ended:
        flash(_("Ended. Choose another mentor."), "ok")
    return redirect(back, 303)


def chosen_list() -> onboarding_pages.Shown:
    """Return which newcomers the reader wants to see; what does not exist counts as all."""
    wanted = request.args.get("show", "")
    return next((each for each in onboarding_pages.SHOWN if each == wanted), "all")


def _is_mentor_already(found: Standing, said: str) -> bool:
    return found.mentor is not None and said == str(found.mentor.mentor_id)


def _said(each: Suggestion) -> str:
    return f"{each.candidate.name}: " + ", ".join(str(words.REASONS[reason]) for reason in each.reasons)


def _refusal(reason: str) -> str:
    if reason == "not_suitable":
        return _("This person cannot be the mentor any more. Choose somebody else.")
    return _("Somebody else chose a mentor meanwhile. See below who it is.")
