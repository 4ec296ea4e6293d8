"""The form of an assignment rule, and the way between its fields and the rule."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from pydantic import ValidationError
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.assignment_rules.rule import RULE, Condition, Rule
from webapp.services import rule_words

ANCHORS = {
    "employment": _l("Days after the first working day here"),
    "entry": _l("Days after somebody comes into this group"),
    "date": _l("On a fixed day"),
    "completion": _l("Days after something else is done"),
}
RENEWALS = {
    "never": _l("It counts for ever"),
    "rolling": _l("So many months after it was done"),
    "calendar": _l("On a day of the year"),
}
_CHOOSE = InputRequired(_l("Choose one."))
_PART = ("function_groups", "teams", "roles", "duties", "tags", "people")


def _many(label: Any) -> SelectMultipleField:
    return SelectMultipleField(label, choices=[], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


def _number(label: Any, least: int, most: int) -> IntegerField:
    return IntegerField(
        label, validators=[Optional(), NumberRange(least, most, _l("Fill in a number that is possible here."))]
    )


class RuleForm(FlaskForm):
    """For whom, what, by when, how often again."""

    title = StringField(_l("Name of the rule"), validators=[InputRequired(_l("Give it a name.")), Length(max=200)])
    what = SelectField(_l("What must they do?"), choices=[], validators=[_CHOOSE])
    everyone = BooleanField(_l("Everybody"))
    newcomers = BooleanField(_l("New colleagues only"))
    function_groups = _many(_l("Function groups"))
    teams = SelectMultipleField(_l("Teams, with the teams below them"), choices=[], coerce=int)
    roles = _many(_l("Roles"))
    duties = _many(_l("Duties"))
    tags = _many(_l("Kinds of work"))
    people = StringField(_l("And these people too (staff numbers)"), validators=[Length(max=2000)])
    not_function_groups = _many(_l("Not these function groups"))
    not_teams = SelectMultipleField(_l("Not these teams"), choices=[], coerce=int)
    not_duties = _many(_l("Not these duties"))
    not_people = StringField(_l("Not these people (staff numbers)"), validators=[Length(max=2000)])
    anchor = RadioField(
        _l("How is the last day counted?"),
        choices=[SelectChoice(each, text) for each, text in ANCHORS.items()],
        validators=[_CHOOSE],
    )
    days = _number(_l("How many days?"), 0, 1500)
    on = DateField(_l("Which day?"), validators=[Optional()])
    later_days = _number(_l("Days for who comes after that day"), 0, 1500)
    after = SelectField(_l("After what?"), choices=[])
    starts_on = DateField(_l("From which day does the rule hold?"), validators=[InputRequired(_l("Fill in a day."))])
    renews = RadioField(
        _l("When must it be done again?"),
        choices=[SelectChoice(each, text) for each, text in RENEWALS.items()],
        validators=[_CHOOSE],
    )
    months = _number(_l("Every how many months?"), 1, 120)
    month = _number(_l("Month of the year (1 to 12)"), 1, 12)
    day = _number(_l("Day of the month"), 1, 31)
    window_days = _number(_l("Days before the end in which a repeat counts"), 0, 365)
    grace_days = _number(_l("Days after the last day in which it is late, but not overdue"), 0, 365)
    equal = SelectMultipleField(_l("These count as well"), choices=[])
    external = BooleanField(_l("A certificate from elsewhere may be handed in"))
    proposes_goals = BooleanField(_l("Propose the learning goals that go with it"))

    def rule(self, numbers: dict[str, int]) -> Rule | None:
        """Return the rule that is filled in; None, with the fault at its field, when it makes no sense.

        `numbers` are people's keys by staff number.
        """
        if not self._people_known(numbers):
            return None
        kind, _colon, target = self.what.data.partition(":")
        try:
            return RULE.validate_python(
                {
                    "title": self.title.data,
                    "kind": kind,
                    "target": target,
                    "include": self._include(numbers),
                    "exclude": self._exclude(numbers),
                    "due": {
                        "anchor": self.anchor.data,
                        "days": self.days.data or 0,
                        "on": self.on.data if self.anchor.data == "date" else None,
                        "after": self.after.data if self.anchor.data == "completion" else "",
                        "later_days": self.later_days.data if self.anchor.data == "date" else None,
                    },
                    "starts_on": self.starts_on.data,
                    "renewal": {
                        "kind": self.renews.data,
                        "months": self.months.data or 12,
                        "month": self.month.data or 1,
                        "day": self.day.data or 1,
                        "window_days": 60 if self.window_days.data is None else self.window_days.data,
                    },
                    "grace_days": self.grace_days.data or 0,
                    "equal": self.equal.data or (),
                    "external": self.external.data,
                    "proposes_goals": self.proposes_goals.data,
                }
            )
        except ValidationError as refused:
            self._say(refused)
            return None

    def fill(self, rule: Rule, numbers: dict[int, str]) -> None:
        """Show a rule; `numbers` are staff numbers by people's keys."""
        first = next((each for each in rule.include if each.everyone or not each.people), Condition())
        named = [person for each in rule.include for person in each.people]
        self.title.data, self.what.data = rule.title, f"{rule.kind}:{rule.target}"
        self.everyone.data, self.newcomers.data = first.everyone, first.newcomers
        for name in _PART[:-1]:
            getattr(self, name).data = list(getattr(first, name))
        self.people.data = " ".join(numbers[each] for each in named if each in numbers)
        for name in ("function_groups", "teams", "duties"):
            getattr(self, f"not_{name}").data = [value for each in rule.exclude for value in getattr(each, name)]
        excluded = [person for each in rule.exclude for person in each.people]
        self.not_people.data = " ".join(numbers[each] for each in excluded if each in numbers)
        for name in ("anchor", "days", "on", "later_days", "after"):
            getattr(self, name).data = getattr(rule.due, name)
        for name in ("months", "month", "day", "window_days"):
            getattr(self, name).data = getattr(rule.renewal, name)
        self.renews.data, self.starts_on.data, self.grace_days.data = rule.renewal.kind, rule.starts_on, rule.grace_days
        self.equal.data, self.external.data = list(rule.equal), rule.external
        self.proposes_goals.data = rule.proposes_goals

    def _include(self, numbers: dict[str, int]) -> list[dict[str, Any]]:
        first: dict[str, Any] = {name: getattr(self, name).data or () for name in _PART[:-1]}
        first |= {"everyone": self.everyone.data, "newcomers": self.newcomers.data}
        named = {"people": tuple(numbers[each] for each in _split(self.people.data))}
        return [each for each in (first, named) if any(each.values())] or [first]

    def _exclude(self, numbers: dict[str, int]) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = [
            {name: getattr(self, f"not_{name}").data or ()} for name in ("function_groups", "teams", "duties")
        ]
        parts.append({"people": tuple(numbers[each] for each in _split(self.not_people.data))})
        return [each for each in parts if any(each.values())]

    def _people_known(self, numbers: dict[str, int]) -> bool:
        known = True
        for field in (self.people, self.not_people):
            if unknown := [each for each in _split(field.data) if each not in numbers]:
                field.errors = [_("Nobody has this staff number: %(numbers)s.", numbers=", ".join(unknown[:5]))]
                known = False
        return known

    def _say(self, refused: ValidationError) -> None:
        for each in refused.errors():
            name, text = rule_words.fault(str(each["msg"]))
            field = getattr(self, name)
            field.errors = [*field.errors, text]


def numbers_in(form: RuleForm) -> list[str]:
    """Return the staff numbers that are filled in."""
    return [*_split(form.people.data), *_split(form.not_people.data)]


def _split(text: str | None) -> list[str]:
    return (text or "").replace(",", " ").replace(";", " ").split()
