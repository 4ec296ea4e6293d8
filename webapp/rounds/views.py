"""Opening and following rounds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.assessment_round import LONGEST, SHORTEST, Period, publish_from
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.policy import Right
from webapp.rounds import words
from webapp.services import assessment_gate, choices, group_pictures, rounds
from webapp.services.rounds import Order, Wanted

bp = Blueprint("rounds", __name__, url_prefix="/rounds", template_folder="templates")
FORMS = {"full": _l("The whole questionnaire"), "pulse": _l("The short one: eight statements, two situations")}
STATES = {
    "planned": _l("Begins later"),
    "open": _l("Open"),
    "closed": _l("Ended; figures follow"),
    "published": _l("Figures are there"),
}
USUAL_DAYS = 21
FEW_TEAMS = 40
"""Teams up to which each has a box to tick; more stand in a list that scrolls."""


def _list(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class RoundForm(FlaskForm):
    """Whom a round asks, what, and from when to when."""

    title = StringField(_l("Name of the round"), validators=[InputRequired(_l("Give it a name.")), Length(max=100)])
    form = RadioField(
        _l("What do people fill in?"),
        choices=[SelectChoice(value, text) for value, text in FORMS.items()],
        validators=[InputRequired(_l("Choose one."))],
    )
    opens_on = DateField(_l("First day"), validators=[InputRequired(_l("Fill in a day."))])
    closes_on = DateField(_l("Last day"), validators=[InputRequired(_l("Fill in a day."))])
    whom = RadioField(_l("Who is asked?"), choices=[], validators=[InputRequired(_l("Choose one."))])
    function_groups = _list(_l("Function groups"))
    teams = SelectMultipleField(_l("Teams, with the teams below them"), choices=[], coerce=int)

    def validate_teams(self, field: Any) -> None:
        """Refuse "teams" without a team."""
        if self.whom.data == "teams" and not field.data:
            raise ValidationError(_("Choose at least one team."))

    def validate_function_groups(self, field: Any) -> None:
        """Refuse "function groups" without one."""
        if self.whom.data == "groups" and not field.data:
            raise ValidationError(_("Choose at least one function group."))


@bp.get("", endpoint="list")
def listing() -> str:
    """Show the rounds that the reader may follow."""
    return render_template(
        "rounds/list.html",
        lines=rounds.listing(actor(), clock.today()),
        forms=FORMS,
        states=STATES,
        missing=assessment_gate.closed_by(clock.today()),
        may_consent=Right.CONSENT in actor().rights,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Open a round; how many people it asks is shown before it is confirmed."""
    form = _form()
    asked = None
    if form.validate_on_submit():
        wanted = _wanted(form)
        asked = rounds.people_asked(actor(), wanted, clock.today())
        if "confirm" in request.form and asked:
            return _opened(form, wanted)
    page = _new(form, asked)
    return page, 422 if form.errors else 200


@bp.get("/<int:round_id>", endpoint="round")
def one(round_id: int) -> str:
    """Show a round: its period and response."""
    line = rounds.line(actor(), round_id, clock.today())
    period = Period(opens_on=line.round.opens_on, closes_on=line.round.closes_on)
    page = group_pictures.responses(actor(), round_id, language(), request.args.get("page", type=int) or 1)
    return render_template(
        "rounds/round.html",
        line=line,
        forms=FORMS,
        states=STATES,
        publish_from=publish_from(period),
        response=page,
        share_words=words.share_words,
        hidden_words=words.HIDDEN,
    )


@bp.post("/<int:round_id>/end")
def move_end(round_id: int) -> ResponseReturnValue:
    """Let a round end on another day, also when it ended already."""
    try:
        closes_on = date.fromisoformat(request.form.get("closes_on", ""))
        rounds.move_end(actor(), round_id, closes_on, clock.now())
        flash(_("The round now ends on another day. Every answer that was kept is still there."), "ok")
    except ValueError:
        flash(_("Fill in a day."), "warning")
    except Conflict as refused:
        flash(refusal(str(refused)), "warning")
    return redirect(url_for("rounds.round", round_id=round_id), 303)


@bp.post("/<int:round_id>/publish")
def publish(round_id: int) -> ResponseReturnValue:
    """Let the figures of a round that ended be made now."""
    try:
        rounds.publish_now(actor(), round_id, clock.now())
        flash(_("The figures are being made. Look again in a minute."), "ok")
    except Conflict as refused:
        flash(refusal(str(refused)), "warning")
    return redirect(url_for("rounds.round", round_id=round_id), 303)


def refusal(reason: str) -> str:
    """Return why a round cannot be opened or changed so, and what to do."""
    said = {
        "closed": _("First record the works council's decision and the privacy assessment."),
        "nobody": _("Nobody works there now. Choose other teams or function groups."),
        "in_the_past": _("This day is in the past. Choose today or later."),
        "ends_too_soon": _("Give people time: a round takes at least %(days)s days.", days=SHORTEST),
        "too_long": _("A round takes at most %(days)s days.", days=LONGEST),
        "published": _("The figures are there already. They are made once, so this round cannot be opened again."),
        "open": _("The round has not ended yet."),
    }
    return said[reason]


def _form() -> RoundForm:
    form = RoundForm()
    today = clock.today()
    everything = Right.REPORT in actor().rights
    form.whom.choices = [
        *([SelectChoice("all", _("Everybody")), SelectChoice("groups", _("Function groups"))] if everything else []),
        SelectChoice("teams", _("Teams")),
    ]
    form.function_groups.choices = choices.function_groups(language()) if everything else []
    teams = [(str(team.id), team.path) for team in choices.all_teams()] if everything else choices.led_teams(actor())
    form.teams.choices = [(int(key), name) for key, name in teams if int(key)]
    if len(form.teams.choices) <= FEW_TEAMS:
        form.teams.widget, form.teams.option_widget = ListWidget(prefix_label=False), CheckboxInput()
    if not form.is_submitted():
        form.form.data = "full"
        form.opens_on.data = today
        form.closes_on.data = today + timedelta(days=USUAL_DAYS)
        form.whom.data = "all" if everything else "teams"
    return form


def _wanted(form: RoundForm) -> Wanted:
    whom = form.whom.data
    return Wanted(
        teams=tuple(form.teams.data or ()) if whom == "teams" else (),
        function_groups=tuple(form.function_groups.data or ()) if whom == "groups" else (),
    )


def _opened(form: RoundForm, wanted: Wanted) -> ResponseReturnValue:
    assert form.opens_on.data is not None
    assert form.closes_on.data is not None
    period = Period(opens_on=form.opens_on.data, closes_on=form.closes_on.data)
    order = Order(title=(form.title.data or "").strip(), form=form.form.data, period=period, wanted=wanted)
    try:
        made = rounds.open_round(actor(), order, clock.now())
    except Conflict as refused:
        form.closes_on.errors = [refusal(str(refused))]
        return _new(form, None), 409
    flash(_("The round is made. Invitations leave on the first day at eight o'clock."), "ok")
    return redirect(url_for("rounds.round", round_id=made), 303)


def _new(form: RoundForm, asked: int | None) -> str:
    said = ngettext("This round asks %(num)s person.", "This round asks %(num)s people.", asked or 0)
    missing = assessment_gate.closed_by(clock.today())
    return render_template("rounds/new.html", form=form, asked=asked, said=said, missing=missing)
