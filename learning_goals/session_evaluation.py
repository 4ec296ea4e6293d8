"""Evaluating a training by its goals: right after it, looking back too, and again six weeks later (planning rule S19).

Answers are the person's own. A figure is made once, when its form has closed, from five people up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Literal

from learning_goals.disclosure import FLOOR

Moment = Literal["first", "later"]
MOMENTS: tuple[Moment, ...] = ("first", "later")
QUESTIONS: Mapping[Moment, tuple[str, ...]] = {
    "first": ("sure_before", "sure_now", "useful", "our_norm"),
    "later": ("sure_later", "used", "supported"),
}
LEAST, MOST = 1, 5
LATER = timedelta(days=42)
OPEN = {"first": timedelta(days=21), "later": timedelta(days=28)}
"""How long each form can be filled in."""
FINE = 10
"""People from which a mean is told to a tenth; below it to a half."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """First and last day on which a form can be filled in."""

    opens_on: date
    closes_on: date

    def open(self, today: date) -> bool:
        """Return whether it can be filled in."""
        return self.opens_on <= today <= self.closes_on

    def closed(self, today: date) -> bool:
        """Return whether nothing can change any more."""
        return today > self.closes_on


def window(moment: Moment, last_day: date) -> Window:
    """Return when the form of a training that ended on that day can be filled in."""
    opens_on = last_day if moment == "first" else last_day + LATER
    return Window(opens_on=opens_on, closes_on=opens_on + OPEN[moment])


def open_moment(last_day: date, today: date) -> Moment | None:
    """Return which form is open today."""
    return next((moment for moment in MOMENTS if window(moment, last_day).open(today)), None)


def valid(moment: Moment, answers: Mapping[str, int]) -> bool:
    """Return whether every question has an answer from 1 to 5 and nothing else is said."""
    return set(answers) == set(QUESTIONS[moment]) and all(LEAST <= each <= MOST for each in answers.values())


def figures(moment: Moment, answers: Iterable[Mapping[str, int]]) -> dict[str, float] | None:
    """Return the mean of each question, None for fewer than five people; to a half when they are fewer than ten."""
    found = list(answers)
    if len(found) < FLOOR:
        return None
    return {question: _rounded(fmean(each[question] for each in found), len(found)) for question in QUESTIONS[moment]}


def _rounded(mean: float, people: int) -> float:
    return round(mean, 1) if people >= FINE else round(mean * 2) / 2
