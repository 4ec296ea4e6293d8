"""Filling in and reading risk profiles."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.risk_profile import RiskProfile
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import whole
from webapp.services import choices, risk_profiles
from webapp.services.risk_profiles import Known

bp = Blueprint("risk", __name__, url_prefix="/risk", template_folder="templates")
CHANNELS = {
    "counter": _l("Counter"),
    "phone": _l("Phone"),
    "online": _l("Online and mail"),
    "home_visits": _l("Home visits"),
    "street": _l("Street and outdoors"),
}
ALONE = {"never": _l("Never"), "sometimes": _l("Sometimes"), "often": _l("Often")}
DAY_PARTS = {
    "office_hours": _l("Office hours"),
    "evening": _l("Evening"),
    "night": _l("Night"),
    "weekend": _l("Weekend"),
}
BEHAVIOURS = {
    "A": _l("A: emotion about oneself"),
    "B": _l("B: anger at the organisation"),
    "C": _l("C: against the person"),
    "D": _l("D: threat and violence"),
    "E": _l("E: danger to oneself or others"),
}
LEVELS = {"low": _l("Low"), "medium": _l("Medium"), "high": _l("High")}


def _choices(words: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, text) for value, text in words.items()]


def _several(label: Any, words: dict[str, Any]) -> SelectMultipleField:
    return SelectMultipleField(
        label, choices=_choices(words), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


def _one(label: Any, words: dict[str, Any]) -> RadioField:
    return RadioField(label, choices=_choices(words), validators=[InputRequired(_l("Choose one."))])


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, validators=[Length(max=1000, message=_l("This is too long."))])


class ProfileForm(FlaskForm):
    """What the risk inventory says of this work."""

    number = HiddenField()
    channels = _several(_l("How do people meet residents?"), CHANNELS)
    works_alone = _one(_l("Do people work alone?"), ALONE)
    day_parts = _several(_l("When?"), DAY_PARTS)
    places = _text(_l("Where?"))
    behaviours = _several(_l("Which behaviour do people meet?"), BEHAVIOURS)
    physical_risk = _one(_l("How large is the risk of physical violence?"), LEVELS)
    measures = _text(_l("Which measures are there?"))
    reviewed_on = DateField(
        _l("On which day was this held to the risk inventory?"), validators=[InputRequired(_l("Fill in a day."))]
    )


@bp.get("", endpoint="list")
def listing() -> str:
    """Show which profiles there are, and which are to be made or looked at again."""
    found = risk_profiles.listing(actor(), whole(request.args.get("page", ""), 1), clock.today())
    return render_template("risk/list.html", found=found, today=clock.today())


@bp.route("/<path:subject>", methods=["GET", "POST"])
def profile(subject: str) -> ResponseReturnValue:
    """Read and fill in one profile."""
    found = risk_profiles.known(actor(), subject, clock.today())
    form = ProfileForm(data=_data(found))
    if form.validate_on_submit():
        values = {name: form[name].data for name in _data(found) if name != "number"}
        made = RiskProfile(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        )
        try:
            risk_profiles.save(actor(), subject, made, whole(form.number.data or ""), clock.now())
        except Conflict:
            form.reviewed_on.errors = [
                _("Somebody saved this profile after you opened the page. Open it in another tab to compare.")
            ]
            return _page(found, form), 409
        flash(_("Saved."), "ok")
        return redirect(url_for("risk.list"), 303)
    return _page(found, form), 422 if form.is_submitted() else 200


def _data(found: Known) -> dict[str, Any]:
    known = found.profile
    return {
        "number": str(found.number + 1),
        "channels": list(known.channels) if known else [],
        "works_alone": known.works_alone if known else None,
        "day_parts": list(known.day_parts) if known else ["office_hours"],
        "places": known.places if known else "",
        "behaviours": list(known.behaviours) if known else [],
        "physical_risk": known.physical_risk if known else None,
        "measures": known.measures if known else "",
        "reviewed_on": clock.today(),
    }


def _page(found: Known, form: ProfileForm) -> str:
    titles = dict(choices.courses(language()))
    return render_template("risk/profile.html", found=found, form=form, titles=titles)
