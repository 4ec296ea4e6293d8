"""Planning a training by form; what stands in the way is said at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.session_clashes import Clash, Slot
from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.services import choices, providers, references, session_planning, sessions
from webapp.services.session_planning import Draft, Session
from webapp.sessions.views import bp

MOST_DATES = 6
WORDS = {
    "ends_before_it_starts": _l("A date ends before it begins."),
    "dates_overlap": _l("Two dates are at the same time."),
    "no_trainer": _l("There is no trainer yet."),
    "holiday": _l("A date is on a public holiday: %(about)s."),
    "quiet": _l("A date is in days that are kept free: %(about)s."),
    "too_few": _l("Only %(about)s can come then."),
    "weekend": _l("A date is in the weekend: %(about)s."),
    "double_booked": _l("%(about)s is in another training at that time."),
    "away": _l("%(about)s is away on one of the dates."),
    "group_too_big": _l("For this training a group of at most %(about)s people works best."),
    "half_of_team_away": _l("More than half of a team would be away: %(about)s."),
    "leaders_first": _l("The leader of a chosen team did not attend the leaders' training yet. Leaders go first."),
}
RULES = {
    "dates": _l("dates"),
    "trainer": _l("trainers"),
    "calendar": _l("calendar"),
    "double": _l("one place at a time"),
}


class DateForm(Form):
    """One date, in Dutch time."""

    day = DateField(_l("Day"), validators=[Optional()])
    begins = TimeField(_l("From"), validators=[Optional()])
    ends = TimeField(_l("Until"), validators=[Optional()])


class SessionForm(FlaskForm):
    """A training with its dates, for whom and by whom."""

    item = SelectField(_l("Which training?"), choices=[], validators=[InputRequired(_l("Choose one."))])
    title = StringField(_l("Name"), validators=[InputRequired(_l("Give it a name.")), Length(max=200)])
    place = StringField(_l("Place"), validators=[InputRequired(_l("Write where it is.")), Length(max=200)])
    dates = FieldList(FormField(DateForm), min_entries=MOST_DATES, max_entries=MOST_DATES)
    capacity = IntegerField(_l("Places"), validators=[InputRequired(_l("Fill in a number.")), NumberRange(1, 500)])
    closes_on = DateField(_l("Last day to register"), validators=[InputRequired(_l("Fill in a day."))])
    function_groups = SelectMultipleField(
        _l("Only these function groups"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    teams = SelectMultipleField(_l("Only these teams"), choices=[], coerce=int)
    trainers = StringField(_l("Trainers from here (staff numbers)"), validators=[Length(max=500)])
    outside = StringField(_l("Trainers from elsewhere (names)"), validators=[Length(max=500)])
    provider = SelectField(_l("Provider"), choices=[])
    cost = IntegerField(_l("Cost in euros"), validators=[Optional(), NumberRange(0, 1_000_000)])
    exception = StringField(_l("Why go on although a rule speaks against it?"), validators=[Length(max=500)])


@bp.get("/planned")
def planned() -> str:
    """Show all trainings to who plans them: coming and past."""
    now = clock.now()
    found = session_planning.coming(now), session_planning.past(now)
    return render_template("sessions/planned.html", coming=found[0], past=found[1], everything=True)


@bp.get("/given")
def given() -> str:
    """Show a trainer the trainings that are the trainer's own."""
    now = clock.now()
    found = session_planning.given(actor(), now)
    coming = [each for each in found if each.ends_at >= now]
    past = [each for each in found if each.ends_at < now]
    return render_template("sessions/planned.html", coming=coming, past=past[::-1], everything=False)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Plan a training."""
    return _edit(None)


@bp.route("/<int:session_id>/edit", methods=["GET", "POST"])
def edit(session_id: int) -> ResponseReturnValue:
    """Change a training; who takes part is told when date or place change."""
    return _edit(sessions.one(session_id))


@bp.post("/<int:session_id>/cancel")
def cancel(session_id: int) -> ResponseReturnValue:
    """Say that a training does not go on."""
    reason = " ".join(request.form.get("reason", "").split())[:500]
    if not reason:
        flash(_("Write why it does not go on. People read this."), "warning")
        return redirect(url_for("sessions.edit", session_id=session_id), 303)
    try:
        session_planning.cancel(actor(), session_id, reason, clock.now())
        flash(_("Cancelled. Everybody who had a place gets a mail."), "ok")
    except Conflict:
        flash(_("This training was cancelled already."), "warning")
    return redirect(url_for("sessions.session", session_id=session_id), 303)


def _edit(found: Session | None) -> ResponseReturnValue:
    form = _form()
    if found is not None and found.item_id not in dict(form.item.choices):
        form.item.choices = [*form.item.choices, (found.item_id, found.title)]
    if found is not None and found.provider not in dict(form.provider.choices):
        form.provider.choices = [*form.provider.choices, (found.provider, found.provider)]
    if not form.is_submitted():
        _fill(form, found)
        return _page(form, found, ())
    numbers = session_planning.trainer_ids((form.trainers.data or "").split())
    draft = _draft(form, numbers) if form.validate_on_submit() else None
    if draft is None:
        return _page(form, found, ()), 422
    if "look" in request.form:
        return _page(form, found, session_planning.check(draft, found.id if found else 0, clock.now()))
    try:
        kept = session_planning.keep(actor(), found.id if found else 0, draft, clock.now())
    except Conflict:
        form.capacity.errors = [_("More people have a place, or somebody was there on a date that you leave out.")]
        return _page(form, found, ()), 409
    if not kept.session_id:
        form.exception.errors = [_("A rule speaks against this. Change it, or write why you go on.")]
        return _page(form, found, kept.clashes), 422
    flash(_("Saved."), "ok")
    return redirect(url_for("sessions.session", session_id=kept.session_id), 303)


def said(clash: Clash) -> str:
    """Return a clash as a sentence, with the rule that speaks."""
    rule = RULES.get(clash.rule, clash.rule)
    return f"{WORDS[clash.what] % {'about': clash.about}} ({rule})"


def _page(form: SessionForm, found: Session | None, clashes: tuple[Clash, ...] | list[Clash]) -> str:
    hard = [said(each) for each in clashes if each.kind == "hard"]
    soft = [said(each) for each in clashes if each.kind == "soft"]
    looked = "look" in request.form
    return render_template("sessions/edit.html", form=form, session=found, hard=hard, soft=soft, looked=looked)


def _form() -> SessionForm:
    form = SessionForm()
    spoken = "en" if language() == "en" else "nl"
    form.item.choices = [(id, each.label.in_language(spoken)) for id, each in references.programme_items().items()]
    form.function_groups.choices = choices.function_groups(spoken)
    form.provider.choices = [("", _("our own trainers")), *((each, each) for each in providers.names())]
    form.teams.choices = [(team.id, team.path) for team in choices.all_teams()]
    return form


def _fill(form: SessionForm, found: Session | None) -> None:
    if found is None:
        item = references.programme_item(request.args.get("item", ""))
        if item is not None:
            form.item.data, form.title.data = item.id, item.label.in_language("en" if language() == "en" else "nl")
            form.capacity.data = item.most_people
        return
    form.item.data, form.title.data, form.place.data = found.item_id, found.title, found.place
    form.capacity.data, form.closes_on.data, form.cost.data = found.capacity, found.closes_on, found.cost
    form.function_groups.data = list(found.audience.get("function_groups", ()))
    form.teams.data = list(found.audience.get("teams", ()))
    form.outside.data, form.provider.data, form.exception.data = found.outside_trainers, found.provider, found.exception
    form.trainers.data = " ".join(session_planning.trainer_numbers(found.id))
    for entry, day in zip(form.dates, found.days, strict=False):
        begins = day.slot.starts_at.astimezone(clock.AMSTERDAM)
        entry.day.data, entry.begins.data = begins.date(), begins.time()
        entry.ends.data = day.slot.ends_at.astimezone(clock.AMSTERDAM).time()


def _draft(form: SessionForm, numbers: dict[str, int]) -> Draft | None:
    slots = _slots(form)
    wanted = (form.trainers.data or "").split()
    if unknown := [each for each in wanted if each not in numbers]:
        form.trainers.errors = [_("Nobody has this staff number: %(numbers)s.", numbers=", ".join(unknown[:5]))]
    if not slots or form.trainers.errors:
        return None
    return Draft(
        item_id=form.item.data,
        title=(form.title.data or "").strip(),
        place=(form.place.data or "").strip(),
        outside_trainers=(form.outside.data or "").strip(),
        provider=form.provider.data or "",
        capacity=form.capacity.data or 1,
        cost=form.cost.data or 0,
        function_groups=tuple(form.function_groups.data or ()),
        teams=tuple(form.teams.data or ()),
        closes_on=form.closes_on.data or clock.today(),
        slots=slots,
        trainer_ids=tuple(numbers[each] for each in wanted),
        exception=(form.exception.data or "").strip(),
    )


def _slots(form: SessionForm) -> tuple[Slot, ...]:
    """Return the dates that are filled in; says at the form what is missing."""
    found: list[Slot] = []
    for entry in form.dates:
        filled = (entry.day.data, entry.begins.data, entry.ends.data)
        if not any(filled):
            continue
        if not all(filled) or entry.ends.data <= entry.begins.data:
            entry.day.errors = [*entry.day.errors, _("Fill in day, beginning and a later end.")]
            form.dates.errors = [_("Fill in day, beginning and a later end.")]
            return ()
        found.append(
            Slot(
                starts_at=_instant(entry.day.data, entry.begins.data), ends_at=_instant(entry.day.data, entry.ends.data)
            )
        )
    if not found:
        form.dates.errors = [_("Fill in at least one date.")]
    return tuple(found)


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, clock.AMSTERDAM).astimezone(UTC)
