"""Certificates from elsewhere: handing in, and deciding."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from webapp import clock
from webapp.errors import Conflict
from webapp.guard import actor
from webapp.pages import language
from webapp.rules.views import bp
from webapp.services import evidence, offerings
from webapp.services.evidence import BadFile, HandedIn


class EvidenceForm(FlaskForm):
    """A certificate and what it is for."""

    course = SelectField(_l("For which course or training?"), choices=[], validators=[InputRequired(_l("Choose one."))])
    title = StringField(
        _l("What does the certificate say?"), validators=[InputRequired(_l("Write what it is.")), Length(max=200)]
    )
    obtained_on = DateField(_l("On which day did you get it?"), validators=[InputRequired(_l("Fill in a day."))])
    file = FileField(
        _l("The certificate (PDF or photo, 5 MB at most)"), validators=[FileRequired(_l("Choose a file."))]
    )

    def validate_obtained_on(self, field: DateField) -> None:
        """Refuse a day to come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is in the future. Hand it in once you have it."))


class DecisionForm(FlaskForm):
    """What who decides writes with it; somebody who is refused must understand why."""

    reason = StringField(_l("Your reason"), validators=[Length(max=500, message=_l("This is too long."))])

    @property
    def accepts(self) -> bool:
        """Whether it counts, by the button that was pressed."""
        return request.form.get("decision") == "accepted"

    def validate_reason(self, field: StringField) -> None:
        """Ask why when it does not count."""
        if not self.accepts and not (field.data or "").strip():
            raise ValidationError(_("Write why it does not count, so that the person understands."))

    def at(self, key: int) -> DecisionForm:
        """Let the fields be told from those of the other certificates on the page."""
        for field in self:
            field.id = field.label.field_id = f"{field.name}-{key}"
        return self


@bp.route("/my-certificates", methods=["GET", "POST"])
def my_evidence() -> ResponseReturnValue:
    """Hand a certificate in, and see what became of the others."""
    form = EvidenceForm()
    open_to = evidence.open_to(language())
    form.course.choices = [("", _("Choose one.")), *open_to.items()]
    asked = request.args.get("course", "")
    if request.method == "GET":
        form.course.data = asked
    if form.validate_on_submit():
        try:
            evidence.hand_in(actor(), _handed_in(form), clock.now())
        except BadFile:
            form.file.errors = [_("This is no PDF or photo, or it is bigger than 5 MB. Choose another file.")]
        else:
            flash(_("Handed in. You hear whether it counts."), "ok")
            return redirect(url_for("rules.my_evidence"), 303)
    page = render_template(
        "rules/my_evidence.html",
        form=form,
        found=evidence.mine(actor()),
        titles=offerings.titles(language()),
        closed=asked if asked not in open_to else "",
    )
    return page, 422 if form.errors else 200


@bp.get("/certificates", endpoint="evidence")
def waiting() -> str:
    """Show the certificates to decide on."""
    return _waiting()


@bp.get("/certificates/<int:key>/file")
def evidence_file(key: int) -> Response:
    """Give the file, as a download."""
    media_type, content = evidence.file_for(actor(), key, clock.now())
    ending = media_type.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="certificate-{key}.{ending}"'}
    return Response(content, mimetype=media_type, headers=headers)


@bp.post("/certificates/<int:key>")
def decide_evidence(key: int) -> ResponseReturnValue:
    """Accept or refuse."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _waiting({key: form}), 422
    reason = (form.reason.data or "").strip()
    try:
        evidence.decide(actor(), key, accepted=form.accepts, reason=reason, now=clock.now())
        flash(_("Decided. The person sees it."), "ok")
    except Conflict:
        flash(_("Somebody decided this just before you."), "warning")
    return redirect(url_for("rules.evidence"), 303)


def _waiting(refused: Mapping[int, DecisionForm] = MappingProxyType({})) -> str:
    return render_template(
        "rules/evidence.html",
        found=[
            (each, (refused.get(each.id) or DecisionForm(formdata=None)).at(each.id)) for each in evidence.waiting()
        ],
        refused=next(iter(refused.values()), None),
        titles=offerings.titles(language()),
    )


def _handed_in(form: EvidenceForm) -> HandedIn:
    assert form.obtained_on.data is not None
    return HandedIn(
        course_id=form.course.data,
        title=(form.title.data or "").strip(),
        obtained_on=form.obtained_on.data,
        file_name=form.file.data.filename or "",
        content=form.file.data.read(evidence.MOST_BYTES + 1),
    )
