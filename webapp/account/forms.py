"""The forms of one's own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, RadioField, SelectChoice, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from webapp.services.password_rules import LONGEST, Objection

OBJECTIONS: dict[Objection, object] = {
    "short": _l("This is too short. Use 10 characters or more."),
    "long": _l("This is too long. Use at most 200 characters."),
    "common": _l("Many people use this, so it is easy to guess. Use a few words that do not belong together."),
    "own": _l("Your name, number or address is in it, so it is easy to guess. Choose something else."),
}
_WHO_IS_LONG = _l("Keep it under 254 characters.")


def _password(label: object) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(_l("Fill in your password.")), Length(max=LONGEST * 5)])


class LogInForm(FlaskForm):
    """Staff number or e-mail address, and password."""

    who = StringField(
        _l("Staff number or e-mail address"),
        validators=[
            InputRequired(_l("Fill in your staff number or e-mail address.")),
            Length(max=254, message=_WHO_IS_LONG),
        ],
    )
    password = _password(_l("Password"))


class ForgottenForm(FlaskForm):
    """Who wants a new password."""

    who = StringField(
        _l("Staff number or e-mail address"),
        validators=[
            InputRequired(_l("Fill in your staff number or e-mail address.")),
            Length(max=254, message=_WHO_IS_LONG),
        ],
    )


class StartCodeForm(FlaskForm):
    """A printed start code."""

    code = StringField(
        _l("Start code"),
        validators=[InputRequired(_l("Fill in the code from your sheet.")), Length(max=40, message=_WHO_IS_LONG)],
    )


class NewPasswordForm(FlaskForm):
    """A password twice."""

    password = PasswordField(_l("New password"), validators=[InputRequired(_l("Choose a password."))])
    again = PasswordField(
        _l("The same password again"),
        validators=[
            InputRequired(_l("Fill in the password again.")),
            EqualTo("password", _l("The two passwords are not the same.")),
        ],
    )


class ChangePasswordForm(NewPasswordForm):
    """The old password, and a new one twice."""

    old = _password(_l("Your password now"))


class SettingsForm(FlaskForm):
    """How this person wants to read."""

    language = RadioField(
        _l("Language"),
        choices=[SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")],
        validators=[InputRequired(_l("Choose a language."))],
    )
    avoids_violence = BooleanField(_l("Leave out violent examples"))
