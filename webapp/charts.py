"""The rows of the charts, which are also the figures beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from learning_goals.assignments import STATES, State
from learning_goals.reviews import state as review_state
from webapp.services.overview import Overview
from webapp.services.progress import Figures

ChartRow = tuple[str, Mapping[State, int]]


def chart_rows(figures: Figures, courses: Sequence[tuple[str, str]]) -> list[ChartRow]:
    """Return one row for each course that is assigned, in the order of the courses."""
    return [(title, figures.by_course[id]) for id, title in courses if id in figures.by_course]


def team_rows(found: Overview) -> list[ChartRow]:
    """Return one row for each team of this level."""
    return [(line.team.name, {state: line.counts.get(state, 0) for state in STATES}) for line in found.lines]


def review_rows(
    periods: Mapping[tuple[int, int], Mapping[review_state.State, int]], label: Callable[[int, int], str]
) -> list[tuple[str, Mapping[review_state.State, int]]]:
    """Return one row for each period of reviews, newest first."""
    return [(label(year, number), counts) for (year, number), counts in periods.items()]
