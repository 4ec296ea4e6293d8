"""The forms of the checklist."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, RadioField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.proof import words
from webapp.services.checklist import LONGEST_NOTE


class AnswerForm(FlaskForm):
    """An answer, whose it is to look after, what proves it and when to look again."""

    number = HiddenField()
    answer = RadioField(
        _l("Your answer"),
        choices=[SelectChoice(value, text) for value, text in words.ANSWERS.items()],
        validators=[InputRequired(_l("Choose one."))],
    )
    owner = StringField(
        _l("Who looks after this? (staff number)"),
        validators=[InputRequired(_l("Fill in a staff number.")), Length(max=64, message=_l("This is too long."))],
    )
    facts = SelectMultipleField(
        _l("What proves it, of what is known here?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField(
        _l("What is still missing, or where can it be found?"),
        validators=[Length(max=LONGEST_NOTE, message=_l("This is too long."))],
    )
    again_on = DateField(_l("When do you look at this again?"), validators=[InputRequired(_l("Fill in a day."))])


class DocumentForm(FlaskForm):
    """A document that is proof."""

    file = FileField(_l("A document (PDF or photo, 5 MB at most)"), validators=[FileRequired(_l("Choose a file."))])
