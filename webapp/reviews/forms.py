"""The forms of reviews."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.reviews.periods import DUTY_LEAST, DUTY_MOST, TEAM_LEAST, TEAM_MOST
from learning_goals.reviews.proposing import MOST_WEEKS
from webapp.reviews import words
from webapp.services.review_recording import LONGEST_LESSONS, LONGEST_WHAT, LONGEST_WHO

AGREEMENTS = 4
MOST_PRESENT = 999
_DAY = _l("Fill in a day.")
_CHOOSE = [InputRequired(_l("Choose one."))]


class MoveForm(FlaskForm):
    """Another day for a review."""

    revision = HiddenField()
    day = DateField(_l("New day"), validators=[InputRequired(_DAY)])


class LessonsForm(FlaskForm):
    """What the leader wants to discuss of incidents."""

    revision = HiddenField()
    lessons = TextAreaField(
        _l("What do you want to discuss?"),
        validators=[Length(max=LONGEST_LESSONS, message=_l("This is too long."))],
    )
    sure = BooleanField(_l("These words are no names of people."))


class RecordForm(FlaskForm):
    """What came of a review; the fields of the agreements are added for each line."""

    revision = HiddenField()
    held_on = DateField(_l("On which day was it held?"), validators=[InputRequired(_DAY)])
    present = IntegerField(
        _l("How many people were there?"),
        validators=[
            InputRequired(_l("Fill in a number.")),
            NumberRange(1, MOST_PRESENT, _l("Write a whole number from %(least)s to %(most)s.", least=1, most=999)),
        ],
    )
    kept = RadioField(
        _l("Were the agreements of last time kept?"),
        choices=[SelectChoice(value, text) for value, text in words.KEPT.items()],
        validators=_CHOOSE,
    )
    points = SelectMultipleField(
        _l("What did you look at?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    norm_changes = RadioField(
        _l("Do the team's agreements change?"),
        choices=[
            SelectChoice("no", _l("No")),
            SelectChoice("yes", _l("Yes, after this I write the next version")),
        ],
        validators=_CHOOSE,
    )
    next_on = DateField(_l("When is the next review?"), validators=[Optional()])


def record_form() -> type[RecordForm]:
    """Return the form with a line for each agreement."""
    made: dict[str, object] = {}
    for number in range(1, AGREEMENTS + 1):
        made[f"what_{number}"] = StringField(
            _l("What do you agree on?"), validators=[Length(max=LONGEST_WHAT, message=_l("This is too long."))]
        )
        made[f"who_{number}"] = StringField(
            _l("Who does it?"), validators=[Length(max=LONGEST_WHO, message=_l("Keep it under 100 characters."))]
        )
        made[f"by_{number}"] = DateField(_l("By when?"), validators=[Optional()])
    return type("ReviewRecordForm", (RecordForm,), made)


class RhythmForm(FlaskForm):
    """When a team meets."""

    revision = HiddenField()
    weekday = SelectField(
        _l("On which day do you meet?"),
        choices=[SelectChoice(str(number), day) for number, day in enumerate(words.WEEKDAYS)],
        validators=_CHOOSE,
    )
    every_weeks = IntegerField(
        _l("Every how many weeks?"),
        validators=[
            InputRequired(_l("Fill in a number.")),
            NumberRange(1, MOST_WEEKS, _l("Write a whole number from %(least)s to %(most)s.", least=1, most=12)),
        ],
    )
    counted_from = DateField(_l("On which day did you meet, or will you meet?"), validators=[InputRequired(_DAY)])


class TimesForm(FlaskForm):
    """How many reviews a year there are."""

    number = HiddenField()
    teams = RadioField(
        _l("How often a year does every team review?"),
        choices=[SelectChoice(str(each), str(each)) for each in range(TEAM_LEAST, TEAM_MOST + 1)],
        validators=_CHOOSE,
    )
    duties = RadioField(
        _l("How often a year do management and board?"),
        choices=[SelectChoice(str(each), str(each)) for each in range(DUTY_LEAST, DUTY_MOST + 1)],
        validators=_CHOOSE,
    )
