"""A proposal of groups, dates and trainers, moved by form, checked at once, and made."""

from __future__ import annotations

from datetime import date, time, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from learning_goals.session_clashes import Clash, Slot
from learning_goals.session_proposal import Group, Proposal
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.services import choices, references, session_planning, session_proposing
from webapp.services.session_proposing import Asked, Line, instant
from webapp.sessions.planning import said
from webapp.sessions.views import bp

MOST_GROUPS = 80
PARTS = {"morning": (time(9), time(12, 30)), "afternoon": (time(13), time(16, 30)), "day": (time(9), time(16, 30))}
PART_WORDS = {
    "both": _l("mornings and afternoons"),
    "morning": _l("mornings"),
    "afternoon": _l("afternoons"),
    "day": _l("whole days"),
}


class LineForm(Form):
    """One meeting of the proposal."""

    out = BooleanField(_l("Leave out"))
    day = DateField(_l("Day"), validators=[Optional()])
    begins = TimeField(_l("From"), validators=[Optional()])
    ends = TimeField(_l("Until"), validators=[Optional()])
    trainer = StringField(_l("Trainer (staff number; empty: from elsewhere)"), validators=[Length(max=40)])
    people = HiddenField(validators=[Length(max=6000)])


class ProposalForm(FlaskForm):
    """What is to be planned, and the meetings as they stand."""

    item = SelectField(_l("Which training?"), choices=[], validators=[InputRequired(_l("Choose one."))])
    function_group = SelectField(_l("For which function group?"), choices=[])
    teams = SelectMultipleField(_l("Only these teams"), choices=[], coerce=int)
    first = DateField(_l("From which day?"), validators=[InputRequired(_l("Fill in a day."))])
    last = DateField(_l("Until which day?"), validators=[InputRequired(_l("Fill in a day."))])
    part = SelectField(_l("When on a day?"), choices=[SelectChoice(each, label) for each, label in PART_WORDS.items()])
    place = StringField(_l("Place"), validators=[DataRequired(_l("Write where it is.")), Length(max=200)])
    capacity = IntegerField(_l("Places"), validators=[InputRequired(_l("Fill in a number.")), NumberRange(1, 500)])
    trainers = StringField(_l("Trainers from here (staff numbers)"), validators=[Length(max=500)])
    outside = StringField(_l("Trainers from elsewhere (names)"), validators=[Length(max=500)])
    fallback = DateField(_l("From this day also before the leaders are trained"), validators=[Optional()])
    reason = StringField(_l("Why go on although a rule speaks against it?"), validators=[Length(max=500)])
    lines = FieldList(FormField(LineForm), max_entries=MOST_GROUPS)


@bp.route("/propose", methods=["GET", "POST"])
def propose() -> ResponseReturnValue:
    """Propose meetings for everybody who still needs a training; look again, or make them."""
    form = _form()
    if not form.is_submitted():
        return _page(form)
    numbers = session_planning.trainer_ids((form.trainers.data or "").split())
    valid = form.validate()
    asked = _asked(form, numbers) if valid else None
    if asked is None:
        return _page(form), 422
    try:
        if "make" in request.form or "look" in request.form:
            return _with_lines(form, asked, numbers)
        return _proposed(form, session_proposing.found_for(asked, clock.now()), numbers)
    except Conflict:
        form.function_group.errors = [_("These are too many people at once. Choose a function group or some teams.")]
        return _page(form), 422


def _proposed(form: ProposalForm, found: Proposal, numbers: dict[str, int]) -> ResponseReturnValue:
    by_key = {key: number for number, key in numbers.items()}
    while form.lines.entries:
        form.lines.pop_entry()
    for group in found.groups[:MOST_GROUPS]:
        form.lines.append_entry(_as_line(group, by_key.get(group.trainer or 0, "")))
    return _page(form, found=found, words=[[said(each) for each in group.clashes] for group in found.groups])


def _as_line(group: Group, trainer: str) -> dict[str, object]:
    moments = (group.slot.starts_at, group.slot.ends_at)
    begins, ends = (moment.astimezone(clock.AMSTERDAM).time() for moment in moments)
    people = " ".join(str(each.id) for each in group.people)
    return {"day": group.day, "begins": begins, "ends": ends, "trainer": trainer, "people": people}


def _with_lines(form: ProposalForm, asked: Asked, numbers: dict[str, int]) -> ResponseReturnValue:
    lines = _lines(form, numbers)
    if lines is None:
        return _page(form), 422
    now = clock.now()
    found = session_proposing.clashes_of(asked, lines, now)
    if "make" not in request.form:
        return _page(form, words=_words(form, found), looked=True)
    try:
        made = session_proposing.make(actor(), asked, lines, now)
    except Conflict:
        form.reason.errors = [_("A rule speaks against this. Change it, or write why you go on.")]
        return _page(form, words=_words(form, found)), 422
    flash(ngettext("%(num)d training is planned; everybody in it gets a mail.",
                   "%(num)d trainings are planned; everybody in them gets a mail.", len(made)), "ok")  # fmt: skip
    return redirect(url_for("sessions.planned"), 303)


def _words(form: ProposalForm, found: list[list[Clash]]) -> list[list[str]]:
    """Return the words for each line of the form; those left out have none."""
    rest = iter(found)
    return [[] if entry.form.out.data else [said(each) for each in next(rest)] for entry in form.lines]


def _lines(form: ProposalForm, numbers: dict[str, int]) -> list[Line] | None:
    """Return the meetings that stay; None when one is wrong, which its field then says."""
    found: list[Line] = []
    for entry in form.lines:
        line = entry.form
        if line.out.data:
            continue
        day, begins, ends = line.day.data, line.begins.data, line.ends.data
        if day is None or begins is None or ends is None or ends <= begins:
            line.day.errors = [_("Fill in day, beginning and a later end.")]
            return None
        trainer = (line.trainer.data or "").strip()
        if trainer and trainer not in numbers:
            line.trainer.errors = [_("Choose one of the trainers above.")]
            return None
        people = tuple(int(each) for each in (line.people.data or "").split() if each.isdigit() and len(each) < 10)
        slot = Slot(starts_at=instant(day, begins), ends_at=instant(day, ends))
        found.append(Line(slot=slot, trainer=numbers.get(trainer), people=people))
    return found


def _asked(form: ProposalForm, numbers: dict[str, int]) -> Asked | None:
    """Return what is asked; None when something is wrong, which its field then says."""
    first, last = form.first.data or date.max, form.last.data or date.min
    if unknown := [each for each in (form.trainers.data or "").split() if each not in numbers]:
        form.trainers.errors = [_("Nobody has this staff number: %(numbers)s.", numbers=", ".join(unknown[:5]))]
    if not clock.today() < last or last < first or (last - first).days > session_proposing.LONGEST:
        form.last.errors = [_("Choose a later day than the first, within a year.")]
    if form.fallback.data and not (form.reason.data or "").strip():
        form.reason.errors = [_("Write why practice goes on before the leaders are trained.")]
    if form.errors:
        return None
    part = form.part.data
    return Asked(
        item_id=form.item.data,
        function_group=form.function_group.data or "",
        teams=tuple(form.teams.data or ()),
        first=first,
        last=last,
        place=" ".join((form.place.data or "").split()),
        capacity=form.capacity.data or 1,
        parts=(PARTS["morning"], PARTS["afternoon"]) if part == "both" else (PARTS[part],),
        trainers=tuple(numbers.values()),
        outside=(form.outside.data or "").strip(),
        fallback=form.fallback.data,
        reason=(form.reason.data or "").strip(),
    )


def _form() -> ProposalForm:
    today = clock.today()
    given = {
        "item": request.args.get("item", ""),
        "function_group": request.args.get("group", ""),
        "first": today + timedelta(days=14),
        "last": today + timedelta(days=120),
        "capacity": 12,
    }
    form = ProposalForm(data=given)
    spoken = "en" if language() == "en" else "nl"
    form.item.choices = [
        SelectChoice(id, each.label.in_language(spoken)) for id, each in references.programme_items().items()
    ]
    every = [SelectChoice("", _("Everybody")), *(SelectChoice(*each) for each in choices.function_groups(spoken))]
    form.function_group.choices = every
    form.teams.choices = [SelectChoice(team.id, team.path) for team in choices.all_teams()]
    return form


def _page(
    form: ProposalForm, found: Proposal | None = None, words: list[list[str]] | None = None, looked: bool = False
) -> str:
    return render_template(
        "sessions/propose.html",
        form=form,
        found=found,
        words=words or [],
        looked=looked,
        skipped=[(each.day, said(each.why)) for each in found.skipped] if found else [],
        counts=[len((entry.form.people.data or "").split()) for entry in form.lines],
    )
