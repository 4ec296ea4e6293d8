"""Forms of reminders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.reminders.rule import FAR, MOST_TIMES
from webapp.reminders.words import TO, WAYS, WEEKDAYS


def _choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in words.items()]


class Checkboxes(SelectMultipleField):
    """Some of a few choices."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ChoiceForm(FlaskForm):
    """When somebody wants the weekly mail."""

    weekday = SelectField(
        _l("Day of the weekly mail"), coerce=int, choices=_choices(WEEKDAYS), validators=[InputRequired()]
    )
    hour = SelectField(_l("From what time"), coerce=int, validators=[InputRequired()])
    paused_until = DateField(_l("No mail up to and including"), validators=[Optional()])

    def __init__(self, hours: range, today: date, latest: date, **given: object) -> None:
        super().__init__(**given)
        self.hour.choices = [SelectChoice(value=hour, label=f"{hour:02}:00") for hour in hours]
        self._today, self._latest = today, latest

    def validate_paused_until(self, field: Field) -> None:
        """Refuse a pause that is over or too long."""
        if field.data and not self._today <= field.data <= self._latest:
            raise ValidationError(_("Choose a day from today on, three months ahead at most."))


class RuleForm(FlaskForm):
    """One rule for reminders."""

    active = BooleanField(_l("This reminder is given"))
    days = StringField(_l("Days from the date"), validators=[InputRequired()])
    again = IntegerField(_l("After that again every so many days"), validators=[InputRequired(), NumberRange(0, FAR)])
    most = IntegerField(_l("How many times at most"), validators=[InputRequired(), NumberRange(1, MOST_TIMES)])
    to = SelectField(_l("Who is told"), choices=_choices(TO), validators=[InputRequired()])
    ways = Checkboxes(_l("By which way"), choices=_choices(WAYS), validators=[InputRequired()])
    urgent = BooleanField(_l("At once, in a mail of its own"))
    after = HiddenField(default="0")

    def validate_days(self, field: Field) -> None:
        """Refuse anything but whole numbers within bounds."""
        try:
            days = parsed_days(field.data)
        except ValueError:
            days = ()
        if not days or len(days) > MOST_TIMES or any(abs(day) > FAR for day in days):
            raise ValidationError(_("Write whole numbers with spaces between them. For example: -14 -7 0."))


class HoursForm(FlaskForm):
    """When mail with reminders may leave."""

    begins = IntegerField(_l("From (hour)"), validators=[InputRequired(), NumberRange(0, 22)])
    ends = IntegerField(_l("Until (hour)"), validators=[InputRequired(), NumberRange(1, 23)])
    weekdays = Checkboxes(_l("On these days"), coerce=int, choices=_choices(WEEKDAYS), validators=[InputRequired()])
    after = HiddenField(default="0")

    def validate_ends(self, field: Field) -> None:
        """Refuse an end that does not come after the begin."""
        if isinstance(field.data, int) and isinstance(self.begins.data, int) and field.data <= self.begins.data:
            raise ValidationError(_("Choose a later hour than the first."))


def parsed_days(text: str | None) -> tuple[int, ...]:
    """Return the numbers of a text; raises ValueError."""
    return tuple(int(each) for each in (text or "").replace(",", " ").split())
