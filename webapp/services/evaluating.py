"""Evaluating trainings: one's own forms, and figures that are made once when a form has closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from learning_goals.session_evaluation import (
    LATER,
    MOMENTS,
    OPEN,
    QUESTIONS,
    Moment,
    figures,
    open_moment,
    valid,
    window,
)
from webapp import clock, sealing
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services.jobs import Claimed, Effect
from webapp.store import evaluations

LONGEST = LATER + OPEN["later"] + timedelta(days=1)
"""How long after its end a training can still be evaluated."""
SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form of one's own; `answers` is empty before it was filled in."""

    session_id: int
    title: str
    moment: Moment
    answers: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Held:
    """What was made known of a training: figures by moment; {} where fewer than five answered."""

    session_id: int
    title: str
    starts_at: datetime
    figures: Mapping[str, Mapping[str, float]]


def forms(actor: Visitor, now: datetime) -> list[Form]:
    """Return the forms that this person can fill in today."""
    if not sealing.has_key():
        return []
    today = clock.day_of(now)
    found = evaluations.attended([actor.person_id], now - LONGEST, now)
    said = evaluations.own(actor.person_id) if found else {}
    kept: list[Form] = []
    for _person, session_id, title, ends in found:
        moment = open_moment(clock.day_of(ends), today)
        if moment:
            sealed = said.get((session_id, moment))
            answers = sealing.unseal(actor.person_id, sealed) if sealed else {}
            kept.append(Form(session_id=session_id, title=title, moment=moment, answers=answers))
    return kept


def unanswered(people: Collection[int] | None, day: date) -> list[tuple[int, int, str, Moment, date]]:
    """Return person, training, title, form and its first day for every open form that was not filled in.

    None means everybody. For the mail of each person to that person alone.
    """
    if not sealing.has_key():
        return []
    end = datetime.combine(day, time.max, clock.AMSTERDAM)
    found = evaluations.attended(people, end - LONGEST, end)
    said = evaluations.answered({session for _person, session, _title, _ends in found})
    kept: list[tuple[int, int, str, Moment, date]] = []
    for person, session_id, title, ends in found:
        last_day = clock.day_of(ends)
        moment = open_moment(last_day, day)
        if moment and (session_id, person, moment) not in said:
            kept.append((person, session_id, title, moment, window(moment, last_day).opens_on))
    return kept


def form(actor: Visitor, session_id: int, now: datetime) -> Form:
    """Return the open form of a training; raises NotFound."""
    found = next((each for each in forms(actor, now) if each.session_id == session_id), None)
    if found is None:
        raise NotFound
    return found


def save(actor: Visitor, session_id: int, moment: str, answers: Mapping[str, int], now: datetime) -> None:
    """Keep what this person said; raises NotFound, Conflict when another form is open by now, ValueError if invalid."""
    found = form(actor, session_id, now)
    if found.moment != moment:
        raise Conflict
    if not valid(found.moment, answers):
        raise ValueError(moment)
    evaluations.save(session_id, actor.person_id, moment, sealing.seal(actor.person_id, answers), now)


def erase(actor: Visitor, session_id: int, now: datetime) -> None:
    """Delete what this person said in the open form; raises NotFound."""
    found = form(actor, session_id, now)
    evaluations.erase(session_id, actor.person_id, found.moment)


def held(sessions: Sequence[tuple[int, str, datetime]]) -> list[Held]:
    """Return what was made known of these trainings."""
    known = evaluations.figures([each[0] for each in sessions])
    return [
        Held(
            session_id=session_id,
            title=title,
            starts_at=starts_at,
            figures={moment: known[session_id, moment] for moment in MOMENTS if (session_id, moment) in known},
        )
        for session_id, title, starts_at in sessions
    ]


def of_provider(name: str) -> list[Held]:
    """Return the newest trainings of a provider with what was made known of them."""
    return held(evaluations.sessions_of_provider(name, SHOWN))


def make_figures(_job: Claimed, now: datetime) -> Effect:
    """Make the figure of every form that has closed, once; an answer that is erased later changes none."""
    made = [
        (session_id, moment, figures(moment, _answers(session_id, moment)) or {})
        for moment in MOMENTS
        for session_id in evaluations.without_figure(moment, _closed_before(moment, now))
    ]

    def effect() -> None:
        for session_id, moment, document in made:
            evaluations.keep_figure(session_id, moment, document, now)

    return effect


def _closed_before(moment: Moment, now: datetime) -> datetime:
    """Return the instant before which a training ended when its form is closed now."""
    waits = LATER if moment == "later" else timedelta(0)
    return now - waits - OPEN[moment] - timedelta(days=1)


def _answers(session_id: int, moment: Moment) -> list[Mapping[str, int]]:
    opened = (sealing.unseal(person, sealed) for person, sealed in evaluations.of_session(session_id, moment))
    return [{question: each[question] for question in QUESTIONS[moment]} for each in opened]
