"""Each role's list of what to do now, beside one's own courses; the same facts as in the mails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import ngettext

from learning_goals.reminders.notices import notices, shown
from webapp import clock
from webapp.policy import Right, Visitor
from webapp.services import checklist, evidence, obligation_words, obligations, reminders, rule_cases, talks
from webapp.services.obligation_words import Entry
from webapp.services.reminders import Setup
from webapp.store import obligations as store
from webapp.store import reminders as reminder_store
from webapp.store import rule_names

MOST = 10
"""Lines about the own team on the first page; the team's page has them all."""


@dataclass(frozen=True, kw_only=True)
class Todo:
    """What to do: for oneself, for the own team (`more` are left out), for the organisation."""

    own: tuple[Entry, ...]
    team: tuple[Entry, ...]
    more: int
    office: tuple[Entry, ...]


def todo(actor: Visitor, now: datetime) -> Todo:
    """Return what this person must do in every role, most urgent first."""
    day, holding = clock.day_of(now), reminders.setup()
    team = _team(actor, holding, day) if actor.led_teams else []
    own = shown(obligations.sessions_of(day, holding.hours, actor.person_id), holding.rules, day)
    return Todo(
        own=tuple(obligation_words.own(own, actor.language, day)),
        team=tuple(team[:MOST]),
        more=max(0, len(team) - MOST),
        office=tuple(_office(actor, day)) if actor.rights & {Right.PLAN, Right.TEAM} else (),
    )


def _team(actor: Visitor, holding: Setup, day: date) -> list[Entry]:
    """Return what the rules tell this leader about the own people."""
    people = store.people_below(actor.led_teams, day)
    rules = [each for each in holding.rules if each.to == "leader" and "page" in each.ways]
    found = notices(
        obligations.gather(day, holding.hours, people), rules, obligations.organisation(day), day, [actor.person_id]
    )
    kept = {each.obligation.key: each.obligation for each in found}
    in_order = sorted(kept.values(), key=lambda each: (each.due, each.key))
    names = rule_names.names([person for each in in_order for person in each.doers])
    return obligation_words.of_team(in_order, names, actor.language, day)


def _office(actor: Visitor, day: date) -> list[Entry]:
    found: list[Entry] = []
    if Right.TEAM in actor.rights:
        waiting = len(talks.requests(actor, day)[0])
        text = ngettext("Answer %(num)d wish for training", "Answer %(num)d wishes for training", waiting)
        found += _some(waiting, text, "team.requests", day)
    if Right.PLAN in actor.rights:
        questions = rule_cases.open_questions(1, day)[1]
        text = ngettext(
            "Decide about %(num)d date that cannot be", "Decide about %(num)d dates that cannot be", questions
        )
        found += _some(questions, text, "rules.questions", day)
        handed_in = len(evidence.waiting())
        text = ngettext("Look at %(num)d certificate", "Look at %(num)d certificates", handed_in)
        found += _some(handed_in, text, "rules.evidence", day)
        again = checklist.due_count(day)
        text = ngettext(
            "Look at %(num)d item of the checklist again", "Look at %(num)d items of the checklist again", again
        )
        found += _some(again, text, "proof.checklist", day)
        found += _counted([grant.role for grant in actor.grants])
    return found


def _counted(roles: Sequence[str]) -> list[Entry]:
    places = {"assignment_overdue": "reports.overview"}
    return [
        Entry(
            text=obligation_words.number(what, number),
            who="",
            due=day,
            late=True,
            endpoint=places.get(what, "onboarding.list"),
        )
        for day, what, number in reminder_store.counts(roles)
    ]


def _some(number: int, text: str, endpoint: str, day: date) -> list[Entry]:
    return [Entry(text=text, who="", due=day, late=False, endpoint=endpoint)] if number else []
