"""The first administrator of an installation, made by a command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from learning_goals.periods import FOREVER, Period
from learning_goals.person_changes import PersonPlan, Said, changed, holds, listed, timelines
from learning_goals.staff_list import LONGEST, is_clean, is_email
from learning_goals.staffer import Employed, Held, Personal, Span, Staffer
from webapp import clock
from webapp.errors import Conflict
from webapp.services import ways_in
from webapp.services.addresses import full_address
from webapp.services.staff_import import apply
from webapp.store import staff_log, staffing

ADMINISTRATOR = Held(role="admin")


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """Whom to make administrator."""

    staff_number: str
    personal: Personal


def wrong_with(new: NewAccount) -> str:
    """Return why this cannot be somebody's account, or an empty string."""
    who = new.personal
    for column, text in (
        ("staff_number", new.staff_number),
        ("given_name", who.given_name),
        ("family_name", who.family_name),
    ):
        if not text.strip() or len(text) > LONGEST[column] or not is_clean(text):
            return f"{column}: write 1 to {LONGEST[column]} visible characters"
    return f"email: {who.email!r} is not an e-mail address" if who.email and not is_email(who.email) else ""


def create(new: NewAccount, now: datetime) -> str:
    """Make somebody administrator; returns the link with which they choose a password. Raises Conflict."""
    today = clock.day_of(now)
    before = staffing.staffers().get(new.staff_number)

    if before and holds(before, "admin", today) and _works(before, today):
        raise Conflict(f"staff number {new.staff_number} is an administrator already")
    plan = _made(new, today) if before is None else _promoted(before, today)

    act = staff_log.append("command", None, now)
    apply((), [plan], today, act, now)
    person_id = staffing.keys_of([new.staff_number])[new.staff_number]
    return full_address("account.start", token=ways_in.new_token(person_id, "invitation", now))


def _made(new: NewAccount, today: date) -> PersonPlan:
    said = Said(
        line=0,
        staff_number=new.staff_number,
        personal=new.personal,
        employed=Span(first=today),
        jobs=(),
        roles=(ADMINISTRATOR,),
    )
    return listed(said, None, today)


def _promoted(before: Staffer, today: date) -> PersonPlan:
    held = timelines(before)
    running = next((each for each in held.employments if each.holds_on(today)), None)
    last = running.valid_until if running else FOREVER
    again = [] if running else [Period(value=Employed(), valid_from=today, valid_until=FOREVER)]
    role = Period(value=ADMINISTRATOR, valid_from=today, valid_until=last)
    kept = [each for each in held.roles if each.value != ADMINISTRATOR or each.valid_until < today]
    wanted = replace(held, employments=[*held.employments, *again], roles=[*kept, role])
    return changed(before, wanted, today, before.personal)


def _works(staffer: Staffer, day: date) -> bool:
    return any(row.period.holds_on(day) for row in staffer.employments)
