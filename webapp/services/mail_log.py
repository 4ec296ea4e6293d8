"""The list of mails: for HR and administrators everybody's, for each person one's own."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.errors import Forbidden
from webapp.mail.kinds import KINDS
from webapp.policy import Right, Visitor
from webapp.store import mail_log
from webapp.store.mail_log import STATES, Asked, Logged

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the list."""

    mails: tuple[Logged, ...]
    count: int
    number: int
    pages: int


def page(actor: Visitor, words: str, kind: str, state: str, number: int) -> Page:
    """Return one page of everybody's mails; what does not exist counts as not chosen."""
    if Right.PEOPLE not in actor.rights:
        raise Forbidden
    of = KINDS.get(kind)
    asked = Asked(
        words=words,
        kinds=(kind,) if of else (),
        jobs=(of.job,) if of else (),
        state=state if state in STATES else "",
    )
    return _page(asked, number)


def mine(actor: Visitor, number: int) -> Page:
    """Return one page of the mails that left to oneself."""
    return _page(Asked(person_id=actor.person_id, left=True), number)


def _page(asked: Asked, number: int) -> Page:
    count = mail_log.count(asked)
    pages = max(1, -(-count // PAGE))
    here = min(max(1, number), pages)
    return Page(mails=tuple(mail_log.page(asked, (here - 1) * PAGE, PAGE)), count=count, number=here, pages=pages)
