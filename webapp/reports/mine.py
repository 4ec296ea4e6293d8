"""One's own files and saved views of the figures."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from learning_goals.saved_views import MAILED
from webapp import clock
from webapp.guard import actor
from webapp.reports.views import bp
from webapp.services import export_files, saved_views
from webapp.services.export_files import FORMATS
from webapp.services.saved_views import Moment, TooManyViews

PAGES = ("overview", "heat_map", "people")
CHOSEN = ("team", "group", "course", "role", "rule", "state", "day", "known", "by", "sort")
"""What of an address is kept with a view and a file."""
RHYTHMS = {"never": _l("Do not mail me"), "weekly": _l("Every week"), "monthly": _l("Once a month")}
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class ViewForm(FlaskForm):
    """A view's name, and when its link is mailed."""

    name = StringField(
        _l("Name"),
        filters=[lambda said: said.strip() if said else said],
        validators=[DataRequired(_l("Give it a name.")), Length(max=100, message=_l("This name is too long."))],
    )
    mailed = SelectField(_l("Mail me the link"), choices=[])
    weekday = SelectField(_l("On which day?"), choices=[], coerce=int)
    hour = SelectField(_l("From what time?"), choices=[], coerce=int)

    def offer(self) -> ViewForm:
        """Fill in what can be chosen."""
        days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
        self.mailed.choices = [(each, RHYTHMS[each]) for each in MAILED]
        self.weekday.choices = list(enumerate(days, 1))
        self.hour.choices = [(hour, f"{hour}:00") for hour in range(6, 20)]
        return self


@bp.get("/mine")
def mine() -> str:
    """Show one's own files and saved views."""
    now = clock.now()
    return render_template(
        "reports/mine.html", files=export_files.mine(actor(), now), views=saved_views.mine(actor()), rhythms=RHYTHMS
    )


@bp.post("/exports")
def ask_export() -> ResponseReturnValue:
    """Let the worker make a file of what was chosen."""
    format = next((each for each in FORMATS if each == request.form.get("format")), FORMATS[0])
    export_files.ask(actor(), format, _chosen(), clock.now())
    flash(_("Your file is being made. Load this page again to see how far it is."), "ok")
    return redirect(url_for("reports.mine"), 303)


@bp.get("/exports/<int:file_id>")
def export_file(file_id: int) -> Response:
    """Give a file that is made to who asked for it."""
    name, content = export_files.download(actor(), file_id, clock.now())
    headers = {"Content-Disposition": f"attachment; filename={_('progress')}-{name}"}
    return Response(content, content_type=TYPES[name.rpartition(".")[2]], headers=headers)


@bp.post("/views")
def keep_view() -> ResponseReturnValue:
    """Keep what was chosen on a page under a name."""
    name = " ".join(request.form.get("name", "").split())[:100]
    page = next((each for each in PAGES if each == request.form.get("page")), PAGES[0])
    try:
        kept = bool(name) and saved_views.keep(actor(), name, page, _chosen(), clock.today())
    except TooManyViews:
        flash(_("You keep as many views as one can. Delete one first."), "warning")
    else:
        if kept:
            flash(_("Kept as “%(name)s”. Here you open it, and choose whether its link is mailed.", name=name), "ok")
        else:
            flash(_("It was not kept: give it a name that you have not used yet."), "warning")
    return redirect(url_for("reports.mine"), 303)


@bp.get("/views/<int:view_id>/open")
def open_view(view_id: int) -> ResponseReturnValue:
    """Lead to the page with what was chosen."""
    found = saved_views.one(actor(), view_id)
    return redirect(url_for(f"reports.{found.page}", **found.query), 303)


@bp.route("/views/<int:view_id>", methods=["GET", "POST"])
def view(view_id: int) -> ResponseReturnValue:
    """Rename a view, and choose when its link is mailed."""
    found = saved_views.one(actor(), view_id)
    form = ViewForm(obj=found).offer()
    if form.validate_on_submit():
        moment = Moment(mailed=form.mailed.data, weekday=form.weekday.data, hour=form.hour.data)
        if saved_views.change(actor(), view_id, form.name.data or "", moment, clock.today()):
            flash(_("Saved."), "ok")
            return redirect(url_for("reports.mine"), 303)
        form.name.errors = [_("You have another view with this name. Choose another name.")]
    return render_template("reports/view.html", found=found, form=form), 422 if form.is_submitted() else 200


@bp.post("/views/<int:view_id>/delete")
def drop_view(view_id: int) -> ResponseReturnValue:
    """Delete a view."""
    saved_views.drop(actor(), view_id)
    flash(_("The view is deleted."), "ok")
    return redirect(url_for("reports.mine"), 303)


def _chosen() -> dict[str, str]:
    return {name: said[:100] for name in CHOSEN if (said := request.form.get(name, ""))}
