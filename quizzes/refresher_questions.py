"""What a refresher asks: situations that are new to the person; and what of it stuck.

Chance comes from outside as a seed: the same seed on the same questions chooses the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.model import Question, TrueFalse
from quizzes.refreshers import Key

FEWEST, MOST = 2, 4
"""Questions after a course."""
ABOUT_GOALS = 10
"""Questions about one's own goals."""
GOALS_AT_ONCE = 3
"""So many goals share these questions, as far as there are questions about them."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a question stands: its course and its id there."""

    course_id: str
    question_id: str


Bank = Mapping[Place, Question]
"""Questions to choose from."""
Seen = Mapping[Place, datetime]
"""When each question was asked of the person last; one that never was is new."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer in a refresher: in which, to a question of which course, and whether it was right."""

    key: Key
    course_id: str
    right: bool


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many of the questions were right."""

    right: int
    asked: int


def after_course(bank: Bank, seen: Seen, seed: str, *, gentle: bool) -> tuple[Place, ...]:
    """Return up to four questions that are new; where there are none, two of those asked longest ago."""
    chosen: list[Place] = []
    while len(chosen) < MOST and (place := _next(bank, chosen, seen, seed, gentle=gentle)):
        if place in seen and len(chosen) >= FEWEST:
            break
        chosen.append(place)
    return tuple(chosen)


def about_goals(banks: Sequence[Bank], seen: Seen, seed: str, *, gentle: bool) -> tuple[Place, ...]:
    """Return up to ten questions, each goal in its turn; `banks` holds those of each goal, the weakest goal first.

    Three goals share them; a goal without questions left makes room for the next.
    """
    chosen: list[Place] = []
    waiting = list(banks)
    while waiting and len(chosen) < ABOUT_GOALS:
        turn = waiting[:GOALS_AT_ONCE]
        for bank in turn:
            place = _next(bank, chosen, seen, seed, gentle=gentle) if len(chosen) < ABOUT_GOALS else None
            if place is None:
                waiting.remove(bank)
            else:
                chosen.append(place)
    return tuple(chosen)


def still_asked(chosen: Sequence[Place], answered: Collection[int], bank: Bank, *, gentle: bool) -> tuple[int, ...]:
    """Return the numbers, from one, of the questions that belong to the refresher now.

    A question without an answer falls out when it left its bank, or is violent and the person wants none of that.
    """
    return tuple(
        number
        for number, place in enumerate(chosen, start=1)
        if number in answered or (place in bank and not (gentle and bank[place].violent))
    )


def what_stuck(answered: Sequence[Answered], subjects: Mapping[str, Collection[str]]) -> dict[str, dict[int, Tally]]:
    """Return for each subject, by id, how many answers were right at each step.

    Subjects says about what a course is: itself, or its elements. Of a refresher that came again only the last counts.
    """
    last = {_place(each.key): each.key.cycle for each in sorted(answered, key=lambda each: each.key)}
    found: dict[str, dict[int, Tally]] = {}
    for each in answered:
        if each.key.cycle != last[_place(each.key)]:
            continue
        for subject in subjects.get(each.course_id, ()):
            steps = found.setdefault(subject, {})
            before = steps.get(each.key.step, Tally(right=0, asked=0))
            steps[each.key.step] = Tally(right=before.right + each.right, asked=before.asked + 1)
    return dict(sorted(found.items()))


def _place(key: Key) -> tuple[str, str, int]:
    return key.kind, key.course_id, key.step


def _next(bank: Bank, chosen: Sequence[Place], seen: Seen, seed: str, *, gentle: bool) -> Place | None:
    """Return a question not chosen yet: new before old, situations before statements, spread over the lessons."""
    lessons = [(place.course_id, bank[place].lesson) for place in chosen if place in bank]

    def order(place: Place) -> tuple[float, bool, int, bytes]:
        asked = seen[place].timestamp() if place in seen else 0.0
        lesson = (place.course_id, bank[place].lesson)
        plain = isinstance(bank[place], TrueFalse)
        return asked, plain, lessons.count(lesson), _chance(seed, place)

    left = [place for place, question in bank.items() if place not in chosen and not (gentle and question.violent)]
    return min(left, key=order, default=None)


def _chance(seed: str, place: Place) -> bytes:
    return hashlib.sha256(f"{seed}/{place.course_id}/{place.question_id}".encode()).digest()
