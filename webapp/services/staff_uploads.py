"""HR's staff list on screen: uploaded, shown, and taken when HR confirms what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from learning_goals.periods import Amendment, Known, Period
from learning_goals.person_changes import Kind, PersonPlan
from learning_goals.staffer import Personal
from webapp.errors import Conflict, NotFound
from webapp.policy import Right, Visitor
from webapp.services.staff_import import Order, Preview, preview, take
from webapp.store import audit, revision, uploads
from webapp.store.uploads import Upload

KEPT = timedelta(days=1)
"""How long a list waits for its confirmation."""
PAGE = 50
"""People on one page of a preview."""
MOST_PROBLEMS = 200
"""Problems that are shown; who has more repairs these first."""


KINDS: tuple[Kind, ...] = ("added", "changed", "ended")


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """What changes in one subject: the periods that no longer hold as they were, and those that do instead."""

    subject: str
    before: Sequence[Period[Any]]
    after: Sequence[Period[Any]]


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One person of a preview; `asked` are roles that wait for an administrator."""

    line: int
    staff_number: str
    name: str
    old: Personal | None
    new: Personal | None
    changes: tuple[ChangeLine, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A list as it waits, what it would do now, and one page of the people of one kind."""

    upload: Upload
    preview: Preview
    kind: Kind
    people: tuple[PersonLine, ...]
    page: int
    pages: int


class Changed(Exception):
    """The staff changed since the list was shown."""


def keep(actor: Visitor, order: Order, now: datetime) -> int:
    """Keep a list until its uploader confirms it; returns its key."""
    waiting = Upload(
        id=0, file_name=order.file_name[:200], content=order.data, effective=order.effective, is_full=order.full
    )
    digest = sha256(order.data).hexdigest()
    return uploads.keep(actor.person_id, waiting, digest, now, now + KEPT)


def show(actor: Visitor, upload_id: int, kind: str, page: int, now: datetime) -> Shown:
    """Return what the list would do; `kind` other than KINDS is the first with people. Raises NotFound."""
    upload = _upload(actor, upload_id, now)
    seen = _preview(actor, upload)

    chosen = _chosen(kind, seen)
    plans = seen.plan.of_kind(chosen)
    pages = max(1, -(-len(plans) // PAGE))
    number = min(max(1, page), pages)

    return Shown(
        upload=upload,
        preview=seen,
        kind=chosen,
        people=tuple(line_of(each) for each in plans[(number - 1) * PAGE : number * PAGE]),
        page=number,
        pages=pages,
    )


def confirm(actor: Visitor, upload_id: int, state: int, now: datetime) -> dict[str, int]:
    """Take the list as it was shown in that state; returns the counts. Raises NotFound, Changed or Conflict."""
    revision.raise_it()
    upload = _upload(actor, upload_id, now)
    seen = _preview(actor, upload)

    if seen.problems:
        raise Conflict(_("This list has lines that are not right, so nothing of it is taken."))
    if seen.state != state:
        raise Changed

    act = take(_order(upload), seen, actor.person_id, now)
    uploads.drop(actor.person_id, now)
    if act:
        audit.append(actor.person_id, None, "staff.imported", now, {"staff_change": act})
    return seen.counts


def forget(actor: Visitor, now: datetime) -> None:
    """Throw away what this person uploaded."""
    uploads.drop(actor.person_id, now)


def line_of(plan: PersonPlan) -> PersonLine:
    """Return what a plan means for one person, as a reader sees it."""
    before = plan.before
    who = plan.personal or (before.personal if before else None)
    subjects: tuple[tuple[str, Sequence[Known[Any]], Amendment[Any]], ...] = (
        ("employment", before.employments if before else (), plan.employments),
        ("membership", before.memberships if before else (), plan.memberships),
        ("role", before.roles if before else (), plan.roles),
        ("duty", before.duties if before else (), plan.duties),
        ("tag", before.tags if before else (), plan.tags),
    )
    return PersonLine(
        line=plan.line,
        staff_number=plan.staff_number,
        name=f"{who.given_name} {who.family_name}" if who else "",
        old=before.personal if before else None,
        new=plan.personal,
        changes=tuple(_change(*each) for each in subjects if each[2].superseded or each[2].recorded),
        asked=plan.requests,
    )


def _change(subject: str, rows: Sequence[Known[Any]], amendment: Amendment[Any]) -> ChangeLine:
    gone = [row.period for row in rows if row.key in amendment.superseded]
    return ChangeLine(subject=subject, before=gone, after=amendment.recorded)


def _chosen(said: str, seen: Preview) -> Kind:
    """Return the kind that was asked for, else the first that has people."""
    if said in KINDS:
        return KINDS[KINDS.index(said)]
    counted = {each.kind for each in seen.plan.people}
    for kind in KINDS:
        if kind in counted:
            return kind
    return "added"


def _upload(actor: Visitor, upload_id: int, now: datetime) -> Upload:
    found = uploads.kept(upload_id, actor.person_id, now)
    if found is None:
        raise NotFound(_("This list is no longer kept. Upload it again."))
    return found


def _preview(actor: Visitor, upload: Upload) -> Preview:
    return preview(_order(upload), by_administrator=Right.ADMIN in actor.rights)


def _order(upload: Upload) -> Order:
    return Order(data=upload.content, file_name=upload.file_name, effective=upload.effective, full=upload.is_full)
