"""The form of one entry, by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from learning_goals.references import Kind
from webapp.references import words
from webapp.references.choice_parts import One, Several, Whom, Yes
from webapp.references.number_parts import Hours, Number
from webapp.references.parts import Lines, Part, Plain, Text
from webapp.services import references


class EntryForm(FlaskForm):
    """The fields of one entry; `number` and `entry_id` say which version the reader had before them."""

    number = HiddenField()
    entry_id = HiddenField()
    parts: Sequence[Part] = ()

    def document(self) -> dict[str, Any]:
        """Return the pieces that were filled in."""
        return {name: value for part in self.parts for name, value in part.read(self).items()}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what only shows across fields."""
        fits = super().validate(extra_validators)
        sound = [part for part in self.parts if not any(self[name].errors for name in part.fields())]
        wrong = [part for part in sound if part.wrong(self)]
        return fits and not wrong

    def rows_of(self, name: str) -> int:
        """Return how many rows a text area shows: those of its text and one to go on, at least two."""
        return max(2, (self[name].data or "").count("\n") + 2)

    def hints(self) -> dict[str, Any]:
        """Return the hint under the first field of each part, by field."""
        return {next(iter(part.fields())): part.hint for part in self.parts if part.hint}


def form_for(kind: Kind, document: Mapping[str, Any], language: str) -> EntryForm:
    """Return the form of a kind, filled with a document until something is sent."""
    parts = parts_of(kind, language, document)
    fields = {name: field for part in parts for name, field in part.fields().items()}
    made = type(f"{kind}_form", (EntryForm,), {**fields, "parts": parts})
    form = made(data={name: value for part in parts for name, value in part.data(document).items()})
    for part in parts:
        if part.needed and part.name in form:
            form[part.name].flags.required = True
    return form


def parts_of(kind: Kind, language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the parts of the form of a kind."""
    label = Text(name="label", label=_l("Name"), needed=True)
    return (label, *_MORE.get(kind, _nothing)(language, document))


def _nothing(_language: str, _document: Mapping[str, Any]) -> tuple[Part, ...]:
    return ()


def _function_group(language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    return (
        Text(name="scope", label=_l("What kind of work it is"), needed=True, rows=2, most=500),
        Lines(
            name="example_functions",
            label=_l("Functions"),
            needed=True,
            hint=_l("One on each line. Add the job names of your own organisation, so that people find their group."),
        ),
        _several("competences", document, label=_l("Competences"), choices=_choices("competence", language, document)),
        _several("levels", document, label=_l("Usual level of education"), choices=words.LEVELS),
        Lines(name="directions", label=_l("Usual directions of education"), hint=_l("One on each line.")),
        Lines(
            name="exceptions",
            label=_l("Functions with another direction"),
            pairs=("function", "directions"),
            hint=_l("One on each line: the function, a colon, its directions."),
        ),
    )


def _competence(_language: str, _document: Mapping[str, Any]) -> tuple[Part, ...]:
    hint = _l("Fill this in when your organisation uses another system for evaluating jobs.")
    return (Plain(name="own_name", label=_l("What your organisation calls it"), hint=hint),)


def _training_element(language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    return (
        _several(
            "groups",
            document,
            label=_l("Function groups"),
            choices=_choices("function_group", language, document),
            hint=_l("None chosen: all function groups."),
        ),
        _several(
            "tags", document, label=_l("And whoever has one of these tags"), choices=_choices("tag", language, document)
        ),
        _several(
            "duties",
            document,
            label=_l("And whoever has one of these duties"),
            choices=_choices("duty", language, document),
        ),
        Yes(name="leaders", label=_l("Team leaders learn it too")),
        Yes(name="only_leaders", label=_l("Only for team leaders and the duties above")),
        One(name="strength", label=_l("How firmly it belongs to this audience"), choices=words.STRENGTHS),
        Yes(name="partly_in_education", label=_l("Many basic educations teach a part of it")),
        Yes(name="no_screen", label=_l("It can only be learned with people, not on a screen")),
    )


def _sub_skill(language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    elements = _choices("training_element", language, document, "element")
    return (One(name="element", label=_l("Training element"), choices=elements, needed=True),)


def _basic_education(language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    return (_elements(language, document, _l("What it may have taught already")), _note())


def _external_programme(language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    return (
        Plain(name="provider", label=_l("Provider"), needed=True, most=200),
        _whom(language, document),
        _elements(language, document, _l("What it teaches")),
        _note(),
    )


def _programme_item(language: str, document: Mapping[str, Any]) -> tuple[Part, ...]:
    return (
        Text(name="goal", label=_l("Goal"), needed=True, rows=2, most=500),
        Lines(name="content", label=_l("Content"), hint=_l("One subject on each line.")),
        _whom(language, document),
        _elements(language, document, _l("What it teaches")),
        One(name="phase", label=_l("Phase of the programme"), choices=words.PHASES, needed=True),
        One(name="form", label=_l("Form"), choices=words.FORMS, needed=True),
        Hours(name="hours", label=_l("Hours")),
        Number(name="most_people", label=_l("Most people in one group"), least=1, most=25, needed=True),
        Yes(name="internal_trainer", label=_l("A prepared internal trainer may give it")),
        Number(
            name="again_after_months",
            label=_l("Refresher: so many months after what it refreshes"),
            least=1,
            most=60,
            hint=_l("Leave it empty when it is no refresher."),
        ),
    )


def _note() -> Part:
    return Text(name="note", label=_l("Note"), rows=2, most=1000)


def _elements(language: str, document: Mapping[str, Any], label: Any) -> Part:
    choices = _choices("training_element", language, document, "elements")
    return _several("elements", document, label=label, needed=True, choices=choices)


def _whom(language: str, document: Mapping[str, Any]) -> Part:
    whom = document.get("audience") or {}
    return Whom(
        name="audience",
        label=_l("For whom"),
        hint=_l("Choose at least one, here or in the next three lists."),
        groups=_choices("function_group", language, whom),
        duties=_choices("duty", language, whom),
        tags=_choices("tag", language, whom),
        also=words.AUDIENCE_ALSO,
        before=whom,
    )


def _several(name: str, document: Mapping[str, Any], **said: Any) -> Several:
    return Several(name=name, before=tuple(document.get(name) or ()), **said)


_FIELDS: Mapping[Kind, str] = {"function_group": "groups", "duty": "duties", "tag": "tags", "competence": "competences"}


def _choices(kind: Kind, language: str, document: Mapping[str, Any], field: str = "") -> dict[str, str]:
    """Return what can be chosen of a kind, and what this document names though it is hidden now."""
    named = document.get(field or _FIELDS[kind]) or ()
    held = {named} if isinstance(named, str) else set(named)
    shown = {each.id for each in references.book().values[kind]}
    return {id: label for id, label in references.labels(kind, language).items() if id in shown | held}


_MORE: Mapping[Kind, Any] = {
    "function_group": _function_group,
    "competence": _competence,
    "training_element": _training_element,
    "sub_skill": _sub_skill,
    "basic_education": _basic_education,
    "external_programme": _external_programme,
    "programme_item": _programme_item,
}
