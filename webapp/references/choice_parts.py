"""Parts in which something is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.references.parts import Part


def _at_least_one(_form: FlaskForm, field: Field) -> None:
    """Refuse none; unlike WTForms' own check it does not make every single box required."""
    if not field.data:
        raise StopValidation(_("Choose at least one."))


@dataclass(frozen=True, kw_only=True)
class Several(Part):
    """Any number of choices, as checkboxes; what was chosen `before` keeps its order, the first is the main one."""

    choices: Mapping[str, Any]
    before: Sequence[str] = ()

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        return {
            self.name: SelectMultipleField(
                self.label,
                choices=[SelectChoice(value, label) for value, label in self.choices.items()],
                widget=ListWidget(prefix_label=False),
                option_widget=CheckboxInput(),
                validators=[_at_least_one] if self.needed else [],
            )
        }

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {self.name: list(document.get(self.name) or ())}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        chosen = form[self.name].data or []
        return {self.name: [each for each in dict.fromkeys((*self.before, *self.choices)) if each in chosen]}


@dataclass(frozen=True, kw_only=True)
class One(Part):
    """One choice from a list; an empty one is none."""

    choices: Mapping[str, Any]

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        options = [SelectChoice(value, label) for value, label in self.choices.items()]
        return {
            self.name: SelectField(self.label, choices=options, validators=[InputRequired()] if self.needed else [])
        }

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {self.name: document.get(self.name) or ""}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        return {self.name: form[self.name].data or None}


@dataclass(frozen=True, kw_only=True)
class Yes(Part):
    """One checkbox."""

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        return {self.name: BooleanField(self.label)}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        return {self.name: bool(form[self.name].data)}


@dataclass(frozen=True, kw_only=True)
class Whom(Part):
    """The audience of an item: whoever fits one of the choices."""

    groups: Mapping[str, Any]
    duties: Mapping[str, Any]
    tags: Mapping[str, Any]
    also: Mapping[str, Any]
    before: Mapping[str, Sequence[str]]

    def _parts(self) -> tuple[Several, ...]:
        return (
            Several(name="audience_also", label=_l("For whom"), choices=self.also),
            Several(
                name="audience_groups",
                label=_l("Function groups"),
                choices=self.groups,
                before=self.before.get("groups") or (),
            ),
            Several(
                name="audience_duties", label=_l("Duties"), choices=self.duties, before=self.before.get("duties") or ()
            ),
            Several(name="audience_tags", label=_l("Tags"), choices=self.tags, before=self.before.get("tags") or ()),
        )

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        return {name: field for part in self._parts() for name, field in part.fields().items()}

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields."""
        whom = document.get("audience") or {}
        listed = {f"audience_{name}": list(whom.get(name) or ()) for name in ("groups", "duties", "tags")}
        return listed | {"audience_also": [name for name in self.also if whom.get(name)]}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        chosen = {part.name.removeprefix("audience_"): part.read(form)[part.name] for part in self._parts()}
        also = chosen.pop("also")
        return {"audience": chosen | {name: name in also for name in self.also}}

    def wrong(self, form: FlaskForm) -> bool:
        """Say what is wrong across the fields."""
        if any(form[part.name].data for part in self._parts()):
            return False
        form["audience_also"].errors = [_("Choose for whom it is: here, or in one of the lists below.")]
        return True
