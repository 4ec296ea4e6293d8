"""HR gives and ends roles, duties and tags."""

from __future__ import annotations

from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from learning_goals.staffer import Held, RoleName
from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.people.changes import done, possible, shown
from webapp.people.choices import options, team_options
from webapp.people.forms import MarkForm, RoleForm
from webapp.people.views import bp
from webapp.queries import whole
from webapp.services import people, people_roles, staff_words
from webapp.services.people_roles import Marks

YESTERDAY = timedelta(days=1)
"""What ends on screen held until yesterday: from today on it does not."""
_GIVEN: dict[str, RoleName] = {
    "team_leader": "team_leader",
    "trainer": "trainer",
    "coordinator": "coordinator",
    "hr": "hr",
    "admin": "admin",
}
_SUBJECTS: dict[str, Marks] = {"duty": "duties", "tag": "tags"}


@bp.route("/<int:person_id>/role", methods=["GET", "POST"])
def role(person_id: int) -> ResponseReturnValue:
    """Give a role; with the key of one in `ends`, end it."""
    if request.method == "POST" and (key := whole(request.form.get("ends", ""))):
        people_roles.end_role(actor(), person_id, key, clock.today() - YESTERDAY, clock.now())
        return done(person_id, _("The role is ended."))
    found = people.record(actor(), person_id, clock.now())
    form = RoleForm()
    form.role.choices = options(staff_words.roles())
    form.team.choices = team_options(_("Choose a team"))
    if not form.is_submitted():
        form.since.data = clock.today()
    if form.validate_on_submit() and possible(lambda: _give_role(form, person_id), form.since):
        return redirect(url_for("people.person", person_id=person_id), 303)
    return shown("people/role.html", form, found)


@bp.route("/<int:person_id>/duty", methods=["GET", "POST"])
def duty(person_id: int) -> ResponseReturnValue:
    """Give a duty or a tag; with the key of one in `ends`, end it."""
    if request.method == "POST" and (key := whole(request.form.get("ends", ""))):
        subject = _SUBJECTS.get(request.form.get("subject", ""), "duties")
        people_roles.end_mark(actor(), person_id, subject, key, clock.today() - YESTERDAY, clock.now())
        return done(person_id, _("This is ended."))
    found = people.record(actor(), person_id, clock.now())
    form = MarkForm()
    form.mark.choices = _marks()
    if not form.is_submitted():
        form.since.data = clock.today()

    def apply() -> None:
        subject, _colon, mark = form.mark.data.partition(":")
        since = form.since.data or date.min
        people_roles.give_mark(actor(), person_id, _SUBJECTS[subject], mark, since, clock.now())

    if form.validate_on_submit() and possible(apply, form.since):
        return done(person_id, _("This is recorded."))
    return shown("people/duty.html", form, found)


def _give_role(form: RoleForm, person_id: int) -> None:
    name = _GIVEN[form.role.data]
    leads = name == "team_leader"
    held = Held(role=name, team=form.team.data if leads else "", deputy=leads and bool(form.deputy.data))
    given = people_roles.give_role(actor(), person_id, held, form.since.data or date.min, clock.now())
    if given:
        flash(_("The role is given."), "ok")
    else:
        flash(_("An administrator must confirm this role first."), "info")


def _marks() -> list[SelectChoice]:
    duties = [(f"duty:{id}", label) for id, label in staff_words.duties(language())]
    tags = [(f"tag:{id}", label) for id, label in staff_words.tags(language())]
    return options(duties, _("Duties")) + options(tags, _("Tags"))
