"""The forms of the norm: one for each section, made of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from learning_goals.norm import MeasureId, Norm
from learning_goals.norm_fields import BOUNDS, LISTS, PUBLISHABLE, SECTIONS, Section
from learning_goals.words import LONGEST, Words
from webapp.norm_words import FIELDS, MEASURES, TRIGGERS, YES_NO, options_of
from webapp.services.norm_drafts import State

SHORT = 200
_HINTS = get_type_hints(Norm)
_LONG = frozenset(
    {
        "a_how",
        "b_how",
        "limit_words",
        "ending_words",
        "ending_words_phone",
        "acute_signs",
        "not_acute_route",
        "conduct_rules_made_with",
    }
)
_MAY_BE_EMPTY = frozenset({"works_council_on", "works_council_note"})


class SectionForm(FlaskForm):
    """What every section has: which state of the draft was shown."""

    revision = HiddenField()


class MeasureForm(PlainForm):
    """One measure."""

    used = BooleanField(_l("We use this measure"))
    follows_on = SelectMultipleField(
        _l("On which behaviour does it follow?"),
        choices=[SelectChoice(each, text) for each, text in TRIGGERS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    decided_by_nl = StringField(
        _l("Who decides? (in Dutch)"), validators=[DataRequired(_l("Fill this in.")), Length(max=SHORT)]
    )
    decided_by_en = StringField(_l("Who decides? (in English)"), validators=[Length(max=SHORT)])
    how_nl = TextAreaField(_l("How? (in Dutch)"), validators=[DataRequired(_l("Fill this in.")), Length(max=LONGEST)])
    how_en = TextAreaField(_l("How? (in English)"), validators=[Length(max=LONGEST)])
    within_days = IntegerField(
        _l("Within how many days? 0 is the same day"),
        validators=[
            InputRequired(_l("Fill in a number.")),
            NumberRange(0, 90, _l("Write a whole number from %(least)s to %(most)s.", least=0, most=90)),
        ],
    )


class _Lines:
    """Refuses a list with too few or too many lines, or with another number of lines in the other language."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, form: Any, field: Any) -> None:
        lines = lines_of(field.data)
        if field.name.endswith("_nl") and not self.least <= len(lines) <= self.most:
            raise ValidationError(_("Write %(least)s to %(most)s lines.", least=self.least, most=self.most))
        if field.name.endswith("_en") and lines and len(lines) != len(lines_of(form[field.name[:-3] + "_nl"].data)):
            raise ValidationError(_("Write as many lines as in Dutch, in the same order, or leave it empty."))
        if any(len(line) > LONGEST for line in lines):
            raise ValidationError(_("Keep each line under %(most)s characters.", most=LONGEST))


def lines_of(text: str | None) -> list[str]:
    """Return the lines that hold something."""
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


@lru_cache(maxsize=16)
def section_form(section: Section) -> type[SectionForm]:
    """Return the form of that section."""
    made: dict[str, Any] = {}
    for name in SECTIONS[section]:
        made |= dict(_fields(name))
    return type(f"{section.title()}Form", (SectionForm,), made)


def filled(section: Section, norm: Norm, state: State, *, anew: bool = False) -> SectionForm:
    """Return the form, filled in with this norm unless it was sent; `anew` leaves out what was sent."""
    data: dict[str, Any] = {"revision": written(state)}
    for name in SECTIONS[section]:
        data |= _shown(name, getattr(norm, name))
    return section_form(section)(formdata=None, data=data) if anew else section_form(section)(data=data)


def written(state: State) -> str:
    """Return a state of the draft as a form carries it."""
    return f"{state.number}.{state.revision}"


def values_of(form: SectionForm, section: Section, *, valid_only: bool = False) -> dict[str, Any]:
    """Return what the form says, as JSON holds a norm; `valid_only` leaves out fields with errors."""
    wanted = [name for name in SECTIONS[section] if not (valid_only and _has_errors(form, name))]
    return {name: _value(form, name) for name in wanted}


def _fields(name: str) -> Iterator[tuple[str, Any]]:
    kind = _HINTS[name]
    if name == "measures":
        yield from ((f"measure_{each}", FormField(MeasureForm, MEASURES[each])) for each in get_args(MeasureId))
    elif name == "public_fields":
        yield name, _ticks(name)
    elif name in LISTS:
        yield from _in_both(name, TextAreaField, [_Lines(*LISTS[name])])
    elif kind is Words:
        yield from _in_both(name, TextAreaField if name in _LONG else StringField, [])
    else:
        yield name, _single(name, kind)


def _in_both(name: str, field: Any, validators: list[Any]) -> Iterator[tuple[str, Any]]:
    longest = [] if validators else [Length(max=LONGEST if name in _LONG else SHORT, message=_l("This is too long."))]
    dutch = [DataRequired(_l("Fill this in.")), *validators, *longest]
    yield f"{name}_nl", field(_l("%(question)s (in Dutch)", question=FIELDS[name][0]), validators=dutch)
    english = _l("%(question)s (in English)", question=FIELDS[name][0])
    yield f"{name}_en", field(english, validators=[*validators, *longest])


def _single(name: str, kind: Any) -> Any:
    if name in BOUNDS:
        least, most = BOUNDS[name]
        within = NumberRange(
            least, most, _l("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
        )
        return IntegerField(FIELDS[name][0], validators=[InputRequired(_l("Fill in a number.")), within])
    if kind is bool:
        choices = [SelectChoice(str(value).lower(), text) for value, text in YES_NO.items()]
        return RadioField(FIELDS[name][0], choices=choices, validators=[InputRequired(_l("Choose one."))])
    if options := options_of(name):
        choices = [SelectChoice(value, text) for value, text in options.items()]
        return RadioField(FIELDS[name][0], choices=choices, validators=[InputRequired(_l("Choose one."))])
    if name.endswith("_on"):
        must = [Optional()] if name in _MAY_BE_EMPTY else [InputRequired(_l("Fill in a day."))]
        return DateField(FIELDS[name][0], validators=must)
    must = [] if name in _MAY_BE_EMPTY else [DataRequired(_l("Fill this in."))]
    longest = 64 if name.endswith(("_phone", "_number")) else 500 if name == "works_council_note" else SHORT
    too_long = _l("Keep it under %(most)s characters.", most=longest)
    return StringField(FIELDS[name][0], validators=[*must, Length(max=longest, message=too_long)])


def _ticks(name: str) -> Any:
    choices = [SelectChoice(each, FIELDS[each][0]) for each in PUBLISHABLE]
    return SelectMultipleField(
        FIELDS[name][0], choices=choices, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


def _shown(name: str, value: Any) -> dict[str, Any]:
    if name == "measures":
        return {f"measure_{each.id}": _flat(asdict(each)) for each in value}
    if name in LISTS:
        english = [words.en for words in value]
        return {
            f"{name}_nl": "\n".join(words.nl for words in value),
            f"{name}_en": "\n".join(english) if any(english) else "",
        }
    if isinstance(value, Words):
        return {f"{name}_nl": value.nl, f"{name}_en": value.en}
    return {name: str(value).lower() if isinstance(value, bool) else value}


def _flat(measure: dict[str, Any]) -> dict[str, Any]:
    flat = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in measure.items()
        if not isinstance(value, dict)
    }
    for name, value in measure.items():
        if isinstance(value, dict):
            flat |= {f"{name}_{language}": value[language] for language in ("nl", "en")}
    return flat


def _has_errors(form: SectionForm, name: str) -> bool:
    if name == "measures":
        return any(form[each].errors for each in form._fields if each.startswith("measure_"))
    return any(form[each].errors for each in (name, f"{name}_nl", f"{name}_en") if each in form)


def _value(form: SectionForm, name: str) -> Any:
    if name == "measures":
        return [_measure(each, form[f"measure_{each}"].data) for each in get_args(MeasureId)]
    if name in LISTS:
        return _list(lines_of(form[f"{name}_nl"].data), lines_of(form[f"{name}_en"].data))
    if f"{name}_nl" in form:
        return _words(form[f"{name}_nl"].data, form[f"{name}_en"].data)
    data = form[name].data
    if _HINTS[name] is bool:
        return data == "true"
    if name.endswith("_on"):
        return data.isoformat() if data else None
    return " ".join(data.split()) if isinstance(data, str) else data


def _words(nl: str | None, en: str | None) -> dict[str, str]:
    return {"nl": " ".join((nl or "").split()), "en": " ".join((en or "").split())}


def _list(nl: list[str], en: list[str]) -> list[dict[str, str]]:
    return [{"nl": line, "en": en[place] if en else ""} for place, line in enumerate(nl)]


def _measure(measure_id: str, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": measure_id,
        "used": bool(data["used"]),
        "follows_on": data["follows_on"] or [],
        "decided_by": _words(data["decided_by_nl"], data["decided_by_en"]),
        "how": _words(data["how_nl"], data["how_en"]),
        "within_days": data["within_days"],
    }


def hint_of(field_name: str) -> str:
    """Return what the field behind a form's field is for."""
    return str(FIELDS[field_of(field_name)][1])


def field_of(field_name: str) -> str:
    """Return the field of the norm behind a form's field."""
    return field_name.removesuffix("_nl").removesuffix("_en") if field_name not in FIELDS else field_name
