"""Setting up an installation: what is still to do, and each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.policy import Visitor
from webapp.services import jobs
from webapp.store import audit, health, logins, norms, organisation
from webapp.store.organisation import Said


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Which steps of the set-up are done."""

    name: bool
    people: bool
    norm: bool
    mail: bool
    look: bool

    @property
    def all_done(self) -> bool:
        """Return whether nothing is left to do."""
        return self.name and self.people and self.norm and self.mail and self.look


def steps(now: datetime) -> Steps:
    """Return how far the set-up is; the administrator alone is no staff list yet."""
    said = organisation.said()
    return Steps(
        name=bool(said.name),
        people=health.counts(now)["people"] > 1,
        norm=norms.newest_number() > 0,
        mail=said.mail_checked,
        look=said.look_confirmed,
    )


def said() -> Said:
    """Return what was filled in so far."""
    return organisation.said()


def save_name(actor: Visitor, name: str, help_text: str, now: datetime) -> None:
    """Keep the organisation's name and what its help page says besides the numbers."""
    organisation.save(name, help_text)
    audit.append(actor.person_id, None, "setup.name", now)


def send_test_mail(actor: Visitor, now: datetime) -> bool:
    """Put a test mail to this administrator; returns False when no e-mail address is known."""
    account = logins.account(actor.person_id)
    if account is None or not account.email:
        return False
    minute = now.replace(second=0, microsecond=0).isoformat()
    jobs.put("test_mail", f"test:{actor.person_id}:{minute}", {"person_id": actor.person_id}, now)
    return True


def confirm_look(actor: Visitor, now: datetime) -> None:
    """Keep that an administrator found the look right."""
    organisation.confirm_look(now)
    audit.append(actor.person_id, None, "setup.look", now)
