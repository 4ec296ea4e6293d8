"""Writing a team's working agreements, and following who read them and the norm."""

from __future__ import annotations

from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.team_norm import CHOICES, FREE_TEXT, Agreement, TeamNorm, offered
from learning_goals.team_prompts import Situation
from learning_goals.words import Language
from webapp import clock, reference
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.norm_words import FIELDS, label, value_words
from webapp.pages import language
from webapp.queries import whole
from webapp.services import acknowledging, norms, team_norms
from webapp.services.team_norms import LedTeam
from webapp.team.views import bp

OWN_LINES = 3
CHECK_WORDS = {
    "no_more_to_bear": _l("Nothing here asks a colleague to put up with more than the norm allows."),
    "always_leave": _l("Everybody may still leave, hand over or call for help at any moment."),
    "no_names": _l("No residents or colleagues are named."),
    "made_together": _l("We wrote this together as a team."),
}


class AgreementsForm(FlaskForm):
    """What every team fills in; its choices and prompts are added for each team."""

    number = HiddenField()
    made_on = DateField(
        _l("On which day did you make these agreements?"), validators=[InputRequired(_l("Fill in a day."))]
    )
    made_by_people = IntegerField(
        _l("With how many people?"),
        validators=[
            InputRequired(_l("Fill in a number.")),
            NumberRange(1, 999, _l("Write a whole number from %(least)s to %(most)s.", least=1, most=999)),
        ],
    )
    checks = SelectMultipleField(
        _l("Check your own sentences before they hold"),
        choices=[SelectChoice(name, text) for name, text in CHECK_WORDS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


@bp.get("/agreements")
def agreements() -> str:
    """Show which of the led teams have agreements."""
    found = team_norms.led(actor(), whole(request.args.get("page", ""), 1))
    return render_template("team/agreements.html", found=found)


@bp.route("/agreements/<int:team_id>", methods=["GET", "POST"])
def write_agreements(team_id: int) -> ResponseReturnValue:
    """Write the next version of a team's agreements."""
    team = team_norms.led_team(actor(), team_id, clock.today())
    if not actor().norm_number:
        return render_template("norm/none.html")
    form = _form(team)
    if form.validate_on_submit():
        number = whole(form.number.data or "")
        confirmed = frozenset(form.checks.data or ())
        try:
            team_norms.publish(actor(), team_id, _wanted(form), number, confirmed, clock.now())
        except Conflict as refused:
            return _page(team, form, _refusal(str(refused))), 409
        flash(
            _("Version %(number)s of the agreements is published. Your team is asked to read it.", number=number), "ok"
        )
        return redirect(url_for("team.write_agreements", team_id=team_id), 303)
    return _page(team, form), 422 if form.is_submitted() else 200


@bp.get("/agreements/<int:team_id>/versions/<int:number>")
def earlier_agreements(team_id: int, number: int) -> str:
    """Show a version of a team's agreements as it was written."""
    name, found = team_norms.earlier(actor(), team_id, number)
    said = _language()
    return render_template(
        "team/earlier_agreements.html",
        name=name,
        team_id=team_id,
        agreements=found,
        label=label,
        words=lambda field, value: value_words(field, value, said)[0],
    )


@bp.get("/norm")
def following() -> str:
    """Show how many people of the led teams said to have read the norm."""
    team, page = whole(request.args.get("team", "")), whole(request.args.get("page", ""), 1)
    found = acknowledging.following(acknowledging.leaders_scope(actor()), team, page, clock.today())
    return render_template("norm/following.html", found=found, team=team, endpoint="team.following")


def _form(team: LedTeam) -> Any:
    """Return the form of this team, filled in with what it agreed on before."""
    proposed = team_norms.proposal(actor(), team, clock.today())
    norm = norms.norm(actor().norm_number)
    said = _language()
    made: dict[str, Any] = {}
    for field in CHOICES:
        options = [SelectChoice(str(value), value_words(field, value, said)[0]) for value in offered(field, norm)]
        kind = RadioField if len(options) <= 3 else SelectField
        made[field] = kind(FIELDS[field][0], choices=options, validators=[InputRequired(_l("Choose one."))])
    for name, question in _prompts(said):
        made[name] = TextAreaField(question, validators=[Length(max=FREE_TEXT, message=_l("This is too long."))])
    data = {field: str(getattr(proposed, field)) for field in CHOICES} | _texts(proposed)
    data |= {"made_on": proposed.made_on, "made_by_people": proposed.made_by_people, "number": str(_next(team))}
    return type("TeamAgreementsForm", (AgreementsForm,), made)(data=data)


def _next(team: LedTeam) -> int:
    return team.agreements.version.number + 1 if team.agreements else 1


def _prompts(said: Language) -> list[tuple[str, str]]:
    prompts = [
        (f"prompt_{prompt.id}", prompt.question.in_language(said))
        for situation in reference.situations()
        for prompt in situation.prompts
    ]
    own = [
        (f"own_{number}", _("An agreement of your own (%(number)s)", number=number))
        for number in range(1, OWN_LINES + 1)
    ]
    return [*prompts, *own]


def _texts(proposed: TeamNorm) -> dict[str, str]:
    own = [each.text for each in proposed.agreements if not each.prompt]
    answers = {f"prompt_{each.prompt}": each.text for each in proposed.agreements if each.prompt}
    return answers | {f"own_{number}": text for number, text in enumerate(own[:OWN_LINES], start=1)}


def _wanted(form: Any) -> TeamNorm:
    chosen = {field: form[field].data for field in CHOICES}
    written = [
        Agreement(prompt=name.removeprefix("prompt_") if name.startswith("prompt_") else "", text=text)
        for name, _question in _prompts(_language())
        if (text := " ".join((form[name].data or "").split()))
    ]
    return TeamNorm(
        norm_number=actor().norm_number,
        made_on=form.made_on.data,
        made_by_people=form.made_by_people.data,
        agreements=tuple(written),
        **cast("dict[str, Any]", chosen),
    )


def _page(team: LedTeam, form: Any, refusal: str = "") -> str:
    said = _language()
    situations: tuple[Situation, ...] = reference.situations()
    return render_template(
        "team/write_agreements.html",
        team=team,
        form=form,
        refusal=refusal,
        situations=situations,
        chosen=CHOICES,
        hints={field: str(FIELDS[field][1]) for field in CHOICES},
        own=[f"own_{number}" for number in range(1, OWN_LINES + 1)],
        said=said,
        label=label,
        words=lambda field, value: value_words(field, value, said)[0],
    )


def _refusal(reason: str) -> str:
    words = {
        "looser": _("An agreement is looser than the norm of the organisation. Choose again below."),
        "unconfirmed": _("Go through the checklist below first, and tick every line."),
        "somebody_was_first": _(
            "Somebody published agreements for this team after you opened this page. Your text still stands below; "
            "open the page again in another tab to compare."
        ),
    }
    return words[reason]


def _language() -> Language:
    return "en" if language() == "en" else "nl"
