"""What a coordinator lays down before answers are collected, and what the organisation makes of the questionnaire."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.consent import Consent
from learning_goals.disclosure import MINIMA
from webapp import clock, questionnaires
from webapp.guard import actor
from webapp.pages import language
from webapp.rounds.views import bp
from webapp.services import assessment_gate
from webapp.services.assessment_gate import KEEP_MONTHS, MOST_OWN, OwnStatement, Setting

_TOO_LONG = Length(max=200, message=_l("This is too long."))
COUNCIL = {
    "agreed": _l("The works council agreed"),
    "not_needed": _l("No decision is needed, because:"),
}


def _numbers(values: tuple[int, ...]) -> list[SelectChoice]:
    return [SelectChoice(value, str(value)) for value in values]


class ConsentForm(FlaskForm):
    """The decision of the works council and the date of the privacy assessment."""

    council = RadioField(
        _l("What did the works council decide?"),
        choices=[SelectChoice(value, text) for value, text in COUNCIL.items()],
        validators=[InputRequired(_l("Choose one."))],
    )
    council_on = DateField(_l("On which day did it agree?"), validators=[Optional()])
    council_reason = TextAreaField(_l("Why is no decision needed?"), validators=[Length(max=1000)])
    assessed_on = DateField(
        _l("Date of the privacy assessment (DPIA)"), validators=[InputRequired(_l("Fill in a day."))]
    )


class SettingForm(FlaskForm):
    """How the organisation uses the questionnaire."""

    asked = SelectMultipleField(
        _l("Statements for special work that you ask"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    own_nl_1 = StringField(_l("Own statement 1, in Dutch"), validators=[_TOO_LONG])
    own_en_1 = StringField(_l("Own statement 1, in English"), validators=[_TOO_LONG])
    own_nl_2 = StringField(_l("Own statement 2, in Dutch"), validators=[_TOO_LONG])
    own_en_2 = StringField(_l("Own statement 2, in English"), validators=[_TOO_LONG])
    own_nl_3 = StringField(_l("Own statement 3, in Dutch"), validators=[_TOO_LONG])
    own_en_3 = StringField(_l("Own statement 3, in English"), validators=[_TOO_LONG])
    minimum = SelectField(_l("Least number of people in a group figure"), choices=_numbers(MINIMA), coerce=int)
    most_goals = SelectField(_l("Goals that somebody works on at once"), choices=_numbers((1, 2, 3)), coerce=int)
    keep_months = SelectField(_l("Months that answers are kept"), choices=_numbers(KEEP_MONTHS), coerce=int)


@bp.route("/consent", methods=["GET", "POST"])
def consent() -> ResponseReturnValue:
    """Record what was decided; before that no answer is collected."""
    gate = assessment_gate.gate(clock.today())
    known = gate.recorded.consent if gate.recorded else None
    form = ConsentForm(obj=known)
    if form.validate_on_submit():
        wanted = Consent(
            council=form.council.data,
            council_on=form.council_on.data if form.council.data == "agreed" else None,
            council_reason=(form.council_reason.data or "").strip() if form.council.data == "not_needed" else "",
            assessed_on=form.assessed_on.data,
        )
        wrong = assessment_gate.record(actor(), wanted, clock.now())
        if not wrong:
            flash(_("Recorded. Rounds can be opened, and everybody can fill in the questionnaire."), "ok")
            return redirect(url_for("rounds.list"), 303)
        _say(form, wrong)
    page = render_template("rounds/consent.html", form=form, gate=gate, council=COUNCIL)
    return page, 422 if form.errors else 200


@bp.route("/setting", methods=["GET", "POST"])
def setting() -> ResponseReturnValue:
    """Switch statements off, add own ones, raise the minimum."""
    found = assessment_gate.setting()
    form = SettingForm(data=_data(found))
    statements = [each for each in questionnaires.current().questionnaire.statements() if each.conditional]
    form.asked.choices = [(each.id, each.text.in_language(language())) for each in statements]
    if form.validate_on_submit():
        wanted = Setting(
            switched_off=frozenset(each.id for each in statements) - frozenset(form.asked.data or ()),
            own=_own(form),
            minimum=form.minimum.data,
            most_goals=form.most_goals.data,
            keep_months=form.keep_months.data,
        )
        assessment_gate.change(actor(), wanted, clock.now())
        flash(_("Saved. It holds for everybody who begins from now on."), "ok")
        return redirect(url_for("rounds.setting"), 303)
    numbers = range(1, MOST_OWN + 1)
    return render_template("rounds/setting.html", form=form, numbers=numbers), 422 if form.errors else 200


def _say(form: ConsentForm, wrong: tuple[str, ...]) -> None:
    words = {
        "council_date": (form.council_on, _("Fill in the day of the decision; it cannot be in the future.")),
        "council_reason": (form.council_reason, _("Write why no decision is needed.")),
        "assessment": (form.assessed_on, _("Fill in the date of the privacy assessment.")),
        "assessment_in_future": (
            form.assessed_on,
            _("This day is in the future. Record it once it is done."),
        ),
    }
    for each in wrong:
        field, said = words[each]
        field.errors = [said]


def _data(found: Setting) -> dict[str, Any]:
    conditional = [each.id for each in questionnaires.current().questionnaire.statements() if each.conditional]
    data: dict[str, Any] = {
        "asked": [each for each in conditional if each not in found.switched_off],
        "minimum": found.minimum,
        "most_goals": found.most_goals,
        "keep_months": found.keep_months,
    }
    for number, each in enumerate(found.own, start=1):
        data |= {f"own_nl_{number}": each.nl, f"own_en_{number}": each.en}
    return data


def _own(form: Any) -> tuple[OwnStatement, ...]:
    pairs = ((_line(form[f"own_nl_{number}"]), _line(form[f"own_en_{number}"])) for number in range(1, MOST_OWN + 1))
    return tuple(OwnStatement(id="", nl=dutch, en=english) for dutch, english in pairs if dutch)


def _line(field: Any) -> str:
    return " ".join((field.data or "").split())
