"""HR makes a team."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from learning_goals.staff_list import is_clean
from learning_goals.team_tree import DEEPEST, LONGEST_PATH, SEPARATOR
from webapp.policy import Visitor
from webapp.services import staff_edit
from webapp.services.staff_edit import Impossible
from webapp.store import audit, staff_log, staffing


def make_team(actor: Visitor, name: str, above: str, now: datetime) -> str:
    """Make a team below the team with path `above` (empty: at the top); returns its path. Raises Impossible."""
    staff_edit.open_staff(actor)
    known = staffing.team_ids()
    path = f"{above}{SEPARATOR}{name}" if above else name

    if ">" in name or not is_clean(name):
        raise Impossible(_("A team's name cannot have > or invisible characters in it."))
    if path in known:
        raise Impossible(_("This team is there already."))
    if len(path) > LONGEST_PATH or path.count(SEPARATOR) >= DEEPEST:
        raise Impossible(_("This would make the tree of teams too deep."))

    change = staff_log.append("screen", actor.person_id, now)
    staffing.make_teams([path], change)
    audit.append(actor.person_id, None, "team.made", now, {"staff_change": change})
    return path
