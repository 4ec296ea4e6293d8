"""Setting up an installation: what is still to do, and each step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from learning_goals.norm import Norm, Words
from webapp import clock
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.services import jobs
from webapp.services.norms import SAMPLE_NORM, norm
from webapp.store import audit, health, logins, norms, organisation
from webapp.store.organisation import Said

_UNKNOWN = Words(nl="", en="")


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


def proposed_norm(now: datetime) -> Norm:
    """Return the newest norm, or else a proposal with everything but the organisation's own numbers."""
    number = norms.newest_number()
    today = clock.day_of(now)
    if number:
        return replace(norm(number), number=number + 1, valid_from=today)
    return replace(
        SAMPLE_NORM,
        valid_from=today,
        organisation=organisation.said().name,
        contact_point_phone=_UNKNOWN,
        intervention_team_phone=_UNKNOWN,
    )


def publish_norm(actor: Visitor, new: Norm, now: datetime) -> None:
    """Publish the norm under its number; raises Conflict when somebody else published meanwhile."""
    if new.number != norms.newest_number() + 1:
        raise Conflict(_("A new version of the norm was published meanwhile. Look at that one first."))
    norms.publish(new, actor.person_id, now)
    audit.append(actor.person_id, None, "setup.norm", now, {"number": new.number})


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
