"""Days on which nothing is planned: the region of the schools, and days kept free here."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from webapp import clock
from webapp.guard import actor
from webapp.services import closed_days
from webapp.sessions.views import bp

LONGEST = 120


class RegionForm(FlaskForm):
    """The region whose school holidays count."""

    region = SelectField(
        _l("School holidays of region"),
        choices=[SelectChoice("", _l("none")), *(SelectChoice(each, each) for each in closed_days.REGIONS)],
    )


class ClosedForm(FlaskForm):
    """Days that are kept free."""

    title = StringField(_l("Why?"), validators=[InputRequired(_l("Write why.")), Length(max=200)])
    first = DateField(_l("From which day?"), validators=[InputRequired(_l("Fill in a day."))])
    last = DateField(_l("Until which day?"), validators=[InputRequired(_l("Fill in a day."))])

    def validate_last(self, field: Field) -> None:
        """Refuse an end before the begin, and far too many days."""
        if field.data and self.first.data and not 0 <= (field.data - self.first.data).days <= LONGEST:
            raise ValidationError(_("Choose a day that is not before the first, four months at most."))


@bp.get("/closed")
def closed() -> str:
    """Show on which days nothing is planned."""
    return _page(RegionForm(data={"region": closed_days.region()}), ClosedForm(formdata=None))


@bp.post("/closed/region")
def choose_region() -> ResponseReturnValue:
    """Let the school holidays of a region count."""
    form = RegionForm()
    if not form.validate():
        return _page(form, ClosedForm(formdata=None)), 422
    closed_days.choose_region(actor(), form.region.data, clock.now())
    return _saved()


@bp.post("/closed")
def close() -> ResponseReturnValue:
    """Keep days free."""
    form = ClosedForm()
    if not form.validate():
        return _page(RegionForm(formdata=None, data={"region": closed_days.region()}), form), 422
    title = " ".join((form.title.data or "").split())
    closed_days.add(actor(), title, form.first.data, form.last.data, clock.now())
    return _saved()


@bp.post("/closed/<int:key>/open")
def reopen(key: int) -> ResponseReturnValue:
    """Do not keep these days free any more."""
    closed_days.take_back(key, clock.now())
    return _saved()


def _saved() -> ResponseReturnValue:
    flash(_("Saved."), "ok")
    return redirect(url_for("sessions.closed"), 303)


def _page(region: RegionForm, form: ClosedForm) -> str:
    return render_template(
        "sessions/closed.html",
        region=region,
        form=form,
        coming=closed_days.coming(clock.today()),
        until=closed_days.KNOWN_UNTIL,
    )
