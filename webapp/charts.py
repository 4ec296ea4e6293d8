"""The rows of the charts, which are also the figures beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask_babel import format_date

from learning_goals.reviews import state as review_state
from learning_goals.tracking import Standing
from webapp.services.overview import Overview
from webapp.services.progress import Figures
from webapp.services.trend import Month

ChartRow = tuple[str, Mapping[Standing, int]]


def chart_rows(figures: Figures, things: Sequence[tuple[str, str]]) -> list[ChartRow]:
    """Return one row for each thing that is asked, in the order of the things."""
    return [(title, figures.by_course[id]) for id, title in things if id in figures.by_course]


def part_rows(found: Overview) -> list[ChartRow]:
    """Return one row for each part on this page."""
    return [(part.name, part.counts) for part in found.parts]


def month_rows(months: Sequence[Month]) -> list[ChartRow]:
    """Return one row for each month of a trend, and one for its last day."""
    *earlier, last = months
    named = [(format_date(each.day, "LLLL y"), each.counts) for each in earlier]
    return [*named, (format_date(last.day, "d MMMM y"), last.counts)]


def review_rows(
    periods: Mapping[tuple[int, int], Mapping[review_state.State, int]], label: Callable[[int, int], str]
) -> list[tuple[str, Mapping[review_state.State, int]]]:
    """Return one row for each period of reviews, newest first."""
    return [(label(year, number), counts) for (year, number), counts in periods.items()]
