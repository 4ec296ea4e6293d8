"""The intake of a draft: is the ground ready, what must it bring about, what may it take, what is planned beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from webapp import clock
from webapp.guard import actor
from webapp.programmes import words
from webapp.programmes.drafting import MOST_COST, done
from webapp.programmes.views import bp, spoken
from webapp.services import programme_drafts, programmes
from webapp.services.programme_audiences import leads

MOST_TIMES, MOST_HOURS = 52, 1_000_000
_YES_NO = {"yes": True, "no": False}


def _ready(name: str) -> RadioField:
    return RadioField(
        words.PRECONDITIONS[name],
        choices=[SelectChoice(each, text) for each, text in words.READY.items()],
        validators=[InputRequired()],
    )


def _text(name: str) -> TextAreaField:
    return TextAreaField(words.INTAKE[name], validators=[Length(max=2000)])


def _times(name: str) -> IntegerField:
    return IntegerField(words.BESIDE[name], validators=[Optional(), NumberRange(0, MOST_TIMES)])


def _yes_no(name: str) -> RadioField:
    choices = [("yes", words.READY["yes"]), ("no", words.READY["no"]), ("", words.READY["unknown"])]
    return RadioField(words.BESIDE[name], choices=[SelectChoice(*each) for each in choices], validators=[Optional()])


class IntakeForm(FlaskForm):
    """Preconditions, the five intake questions, size and budgets, what is planned beside, and the fallback day."""

    norm_carried = _ready("norm_carried")
    board_support = _ready("board_support")
    service_in_order = _ready("service_in_order")
    base_competences = _ready("base_competences")
    rules_known = _text("rules_known")
    knowledge = _text("knowledge")
    followed = _text("followed")
    aim = _text("aim")
    needs = _text("needs")
    people = IntegerField(words._l("How many people is it for?"), validators=[InputRequired(), NumberRange(0, 100_000)])
    budget = IntegerField(words._l("Budget in euros"), validators=[Optional(), NumberRange(0, MOST_COST)])
    budget_hours = IntegerField(
        words._l("Budget in hours, for everybody together"), validators=[Optional(), NumberRange(0, MOST_HOURS)]
    )
    board_meetings = _times("board_meetings")
    agreements = _yes_no("agreements")
    talks = _yes_no("talks")
    told_again_by = DateField(words.BESIDE["told_again_by"], validators=[Optional()])
    opens_on = DateField(words._l("Open practice on this day in any case"), validators=[Optional()])
    opens_reason = StringField(words._l("Why may it open then?"), validators=[Length(max=500)])

    def only_for(self, audience: str) -> None:
        """Leave out what is not asked of this audience."""
        asked = set(programmes.asked_beside(audience))
        for name in programme_drafts.BESIDE:
            if name not in asked:
                del self[name]
        if leads(audience):
            del self.opens_on, self.opens_reason

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Ask a reason with a fallback day."""
        good = super().validate(extra_validators)
        if "opens_on" in self and self.opens_on.data and not (self.opens_reason.data or "").strip():
            self.opens_reason.errors = [_("Write why.")]
            return False
        return good


@bp.route("/<int:version_id>/intake", methods=["GET", "POST"])
def intake(version_id: int) -> ResponseReturnValue:
    """Answer the intake; beside it stands what is known already."""
    kept = programmes.one(version_id)
    form = IntakeForm(data=_shown(kept.document))
    form.only_for(kept.audience)
    if form.validate_on_submit():
        return done(
            version_id,
            lambda revision: programme_drafts.answer(actor(), version_id, revision, _said(form), clock.now()),
            _("The answers are kept with this version."),
        )
    page = render_template(
        "programmes/intake.html",
        form=form,
        kept=kept,
        name=words.audience(kept.audience, spoken()),
        beside=programmes.asked_beside(kept.audience),
        known=programmes.known_beside(kept, clock.today()),
    )
    return page, 422 if form.errors else 200


def _shown(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form begins with."""
    beside, opening = document.get("beside", {}), document.get("opening", {})
    yes_no = {True: "yes", False: "no", None: ""}
    return {
        **document["answers"],
        **{name: document.get(name) for name in ("people", "budget", "budget_hours")},
        "board_meetings": beside.get("board_meetings"),
        **{name: yes_no[beside.get(name)] for name in ("talks", "agreements")},
        "told_again_by": _day(beside.get("told_again_by")),
        "opens_on": _day(opening.get("on")),
        "opens_reason": opening.get("reason", ""),
    }


def _said(form: IntakeForm) -> dict[str, Any]:
    """Return the answers as a draft keeps them."""
    said: dict[str, Any] = dict(form.data)
    said |= {name: (said[name] or "").strip() for name in programmes.INTAKE}
    said |= {name: _YES_NO.get(said.get(name) or "") for name in ("talks", "agreements")}
    said |= {name: said[name].isoformat() for name in ("told_again_by", "opens_on") if said.get(name)}
    return said | {"opens_reason": (said.get("opens_reason") or "").strip()}


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
