"""One's own refreshers: what waits, what stuck, and pauses; nobody else reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from courses.placeholders import fill
from learning_goals.periods import NEVER
from learning_goals.words import Language
from quizzes import refreshers
from quizzes.refresher_questions import Answered, Tally, what_stuck
from quizzes.refreshers import Held, Key, Kind, Pause, State
from webapp import clock
from webapp.errors import NotFound
from webapp.languages import translator
from webapp.policy import Visitor
from webapp.services import references
from webapp.services.course_texts import said
from webapp.services.curriculum import library
from webapp.services.refresher_sheets import readable, response_of
from webapp.store import norms
from webapp.store import refreshers as store
from webapp.store.refreshers import Given, Kept, OwnPause

LONGEST_PAUSE_DAYS = 366


@dataclass(frozen=True, kw_only=True)
class OpenRefresher:
    """A refresher that waits, with its title in the language of its person."""

    id: int
    title: str
    minutes: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Line:
    """A refresher as its person sees it; `last_day` is the last on which it can be done."""

    kept: Kept
    title: str
    minutes: int
    state: State
    last_day: date

    @property
    def begun(self) -> bool:
        """Whether it was begun."""
        return self.kept.begun_at < NEVER


@dataclass(frozen=True, kw_only=True)
class Mine:
    """Everything on one's own page; what stuck stands by course and by training element."""

    open: tuple[Line, ...]
    done: tuple[Line, ...]
    paused: tuple[OwnPause, ...]
    by_course: Mapping[str, Mapping[int, Tally]]
    by_element: Mapping[str, Mapping[int, Tally]]


def open_for(person_ids: Collection[int], day: date) -> Mapping[int, list[OpenRefresher]]:
    """Return what waits for each of these people on that day, oldest first; who has nothing is not in it.

    In a constant number of statements; for the mail of each person to that person alone.
    """
    found = store.waiting_of(person_ids)
    pauses = _pauses(person_ids) if found else {}
    norm_number = norms.number_on(day) if found else 0
    waiting: dict[int, list[OpenRefresher]] = {}
    for kept, language in found:
        line = _line(kept, pauses.get(kept.person_id, ()), day, references.said(language), norm_number)
        if line.state == "open":
            waiting.setdefault(kept.person_id, []).append(
                OpenRefresher(id=kept.id, title=line.title, minutes=line.minutes, due_on=kept.due_on)
            )
    return waiting


def mine(actor: Visitor, today: date) -> Mine:
    """Return one's own refreshers."""
    kept = store.mine(actor.person_id)
    lines = _lines(actor, kept, today)
    answered = _answered(kept, store.all_given(actor.person_id))
    taught = references.taught()
    return Mine(
        open=tuple(each for each in lines if each.state == "open"),
        done=tuple(each for each in reversed(lines) if each.state == "done" and each.kept.sheet),
        paused=own_pauses(actor, today),
        by_course=what_stuck([each for each in answered if each.key.kind == "course"], {id: (id,) for id in taught}),
        by_element=what_stuck(answered, taught),
    )


def waiting(actor: Visitor, today: date) -> tuple[Line, ...]:
    """Return what waits for oneself, oldest first."""
    return tuple(each for each in _lines(actor, store.waiting(actor.person_id), today) if each.state == "open")


def line_of(actor: Visitor, kept: Kept, today: date) -> Line:
    """Return one of one's own refreshers as it stands."""
    return _lines(actor, [kept], today)[0]


def own_pauses(actor: Visitor, today: date) -> tuple[OwnPause, ...]:
    """Return one's own pauses that hold or will."""
    return tuple(store.own_pauses(actor.person_id, today))


def pause(actor: Visitor, last: date, now: datetime) -> None:
    """Want no refreshers from today up to that day; raises ValueError for more than a year."""
    today = clock.day_of(now)
    if not today <= last <= today + timedelta(days=LONGEST_PAUSE_DAYS):
        raise ValueError("a pause ends today or later, and within a year")
    store.pause(actor.person_id, today, last, now)


def end_pause(actor: Visitor, key: int, today: date) -> None:
    """Want them again from today on; raises NotFound."""
    if not store.end_pause(actor.person_id, key, today - timedelta(days=1)):
        raise NotFound


def erase(actor: Visitor, now: datetime) -> None:
    """Delete for good what one was asked and answered in refreshers; they do not come again."""
    store.erase(actor.person_id, now)


def take_along(actor: Visitor) -> list[dict[str, Any]]:
    """Return everything that is kept of one's own refreshers, as plain data."""
    given: dict[int, list[Given]] = {}
    for each in store.all_given(actor.person_id):
        given.setdefault(each.refresher_id, []).append(each)
    return [
        {
            "kind": kept.kind,
            "course": kept.course_id,
            "step": kept.step,
            "cycle": kept.cycle.isoformat(),
            "due_on": kept.due_on.isoformat(),
            "answers": [_plain(kept, each) for each in given.get(kept.id, ())],
        }
        for kept in store.mine(actor.person_id)
        if readable(kept)
    ]


def _plain(kept: Kept, given: Given) -> dict[str, Any]:
    response = response_of(kept, given)
    return {
        "course": response.place.course_id,
        "question": response.place.question_id,
        "answer": response.answer,
        "right": given.right,
        "answered_at": given.answered_at.isoformat(),
    }


def _answered(kept: Iterable[Kept], given: Iterable[Given]) -> list[Answered]:
    by_id = {each.id: each for each in kept if readable(each)}
    return [
        Answered(
            key=_key(by_id[each.refresher_id]),
            course_id=response_of(by_id[each.refresher_id], each).place.course_id,
            right=each.right,
        )
        for each in given
        if each.refresher_id in by_id
    ]


def _lines(actor: Visitor, kept: Sequence[Kept], today: date) -> list[Line]:
    pauses = _pauses([actor.person_id]).get(actor.person_id, ()) if kept else ()
    return [_line(each, pauses, today, references.said(actor.language), actor.norm_number) for each in kept]


def _line(kept: Kept, pauses: Sequence[Pause], today: date, language: Language, norm_number: int) -> Line:
    held = Held(key=_key(kept), due_on=kept.due_on, finished=kept.finished_at < NEVER)
    state = refreshers.state(held, pauses, today)
    gone = kept.kind == "course" and kept.course_id not in library().modules
    return Line(
        kept=kept,
        title=_title(kept, language, norm_number),
        minutes=refreshers.MINUTES[cast("Kind", kept.kind)],
        state="lapsed" if gone and state != "done" else state,
        last_day=refreshers.last_day(kept.due_on, pauses),
    )


def _title(kept: Kept, language: Language, norm_number: int) -> str:
    words = translator(language)
    if kept.kind == "goals":
        return words.gettext("Ten questions, for you")
    module = library().modules.get(kept.course_id)
    if module is None:
        return words.gettext("A course that is no longer offered")
    return fill(module.course.course.title.in_language(language), said(norm_number, language))


def _key(kept: Kept) -> Key:
    return Key(kind=cast("Kind", kept.kind), course_id=kept.course_id, step=kept.step, cycle=kept.cycle)


def _pauses(person_ids: Collection[int]) -> dict[int, list[Pause]]:
    found = store.pauses(person_ids)
    return {id: [Pause(first=first, last=last) for first, last in days] for id, days in found.items()}
