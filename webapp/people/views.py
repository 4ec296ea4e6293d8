"""Who works where: the staff list and each person's record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.guard import actor
from webapp.pages import language
from webapp.people.choices import team_options
from webapp.people.forms import TeamForm
from webapp.policy import Right
from webapp.queries import whole
from webapp.services import choices, mail_bounces, people, staff_words, team_changes, ways_in
from webapp.services.people import Asked
from webapp.services.staff_edit import Impossible

bp = Blueprint("people", __name__, template_folder="templates", url_prefix="/people")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the reader chose in the address of the list."""

    words: str
    team_id: int
    function_group: str
    left: bool
    page: int

    @property
    def asked(self) -> Asked:
        """The same, for today."""
        return Asked(
            day=clock.today(),
            words=self.words,
            team_id=self.team_id,
            function_group=self.function_group,
            left=self.left,
        )

    @property
    def arguments(self) -> dict[str, str]:
        """The same as the address says it, without the page."""
        said = {"words": self.words, "team": str(self.team_id or ""), "group": self.function_group}
        return {name: value for name, value in said.items() if value} | ({"left": "1"} if self.left else {})


def chosen_people(said: MultiDict[str, str]) -> Chosen:
    """Return the choice; what does not exist counts as not chosen."""
    group = said.get("group", "")
    return Chosen(
        words=said.get("words", "").strip()[:100],
        team_id=whole(said.get("team", "")),
        function_group=group if choices.audiences().function_group(group) else "",
        left=said.get("left") == "1",
        page=whole(said.get("page", ""), 1),
    )


@bp.get("", endpoint="list")
def people_list() -> str:
    """Show who works here, to search and filter."""
    chosen = chosen_people(request.args)
    return render_template(
        "people/list.html",
        page=people.list_page(actor(), chosen.asked, chosen.page),
        chosen=chosen,
        arguments=chosen.arguments,
        teams=[("0", _("All teams")), *((str(team.id), team.path) for team in choices.all_teams())],
        broken=len(mail_bounces.everybody(actor())),
        groups=[("", _("All function groups")), *choices.function_groups(language())],
    )


@bp.get("/<int:person_id>")
def person(person_id: int) -> str:
    """Show a person's record; another's is remembered as looked at."""
    on, known = _day("on"), _day("known")
    found = people.record(actor(), person_id, clock.now(), on, known)
    return render_template(
        "people/person.html",
        decisions_open=Right.PLAN in actor().rights,
        record=found,
        asks_about_a_day=bool(on or known),
        led=people.led_teams_of(found),
        words=staff_words,
        language=language(),
        broken=mail_bounces.of_person(actor(), person_id),
    )


@bp.route("/teams", methods=["GET", "POST"])
def teams() -> ResponseReturnValue:
    """Show the tree of teams with who leads them; make a team."""
    form = TeamForm()
    form.above.choices = team_options(_("None: it is a top team"))
    if form.validate_on_submit():
        try:
            path = team_changes.make_team(actor(), form.name.data or "", form.above.data, clock.now())
        except Impossible as error:
            form.name.errors = [str(error)]
        else:
            flash(_("Team %(path)s is there now.", path=path), "ok")
            return redirect(url_for("people.teams"), 303)
    status = 422 if form.is_submitted() else 200
    lines = people.teams(actor(), clock.today())
    return render_template("people/teams.html", lines=lines, form=form), status


@bp.post("/invite")
def invite() -> ResponseReturnValue:
    """Invite one person, or everybody who fits the choice of the list."""
    person_id = whole(request.form.get("person", ""))
    chosen = chosen_people(request.form)
    ids = people.found_ids(actor(), chosen.asked) if not person_id else [person_id]
    done = ways_in.invite(ids, clock.now())
    flash(
        ngettext("%(num)s invitation leaves by mail.", "%(num)s invitations leave by mail.", done.mailed),
        "ok" if done.mailed else "info",
    )
    if done.already:
        flash(
            ngettext("%(num)s person has a password already.", "%(num)s people have a password already.", done.already)
        )
    if done.without_email:
        flash(
            ngettext(
                "%(num)s person has no e-mail address. Print a start code on that person's page.",
                "%(num)s people have no e-mail address. Print a start code on each person's page.",
                len(done.without_email),
            ),
            "warning",
        )
    return redirect(url_for("people.person", person_id=person_id) if person_id else url_for("people.list"), 303)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
