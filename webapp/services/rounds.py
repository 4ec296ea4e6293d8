"""Rounds of the leerdoelwijzer: opened by HR, the coordinator or a leader, followed in figures only, reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from learning_goals import assessment_round
from learning_goals.assessment_round import Period, State
from webapp import clock, questionnaires
from webapp.errors import Conflict, NotFound
from webapp.policy import Right, Visitor
from webapp.services import assessment_gate, choices, jobs
from webapp.store import audit, rounds, teams
from webapp.store.rounds import Round, Wanted

MAILED_AT = time(8, 0)
LARGEST = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Order:
    """What somebody who opens a round fills in."""

    title: str
    form: str
    period: Period
    wanted: Wanted


@dataclass(frozen=True, kw_only=True)
class Line:
    """A round in the list, with what it is today and whether this reader may change it."""

    round: Round
    state: State
    may_change: bool


def listing(actor: Visitor, today: date) -> tuple[Line, ...]:
    """Return the rounds that this reader may follow, newest first."""
    found = rounds.rounds()
    if Right.REPORT not in actor.rights:
        led = teams.ids_below(actor.led_teams)
        found = [each for each in found if _asks_led(each, led) or each.opened_by == actor.person_id]
    return tuple(_line(actor, each, today) for each in found)


def line(actor: Visitor, round_id: int, today: date) -> Line:
    """Return one round; raises NotFound for one that is not this reader's to follow."""
    found = rounds.one(round_id) if round_id <= LARGEST else None
    if found is None:
        raise NotFound
    theirs = Right.REPORT in actor.rights or found.opened_by == actor.person_id
    if not theirs and not _asks_led(found, teams.ids_below(actor.led_teams)):
        raise NotFound
    return _line(actor, found, today)


def people_asked(actor: Visitor, wanted: Wanted, today: date) -> int:
    """Return how many people a round would ask; raises NotFound for teams that are not this reader's."""
    _within(actor, wanted)
    return rounds.count_wanted(wanted, today)


def open_round(actor: Visitor, order: Order, now: datetime) -> int:
    """Make a round and ask everybody who works there today; returns its key.

    Raises Conflict with what is wrong: closed, nobody, or the fault of the period.
    """
    today = clock.day_of(now)
    if assessment_gate.closed_by(today):
        raise Conflict("closed")
    if fault := assessment_round.fault(order.period, today):
        raise Conflict(fault)
    _within(actor, order.wanted)
    round_id = rounds.add(
        {
            "title": order.title,
            "form": order.form,
            "opens_on": order.period.opens_on,
            "closes_on": order.period.closes_on,
            "audience": {"teams": list(order.wanted.teams), "function_groups": list(order.wanted.function_groups)},
            "minimum": assessment_gate.setting().minimum,
            "norm_number": actor.norm_number,
            "questionnaire_version": questionnaires.current().questionnaire.version,
            "opened_by": actor.person_id,
            "opened_at": now,
        }
    )
    asked = rounds.add_members(round_id, order.wanted, today)
    if not asked:
        raise Conflict("nobody")
    due = max(now, datetime.combine(order.period.opens_on, MAILED_AT, clock.AMSTERDAM))
    jobs.put("round_mails", f"round_mails:{round_id}:0", {"round_id": round_id, "after": 0}, due)
    audit.append(actor.person_id, None, "round.opened", now, {"round_id": round_id, "asked": asked})
    return round_id


def move_end(actor: Visitor, round_id: int, closes_on: date, now: datetime) -> None:
    """Let a round end on another day, also one that ended already; what was saved stays.

    Raises Conflict once its figures are published (they are never made again) or for an impossible day.
    """
    today = clock.day_of(now)
    found = _changeable(actor, round_id, today)
    period = Period(opens_on=found.round.opens_on, closes_on=closes_on)
    length = assessment_round.fault(period, found.round.opens_on)
    if length or closes_on < today:
        raise Conflict(length or "in_the_past")
    rounds.move_end(round_id, closes_on)
    audit.append(actor.person_id, None, "round.end_moved", now, {"round_id": round_id, "closes_on": str(closes_on)})


def publish_now(actor: Visitor, round_id: int, now: datetime) -> None:
    """Let the figures of a round that ended be made at once; raises Conflict while it is open."""
    found = _changeable(actor, round_id, clock.day_of(now))
    if found.state != "closed":
        raise Conflict("open")
    jobs.put("round_figures", f"round_figures:{round_id}", {"round_id": round_id}, now)


def _changeable(actor: Visitor, round_id: int, today: date) -> Line:
    found = line(actor, round_id, today)
    if not found.may_change:
        raise NotFound
    if found.state == "published":
        raise Conflict("published")
    return found


def _line(actor: Visitor, found: Round, today: date) -> Line:
    period = Period(opens_on=found.opens_on, closes_on=found.closes_on)
    return Line(
        round=found,
        state=assessment_round.state(period, found.published, today),
        may_change=Right.REPORT in actor.rights or found.opened_by == actor.person_id,
    )


def _within(actor: Visitor, wanted: Wanted) -> None:
    if Right.REPORT in actor.rights:
        if not set(wanted.teams) <= {team.id for team in choices.all_teams()}:
            raise NotFound
        return
    if wanted.function_groups or not wanted.teams or not set(wanted.teams) <= teams.ids_below(actor.led_teams):
        raise NotFound


def _asks_led(found: Round, led: frozenset[int]) -> bool:
    asked = frozenset(found.audience["teams"])
    return not asked or bool(led & teams.ids_below(asked))
