"""The forms of the staff."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, Field, Form, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from learning_goals.staff_list import LONGEST, is_clean, is_email

_ONE = [InputRequired(_l("Choose one."))]


def _strip(text: str | None) -> str:
    return (text or "").strip()


def _clean(_form: Form, field: Field) -> None:
    if not is_clean(field.data or ""):
        raise ValidationError(str(_l("There is an invisible character in this. Type it again.")))


def _email(_form: Form, field: Field) -> None:
    if field.data and not is_email(field.data):
        raise ValidationError(str(_l("This is not an e-mail address. Write it as name@example.nl.")))


def _text(label: str, column: str, *, required: bool = False) -> StringField:
    most = LONGEST[column]
    rules = [_clean, Length(max=most, message=_l("Keep it under %(max)d characters."))]
    if required:
        rules.insert(0, DataRequired(_l("Fill this in.")))
    return StringField(label, filters=[_strip], validators=rules)


def _day(label: str, *, required: bool = True) -> DateField:
    rules = [InputRequired(_l("Write a date, for example 31-12-2026."))] if required else [Optional()]
    return DateField(label, validators=rules)


class PersonalForm(FlaskForm):
    """Who somebody is and from when until when they are employed."""

    given_name = _text(_l("Given name"), "given_name", required=True)
    family_name = _text(_l("Family name"), "family_name", required=True)
    email = StringField(_l("E-mail address"), filters=[_strip], validators=[_email, _clean])
    language = SelectField(
        _l("Language"),
        validators=_ONE,
        choices=[SelectChoice("nl", _l("Dutch")), SelectChoice("en", _l("English"))],
    )
    employed_from = _day(_l("First working day"))
    employed_until = _day(_l("Last working day"), required=False)

    def validate_employed_until(self, field: Field) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.employed_from.data and field.data < self.employed_from.data:
            raise ValidationError(str(_l("The last day lies before the first day.")))


class JobForm(FlaskForm):
    """Where somebody works."""

    team = SelectField(_l("Team"), coerce=str, validators=[InputRequired(_l("Choose a team."))])
    function = _text(_l("Function"), "function", required=True)
    function_group = SelectField(_l("Function group"))
    hours = _text(_l("Hours a week"), "hours")
    location = _text(_l("Location"), "location")


class AddForm(PersonalForm, JobForm):
    """Somebody new."""

    staff_number = _text(_l("Staff number"), "staff_number", required=True)


class MoveForm(JobForm):
    """Another job, or one more."""

    old_team = SelectField(_l("Instead of the work in"), coerce=str)
    day = _day(_l("From which day"))


class StopJobForm(FlaskForm):
    """One of several jobs ends."""

    team = SelectField(_l("Which work ends?"), validators=_ONE)
    last_day = _day(_l("Last day of this work"))


class ReturnForm(JobForm):
    """Somebody who left works here again."""

    employed_from = _day(_l("First working day"))
    employed_until = _day(_l("Last working day"), required=False)

    def validate_employed_until(self, field: Field) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.employed_from.data and field.data < self.employed_from.data:
            raise ValidationError(str(_l("The last day lies before the first day.")))


class EndForm(FlaskForm):
    """The employment ends."""

    last_day = _day(_l("Last working day"))
    although_leading = BooleanField(_l("I know, end the employment"))


class RoleForm(FlaskForm):
    """A role to give."""

    role = SelectField(_l("Role"), validators=_ONE)
    team = SelectField(_l("Team (only for team leaders)"), coerce=str)
    deputy = BooleanField(_l("As deputy"))
    since = _day(_l("From which day"))

    def validate_team(self, field: Field) -> None:
        """A leader leads a team."""
        if self.role.data == "team_leader" and not field.data:
            raise ValidationError(str(_l("Choose the team.")))


class MarkForm(FlaskForm):
    """A duty or a tag to give."""

    mark = SelectField(_l("Duty or tag"), validators=_ONE)
    since = _day(_l("From which day"))


class TeamForm(FlaskForm):
    """A team to make."""

    name = _text(_l("Name of the new team"), "team", required=True)
    above = SelectField(_l("Below which team?"), coerce=str)


class UploadForm(FlaskForm):
    """A staff list to look at."""

    file = FileField(_l("Staff list (CSV file)"), validators=[FileRequired(_l("Choose a file."))])
    effective = _day(_l("From which day does it hold?"), required=False)
    full = BooleanField(_l("Everybody is in this list: end the employment of who is not"))
