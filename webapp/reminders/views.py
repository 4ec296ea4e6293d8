"""When one's own weekly mail comes and what it said; the rules for reminders, for who plans."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from learning_goals.reminders.moments import Choice, Hours
from learning_goals.reminders.rule import ReminderRule, faults
from webapp import clock
from webapp.errors import Conflict, NotFound
from webapp.guard import actor
from webapp.pages import language
from webapp.reminders.forms import ChoiceForm, HoursForm, RuleForm, parsed_days
from webapp.reminders.words import FAULTS, TO, WAYS, WEEKDAYS, WHAT
from webapp.services import reminders

bp = Blueprint("reminders", __name__, template_folder="templates")


@bp.route("/me/reminders", methods=["GET", "POST"])
def mine() -> ResponseReturnValue:
    """Show and change when I get the weekly mail, and what I was reminded of."""
    me, today, hours = actor(), clock.today(), reminders.setup().hours
    choice = reminders.choice_of(me)
    form = ChoiceForm(
        range(hours.begins, hours.ends),
        today,
        reminders.longest_pause(today),
        data={"weekday": choice.weekday, "hour": choice.hour, "paused_until": choice.paused_until},
    )
    if form.validate_on_submit():
        chosen = Choice(weekday=form.weekday.data, hour=form.hour.data, paused_until=form.paused_until.data)
        reminders.choose(me, chosen)
        flash(_("Saved."), "ok")
        return redirect(url_for("reminders.mine"), 303)
    labels = {id: _label(each) for id, each in reminders.shipped().items()}
    page = render_template("reminders/mine.html", form=form, told=reminders.told(me), labels=labels, choice=choice)
    return page, 422 if form.is_submitted() else 200


@bp.get("/reminders", endpoint="list")
def rules() -> str:
    """Show every rule for reminders and when mail may leave."""
    return render_template(
        "reminders/list.html", setup=reminders.setup(), what=WHAT, to=TO, ways=WAYS, weekdays=WEEKDAYS, label=_label
    )


@bp.route("/reminders/hours", methods=["GET", "POST"])
def hours() -> ResponseReturnValue:
    """Change when mail with reminders may leave."""
    holding = reminders.setup()
    held = {"begins": holding.hours.begins, "ends": holding.hours.ends, "weekdays": sorted(holding.hours.weekdays)}
    form = HoursForm(data={**held, "after": str(_number("hours", holding))})
    if form.validate_on_submit():
        begins, ends = form.begins.data or 0, form.ends.data or 0
        wanted = Hours(begins=begins, ends=ends, weekdays=frozenset(form.weekdays.data or ()))
        try:
            reminders.change_hours(actor(), wanted, _after(form.after.data), clock.now())
        except Conflict:
            form.begins.errors = [_changed()]
            return render_template("reminders/hours.html", form=form), 409
        return _saved()
    return render_template("reminders/hours.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/reminders/<rule_id>", methods=["GET", "POST"])
def rule(rule_id: str) -> ResponseReturnValue:
    """Change one rule for reminders."""
    holding = reminders.setup()
    found = next((each for each in holding.rules if each.id == rule_id), None)
    if found is None:
        raise NotFound
    form = RuleForm(data={**_as_form(found), "after": str(_number(rule_id, holding))})
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        wanted = _wanted(found, form)
        for fault in faults(wanted):
            (form.to if fault == "private" else form.days).errors = [FAULTS[fault]]
        if not faults(wanted):
            try:
                reminders.change_rule(actor(), wanted, _after(form.after.data), clock.now())
                return _saved()
            except Conflict:
                form.days.errors, status = [_changed()], 409
    history = reminders.history(rule_id)
    page = render_template(
        "reminders/rule.html", form=form, rule=found, what=WHAT, label=_label(found), history=history
    )
    return page, status


def _as_form(found: ReminderRule) -> dict[str, object]:
    return {
        "active": found.active,
        "days": " ".join(str(day) for day in found.days),
        "again": found.again,
        "most": found.most,
        "to": found.to,
        "ways": list(found.ways),
        "urgent": found.urgent,
    }


def _wanted(found: ReminderRule, form: RuleForm) -> ReminderRule:
    return replace(
        found,
        active=bool(form.active.data),
        days=parsed_days(form.days.data),
        again=form.again.data,
        most=form.most.data,
        to=form.to.data,
        ways=tuple(form.ways.data or ()),
        urgent=bool(form.urgent.data),
    )


def _number(rule_id: str, holding: reminders.Setup) -> int:
    return holding.last[rule_id].number if rule_id in holding.last else 0


def _after(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else -1


def _label(each: ReminderRule) -> str:
    return each.label.in_language("en" if language() == "en" else "nl")


def _changed() -> str:
    return _("Somebody else changed this meanwhile. Look at it again before you save.")


def _saved() -> ResponseReturnValue:
    flash(_("Saved."), "ok")
    return redirect(url_for("reminders.list"), 303)
