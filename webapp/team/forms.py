"""The forms of a leader."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget


class AssignForm(FlaskForm):
    """Assign one course to people of the led teams."""

    course = SelectField(_l("Which course?"), validators=[InputRequired(_l("Choose a course."))])
    due_on = DateField(
        _l("Done by"),
        validators=[InputRequired(_l("Write the date by which it must be done, for example 31-12-2026."))],
    )
    reason = TextAreaField(
        _l("A word of why (your people read this)"),
        validators=[Length(max=500, message=_l("Keep it under 500 characters."))],
    )
    whom = RadioField(_l("For whom?"), default="all", validators=[InputRequired(_l("Choose for whom it is."))])
    people = SelectMultipleField(
        _l("These people"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
