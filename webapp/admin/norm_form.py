"""The form of the organisation's norm: one field for every value, two for a text in both languages."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from learning_goals.norm import Norm, Words

COUNTS = {
    "emotional_repeats": (_l("How often may somebody be emotional (A) before you name it?"), 1, 10),
    "removal_requests": (_l("How often do you ask somebody to leave before you call for help?"), 1, 5),
    "warning_lapse_months": (_l("After how many months does a warning lapse?"), 1, 60),
    "contact_ban_months": (_l("How many months may a ban last at most?"), 1, 60),
    "response_hours": (_l("Within how many hours does the organisation respond to a report?"), 1, 336),
}
CHOICES = {
    "c_first_response": (
        _l("What do you do at a first insult (C)?"),
        (
            ("ignore_briefly", _l("You may ignore one insult for a moment")),
            ("name_immediately", _l("You name it at once")),
        ),
    ),
    "discrimination_class": (
        _l("Which behaviour is discrimination?"),
        (("C", _l("C: name it at once, never ignore it")), ("D", _l("D: end the conversation at once"))),
    ),
}
PLAIN = {
    "organisation": _l("Name of the organisation in the lessons"),
    "emergency_number": _l("Emergency number"),
    "police_number": _l("Police, when it is no emergency"),
    "crisis_line_phone": _l("Number of the crisis line"),
    "concern_line_phone": _l("Number for who worries about somebody"),
}
TEXTS = {
    "letter_signatory": _l("Who signs the letters?"),
    "contact_point": _l("What is the contact point for aggression called?"),
    "contact_point_phone": _l("How do you reach the contact point?"),
    "intervention_team": _l("Who comes to help on the spot?"),
    "intervention_team_phone": _l("How do you reach them?"),
    "alarm_means": _l("With what do you raise the alarm?"),
    "crisis_line": _l("What is the crisis line called?"),
    "register": _l("With what do you report an incident?"),
    "aftercare_owner": _l("Who sees to aftercare?"),
    "aftercare_first": _l("When is the first talk afterwards?"),
    "aftercare_second": _l("When is the second talk?"),
    "aftercare_third": _l("When is the third talk?"),
    "ending_words": _l("What do you say when you end a conversation?"),
}
_LONGEST = {"ending_words": 500} | dict.fromkeys(PLAIN, 64) | {"organisation": 200}


class NormForm(FlaskForm):
    """The parts that every version has; the values of the norm are added below."""

    number = HiddenField()
    valid_from = DateField(
        _l("From which day does this norm hold?"), validators=[InputRequired(_l("Fill in the first day."))]
    )


def _text(label: Any, name: str) -> StringField:
    longest = _LONGEST.get(name, 200)
    return StringField(
        label,
        filters=[lambda text: " ".join((text or "").split())],
        validators=[
            DataRequired(_l("Fill this in.")),
            Length(max=longest, message=_l("Keep it under %(most)s characters.", most=longest)),
        ],
    )


def _values() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, (label, least, most) in COUNTS.items():
        within = NumberRange(
            least, most, _l("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
        )
        made[name] = IntegerField(label, validators=[InputRequired(_l("Fill in a number.")), within])
    for name, (label, options) in CHOICES.items():
        choices = [SelectChoice(value, text) for value, text in options]
        made[name] = RadioField(label, choices=choices, validators=[InputRequired(_l("Choose one."))])
    made |= {name: _text(label, name) for name, label in PLAIN.items()}
    for name, label in TEXTS.items():
        made[f"{name}_nl"] = _text(_l("%(question)s (in Dutch)", question=label), name)
        made[f"{name}_en"] = _text(_l("%(question)s (in English)", question=label), name)
    return made


for _name, _field in _values().items():
    setattr(NormForm, _name, _field)


def form_of(norm: Norm) -> NormForm:
    """Return the form, filled in with this norm unless it was sent."""
    said: dict[str, Any] = {}
    for field in fields(norm):
        value = getattr(norm, field.name)
        if isinstance(value, Words):
            said |= {f"{field.name}_nl": value.nl, f"{field.name}_en": value.en}
        else:
            said[field.name] = value
    return NormForm(data=said)


def norm_of(form: NormForm) -> Norm:
    """Return the norm that a valid form says."""
    values: dict[str, Any] = {name: form[name].data for name in ("valid_from", *COUNTS, *CHOICES, *PLAIN)}
    for name in TEXTS:
        values[name] = Words(nl=form[f"{name}_nl"].data, en=form[f"{name}_en"].data)
    return Norm(number=int(form.number.data or 0), **values)
