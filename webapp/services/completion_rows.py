"""The table of everything that is asked of everybody, as rows of text: for files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from flask_babel import gettext as _

from learning_goals.assignments import STATES, Progress, state_of
from webapp import clock
from webapp.services import offerings
from webapp.services.progress import Filter, wanted
from webapp.services.state_words import state_word
from webapp.store import members, progress

Row = tuple[str, ...]
Clean = Callable[[str], str]


def header() -> Row:
    """Return what stands above the rows."""
    return (
        _("Staff number"),
        _("Given name"),
        _("Family name"),
        _("Team"),
        _("Function"),
        _("Function group"),
        _("Course"),
        _("Due on"),
        _("State"),
        _("Started on"),
        _("Done on"),
    )


def rows(scope: tuple[int, ...], chosen: Filter, language: str, today: date, clean: Clean = str) -> Iterator[Row]:
    """Yield one row per person and thing that is asked, by name, dates in ISO form; `clean` sees what people wrote.

    Many people stand alike, so the middle of a row is worked out once for all of them.
    """
    asked = wanted(scope, chosen, today)
    places = members.all_places(asked.day, asked.at.known)
    middle = _middle(language, asked.day)
    who, left = 0, ()
    for person, number, given, family, what, due, grace, begun, done, cycle, version in progress.plain_rows(asked):
        if person != who:
            place = places.get(person, ("", "", ""))
            who, left = person, (*map(clean, (number, given, family)), *map(clean, place))
        said = middle(what, due, grace, bool(begun), cycle, version)
        yield (*left, *said, _day_of(begun) if begun else "", done if version else "")


def _middle(language: str, day: date) -> Callable[..., Row]:
    titles = offerings.titles(language)
    words = {state: state_word(state) for state in STATES}
    redo = offerings.redo_versions(day)

    @cache
    def cells(what: str, due: str, grace: str, started: bool, cycle: int, version: int) -> Row:
        known = Progress(
            due_on=date.fromisoformat(due),
            started=started,
            done_version=version,
            grace_until=date.fromisoformat(grace),
            cycle=cycle,
        )
        return titles.get(what, what), due, words[state_of(known, redo.get(what, 1), day)]

    return cells


@lru_cache(maxsize=100_000)
def _day_of(instant: str) -> str:
    said = datetime.fromisoformat(instant)
    return clock.day_of(said if said.tzinfo else said.replace(tzinfo=UTC)).isoformat()
