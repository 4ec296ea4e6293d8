"""The form of the talk, which is the same on both sides of the table."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from webapp.services.talks import LONGEST, Talk, Words

_TOO_LONG = Length(max=LONGEST, message=_l("This is too long."))


class TalkForm(FlaskForm):
    """What employee and leader write down of their talk."""

    number = HiddenField()
    held_on = DateField(_l("Day of the talk"), validators=[InputRequired(_l("Fill in a day."))])
    done = TextAreaField(_l("What was done since last time?"), validators=[_TOO_LONG])
    agreements = TextAreaField(_l("What do you agree on?"), validators=[_TOO_LONG])
    next_on = DateField(_l("Next talk"), validators=[Optional()])

    def number_of(self) -> int:
        """Return which version this would be; 0 for anything that is no number."""
        said = self.number.data or ""
        return int(said) if said.isdecimal() and len(said) < 7 else 0


def show(found: Talk, today: date) -> dict[str, Any]:
    """Return what the form begins with: the last version, on today's date."""
    last = found.entries[0] if found.entries else None
    return {
        "number": str(found.next_number),
        "held_on": today,
        "done": last.done if last else "",
        "agreements": last.agreements if last else "",
        "next_on": last.next_on if last else None,
    }


def read(form: TalkForm) -> Words:
    """Return what was filled in."""
    assert form.held_on.data is not None
    return Words(
        held_on=form.held_on.data,
        done=(form.done.data or "").strip(),
        agreements=(form.agreements.data or "").strip(),
        next_on=form.next_on.data,
    )
