"""Parts in which numbers are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DecimalField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.references.parts import Part


@dataclass(frozen=True, kw_only=True)
class Number(Part):
    """A whole number between two bounds."""

    least: int
    most: int

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        first = InputRequired(_l("Fill in a number.")) if self.needed else Optional()
        said = _l("Fill in a number from %(least)s to %(most)s.", least=self.least, most=self.most)
        return {self.name: IntegerField(self.label, validators=[first, NumberRange(self.least, self.most, said)])}


@dataclass(frozen=True, kw_only=True)
class Hours(Part):
    """The least and the most hours for one group; both empty where nobody knows."""

    def fields(self) -> dict[str, Any]:
        """Return the unbound fields."""
        ranged = NumberRange(0.25, 200, _l("Fill in hours from 0.25 to 200."))
        return {
            "hours_least": DecimalField(_l("Least hours for one group"), validators=[Optional(), ranged]),
            "hours_most": DecimalField(_l("Most hours for one group"), validators=[Optional(), ranged]),
        }

    def data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the fields."""
        least, most = document.get("hours") or (None, None)
        return {"hours_least": least, "hours_most": most}

    def read(self, form: FlaskForm) -> dict[str, Any]:
        """Return what was filled in."""
        least, most = form["hours_least"].data, form["hours_most"].data
        return {"hours": None if least is None or most is None else [float(least), float(most)]}

    def wrong(self, form: FlaskForm) -> bool:
        """Say what is wrong across the fields."""
        least, most = form["hours_least"].data, form["hours_most"].data
        if (least is None) != (most is None):
            form["hours_most"].errors = [_("Fill in both numbers of hours, or none.")]
        elif least is not None and most < least:
            form["hours_most"].errors = [_("The most is less than the least.")]
        else:
            return False
        return True
