"""The reviews of the whole organisation: by period and department, years back, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from learning_goals.reviews.overview import Line, behind, by_group, by_period, fulfilled
from learning_goals.reviews.state import State, state
from webapp.services import choices
from webapp.services.reviews import duty_names
from webapp.store import reviews as store
from webapp.store.reviews import Kept

YEARS = 5
"""Years that the page shows at once, the newest included."""
TOP = " > "


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Numbers of teams' reviews by period (newest first) and, of one year, by department; teams behind and in all.

    `duties` are the reviews of management and board in that year.
    """

    year: int
    periods: Mapping[tuple[int, int], Mapping[State, int]]
    groups: Mapping[str, Mapping[State, int]]
    behind: int
    twice: int
    teams: int
    duties: tuple[tuple[Kept, State], ...]


def overview(year: int, today: date) -> Overview:
    """Return how the organisation stands in a year, with the years before it."""
    kept = store.of_years(today, year - YEARS + 1, year)
    lines = [_line(each, today) for each in kept if each.team_id]
    of_year = [each for each in lines if each.year == year]
    abouts = {each.about for each in of_year}
    return Overview(
        year=year,
        periods=by_period(lines),
        groups=by_group(of_year, _departments(kept)),
        behind=len(behind(of_year)),
        twice=len(fulfilled(of_year, year)),
        teams=len(abouts),
        duties=tuple(
            (each, state(each.due_on, each.held_on, today)) for each in kept if each.year == year and not each.team_id
        ),
    )


def rows(year: int, today: date, language: str) -> Iterator[tuple[str, int, date, State, date | None]]:
    """Yield every review of a year: whose, its number, its day, its state, when it was held (None: not recorded)."""
    names = duty_names(language)
    for each in store.of_years(today, year, year):
        name = each.path or names.get(each.about, each.about)
        yield name, each.number, each.due_on, state(each.due_on, each.held_on, today), each.held_on


def _line(kept: Kept, today: date) -> Line:
    return Line(about=kept.about, year=kept.year, number=kept.number, state=state(kept.due_on, kept.held_on, today))


def _departments(kept: list[Kept]) -> dict[str, str]:
    """Return the department of each team: the highest level of the tree on which there is more than one."""
    tops = {team.path.split(TOP)[0] for team in choices.all_teams()}
    level = 2 if len(tops) == 1 else 1
    return {each.about: each.path.split(TOP)[:level][-1] for each in kept if each.team_id}
