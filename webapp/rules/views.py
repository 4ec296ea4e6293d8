"""The list of rules, one rule, and changing it with a preview of whom that touches."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.assignment_rules.rule import Rule
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.queries import whole
from webapp.rules.form import RuleForm, numbers_in
from webapp.services import (
    asked_trainings,
    choices,
    evidence,
    offerings,
    rule_cases,
    rule_state,
    rule_words,
    rules,
    staff_words,
)
from webapp.services.rules import Line, Preview

bp = Blueprint("rules", __name__, url_prefix="/rules", template_folder="templates")
FEW_TEAMS = 40
"""Teams up to which each has a box to tick; more stand in a list that scrolls."""


@bp.get("", endpoint="list")
def listing() -> str:
    """Show every rule, and what waits for a decision."""
    return render_template(
        "rules/list.html",
        lines=[(each, _said(each.rule)) for each in rules.listing()],
        questions=rule_cases.open_questions(1, clock.today())[1],
        certificates=len(evidence.waiting()),
        applying=rule_state.applying(clock.now()),
    )


@bp.get("/<int:rule_id>", endpoint="rule")
def one(rule_id: int) -> str:
    """Show a rule and its versions, whether it is applied, and for a training who has no place yet."""
    line, now = rules.one(rule_id), clock.now()
    return render_template(
        "rules/rule.html",
        line=line,
        said=_said(line.rule),
        history=rules.history(rule_id),
        applying=rule_state.applying(now),
        places=asked_trainings.places(rule_id, line.rule.target, now) if line.rule.kind == "item" else None,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Make a rule."""
    return _edit(None)


@bp.route("/<int:rule_id>/edit", methods=["GET", "POST"])
def edit(rule_id: int) -> ResponseReturnValue:
    """Change a rule; what was done keeps counting."""
    return _edit(rules.one(rule_id))


@bp.route("/<int:rule_id>/end", methods=["GET", "POST"])
def end(rule_id: int) -> ResponseReturnValue:
    """Show what ending a rule would do, and let it ask nothing any more."""
    if request.method == "GET":
        line = rules.one(rule_id)
        if line.version.status == "ended":
            return redirect(url_for("rules.rule", rule_id=rule_id), 303)
        return render_template("rules/end.html", line=line, ending=rules.preview(rule_id, None, clock.now()))
    try:
        rules.end(actor(), rule_id, whole(request.form.get("shown", "")), clock.now())
        flash(_("The rule has ended. What people did stays."), "ok")
    except Conflict:
        flash(_("Somebody changed this rule just before you. Look at it again."), "warning")
    return redirect(url_for("rules.rule", rule_id=rule_id), 303)


def _edit(line: Line | None) -> ResponseReturnValue:
    form = _form()
    shown = line.version.number if line else 0
    if not form.is_submitted():
        _begin(form, line)
        return _page(form, line, shown, None)
    numbers = rules.people_of(numbers_in(form))
    wanted = form.rule(numbers) if form.validate_on_submit() else None
    if wanted is None:
        return _page(form, line, shown, None), 422
    rule_id = line.version.rule_id if line else 0
    if "confirm" not in request.form:
        return _page(form, line, shown, rules.preview(rule_id, wanted, clock.now()))
    try:
        kept = rules.save(actor(), rule_id, whole(request.form.get("shown", "")), wanted, clock.now())
    except Conflict:
        form.title.errors = [_("Somebody changed this rule just before you. Look at the newest version first.")]
        return _page(form, line, shown, None), 409
    flash(_("Saved."), "ok")
    return redirect(url_for("rules.rule", rule_id=kept), 303)


def _page(form: RuleForm, line: Line | None, shown: int, preview: Preview | None) -> str:
    return render_template("rules/edit.html", form=form, line=line, shown=shown, preview=preview)


def _begin(form: RuleForm, line: Line | None) -> None:
    if line is not None:
        named = {person for each in (*line.rule.include, *line.rule.exclude) for person in each.people}
        form.fill(line.rule, rules.staff_numbers(named))
        return
    form.anchor.data, form.days.data, form.renews.data = "entry", 30, "never"
    form.starts_on.data, form.grace_days.data, form.window_days.data = clock.today(), 0, 60
    form.external.data = True


def _form() -> RuleForm:
    form = RuleForm()
    spoken = language()
    kinds = offerings.by_kind(spoken)
    form.what.choices = [
        SelectChoice(f"{kind}:{id}", title) for kind, titles in kinds.items() for id, title in titles.items()
    ]
    done = [(id, title) for kind in ("course", "item", "norm") for id, title in kinds[kind].items()]
    form.after.choices = [("", ""), *done]
    form.equal.choices = done
    teams = [(team.id, team.path) for team in choices.all_teams()]
    for field in (form.teams, form.not_teams):
        field.choices = teams
        if len(teams) <= FEW_TEAMS:
            field.widget, field.option_widget = ListWidget(prefix_label=False), CheckboxInput()
    for field in (form.function_groups, form.not_function_groups):
        field.choices = choices.function_groups(spoken)
    for field in (form.duties, form.not_duties):
        field.choices = staff_words.duties(spoken)
    form.roles.choices, form.tags.choices = staff_words.roles(), staff_words.tags(spoken)
    return form


def _said(rule: Rule) -> dict[str, str]:
    spoken = language()
    return {
        "what": offerings.titles(spoken).get(rule.target, rule.target),
        "whom": rule_words.whom(rule, spoken),
        "due": rule_words.due(rule.due, spoken),
        "renewal": rule_words.renewal(rule.renewal),
    }
