"""The forms of the set-up."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length


class NameForm(FlaskForm):
    """What the organisation is called, and what its help page adds."""

    name = StringField(
        _l("Name of the organisation"),
        validators=[
            DataRequired(_l("Fill in the name.")),
            Length(max=200, message=_l("Keep it under 200 characters.")),
        ],
    )
    help_text = TextAreaField(
        _l("What must people know besides the numbers on the help page?"),
        validators=[Length(max=1000, message=_l("Keep it under 1000 characters."))],
    )
