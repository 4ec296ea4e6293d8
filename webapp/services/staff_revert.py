"""An import is taken back as one step, as long as nothing else touched the same people since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from learning_goals.periods import NEVER
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import rule_running
from webapp.store import audit, revision, role_requests, staff_log, staffing
from webapp.store.staff_log import Act

LISTED = ("import", "sample", "revert")
PAGE = 50
MOST_NAMES = 20
"""Names that are shown of people who stand in the way of a revert."""


@dataclass(frozen=True, kw_only=True)
class Revertible:
    """An import, and the names of whom later acts touched: with one of those it stays."""

    act: Act
    touched: tuple[str, ...]


def imports(page: int) -> list[Act]:
    """Return the newest imports and reverts, a page at a time; one more than a page means there is more."""
    return staff_log.acts(LISTED, PAGE + 1, (page - 1) * PAGE)


def revertible(act_id: int) -> Revertible:
    """Return an import that can be asked to be reverted; raises NotFound."""
    found = staff_log.act(act_id)
    if found is None or found.kind != "import":
        raise NotFound
    return Revertible(act=found, touched=tuple(staff_log.touched_later(act_id)))


def revert(actor: Visitor, act_id: int, now: datetime) -> None:
    """Take an import back: what it recorded no longer holds, what it replaced does again. Raises Conflict."""
    revision.raise_it()
    found = revertible(act_id)
    replaced = staff_log.personal_before(act_id)

    if found.act.reverted_at != NEVER:
        raise Conflict(_("This import was reverted already."))
    if found.touched:
        raise Conflict(_("Later changes touch the same people, so this import stays."))

    by_act = staff_log.append("revert", actor.person_id, now, file_name=found.act.file_name, reverts=act_id)
    staff_log.take_back(act_id, by_act, now)
    staffing.record_personal(replaced, by_act, now)
    role_requests.withdraw_of(act_id, by_act)
    rule_running.later(f"staff:{by_act}", now)
    audit.append(actor.person_id, None, "staff.reverted", now, {"staff_change": act_id})
