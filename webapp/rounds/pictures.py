"""The picture of a group: a chart, the same as text, and the same as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _

from webapp import questionnaires
from webapp.guard import actor
from webapp.pages import language
from webapp.rounds import words
from webapp.rounds.views import FORMS, bp
from webapp.services import group_pictures
from webapp.services.group_pictures import GoalRow, GroupPicture
from webapp.services.round_figures import ALL, ITEM, LEADERS


@bp.get("/<int:round_id>/picture")
def picture(round_id: int) -> str:
    """Show one group in one round; one group at a time, never two crossed."""
    found = _found(round_id)
    labels = _labels()
    return render_template(
        "rounds/picture.html",
        found=found,
        groups=_groups(),
        rounds=group_pictures.published(),
        forms=FORMS,
        words=words,
        labels=labels,
        goals=[row for row in found.goals if not row.goal.startswith(ITEM)],
        items=[row for row in found.goals if row.goal.startswith(ITEM)],
        own=found.own,
        sessions=[labels[each] for each in found.team_session],
    )


@bp.get("/<int:round_id>/picture.csv")
def export_csv(round_id: int) -> Response:
    """Give the same figures as CSV: nothing that the page does not show."""
    found = _found(round_id)
    labels = _labels()
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow([_("Subject"), *(str(each) for each in words.BANDS.values()), _("Change"), _("Why hidden")])
    for row in (*found.goals, *found.own):
        rows.writerow([labels[row.goal], *_cells(row)])
    for norm in found.norm:
        match = words.share_words(norm.match) if norm.match else ""
        said = str(words.SITUATIONS[norm.situation]) if norm.situation else ""
        hidden = str(words.HIDDEN[norm.hidden]) if norm.hidden else ""
        rows.writerow(
            [str(words.BEHAVIOURS[norm.behaviour]), _("as the norm: %(share)s", share=match), said, "", "", hidden]
        )
    headers = {"Content-Disposition": "attachment; filename=leerdoelwijzer.csv"}
    return Response("\ufeff" + written.getvalue(), mimetype="text/csv", headers=headers)


def _found(round_id: int) -> GroupPicture:
    group = request.args.get("group", "")
    known = dict(_groups())
    chosen = group if group in known else next(iter(known))
    return group_pictures.picture(actor(), round_id, chosen, language())


def _groups() -> list[tuple[str, str]]:
    named = {ALL: _("The whole organisation, without leaders"), LEADERS: _("Leaders")}
    return [(key, named.get(key, name)) for key, name in group_pictures.groups(actor(), language())]


def _labels() -> dict[str, str]:
    spoken: Any = "en" if language() == "en" else "nl"
    goals = {each.id: each.label.in_language(spoken) for each in questionnaires.goals()}
    statements = questionnaires.current().questionnaire.statements()
    items = {f"{ITEM}{each.id}": each.text.in_language(spoken) for each in statements}
    return {**goals, **items, **group_pictures.own_words(language())}


def _cells(row: GoalRow) -> list[str]:
    if row.cell.hidden:
        return ["", "", "", "", str(words.HIDDEN[row.cell.hidden])]
    shares = [words.share_words(row.cell.shares[band]) for band in ("goal", "refresh", "up_to_date")]
    return [*shares, words.change_words(row.change, row.broken), ""]
