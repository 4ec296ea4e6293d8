"""Planning reviews: once a day for everybody, and again for one team after something changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from learning_goals.periods import FOREVER
from learning_goals.reviews.periods import DUTY_LEAST, DUTY_MOST, TEAM_LEAST, TEAM_MOST, Period
from learning_goals.reviews.planning import Planned, Team, Times, plan
from learning_goals.reviews.proposing import USUAL, Rhythm, place_of
from webapp import clock
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.services.closed_days import closings
from webapp.store import audit, review_facts, review_writing
from webapp.store import reviews as store
from webapp.store.reviews import DUTY, TEAM, Kept, KeptRhythm

DUTIES = ("bestuur_college", "mt_hoger_management")
"""The duties whose holders review together, besides the teams (planning rule S8)."""
KNOWN = timedelta(days=800)
"""How far back reviews are read to plan the next."""
USUALLY = (TEAM_LEAST, DUTY_MOST)
AHEAD = timedelta(days=800)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How many reviews a year there are from a year on; `number` counts the settings of that year, 0: none was made."""

    from_year: int
    number: int
    teams: int
    duties: int


def closed_days(today: date) -> frozenset[date]:
    """Return the days around today on which nobody reviews: holidays, of schools too, and days that are kept free."""
    found = closings(today - KNOWN, today + AHEAD)
    return frozenset(found.holidays) | frozenset(found.quiet)


def plan_all(now: datetime) -> None:
    """Plan this period and the next for every team and duty, in a number of statements that does not grow."""
    today = clock.day_of(now)
    alive = {store.team_about(id): began for id, began in review_facts.teams_alive(today).items()}
    alive |= {DUTY + duty: began for duty, began in review_facts.duties_alive(DUTIES, today).items()}
    known: dict[str, list[Kept]] = {}
    for each in store.of_everybody(today, today - KNOWN, FOREVER):
        known.setdefault(each.about, []).append(each)
    _plan(alive, known, today)


def plan_again(about: str, now: datetime, *, anew: bool = False) -> None:
    """Plan one team again, after a review was moved or recorded; `anew`: also what is only proposed."""
    today = clock.day_of(now)
    if about.startswith(TEAM):
        began = review_facts.teams_alive(today).get(review_writing.team_of(about))
    else:
        began = review_facts.duties_alive(DUTIES, today).get(about.removeprefix(DUTY))
    if began is not None:
        _plan({about: began}, {about: store.of_abouts((about,))}, today, anew=anew)


def set_rhythm(actor: Visitor, about: str, rhythm: Rhythm, revision: int, now: datetime) -> None:
    """Keep when a team meets, and propose its coming days anew; raises Conflict when somebody was first."""
    values = {
        "weekday": rhythm.weekday,
        "every_weeks": rhythm.every_weeks,
        "counted_from": rhythm.counted_from,
    }
    if not review_writing.set_rhythm(about, revision, values, actor.person_id, now):
        raise Conflict
    audit.append(actor.person_id, None, "review.rhythm", now, {"about": about})
    plan_again(about, now, anew=True)


def rhythm_of(about: str) -> Rhythm:
    """Return when a team meets."""
    return _rhythm(store.rhythm(about))


def kept_rhythm(about: str) -> tuple[Rhythm, int]:
    """Return when a team meets, and how often that was set (0: never)."""
    kept = store.rhythm(about)
    return _rhythm(kept), kept.revision if kept else 0


def setting(from_year: int) -> Setting:
    """Return what holds in a year, with the number of settings that were made for that very year."""
    made = review_writing.settings()
    teams, duties = _times_in(made, from_year)
    number = max((each[1] for each in made if each[0] == from_year), default=0)
    return Setting(from_year=from_year, number=number, teams=teams, duties=duties)


def set_times(actor: Visitor, wished: Setting, now: datetime) -> None:
    """Set how many reviews a year there are from next year on; raises Conflict when somebody was first."""
    if wished.from_year != clock.day_of(now).year + 1 or not _possible(wished):
        raise Conflict
    number = wished.number + 1
    made = (wished.from_year, number, wished.teams, wished.duties)
    if number != setting(wished.from_year).number + 1 or not review_writing.add_setting(*made, actor.person_id, now):
        raise Conflict
    audit.append(actor.person_id, None, "review.times", now, {"year": wished.from_year})
    plan_all(now)


def times_of(about: str) -> Times:
    """Return how many reviews each year asks of a team or a duty."""
    return _times(review_writing.settings(), about)


def period_of_review(kept: Kept) -> Period:
    """Return the period that a review is for."""
    return Period(year=kept.year, number=kept.number, per_year=max(kept.number, times_of(kept.about)(kept.year)))


def place_among_all(about: str) -> float:
    """Return where a team or duty comes among all when days are spread."""
    team_id = review_writing.team_of(about)
    return place_of(team_id or sum(about.encode()))


def _plan(alive: Mapping[str, date], known: Mapping[str, Sequence[Kept]], today: date, *, anew: bool = False) -> None:
    settings = review_writing.settings()
    rhythms = store.rhythms(tuple(alive) if len(alive) == 1 else ())
    closed = closed_days(today)
    added: list[tuple[str, int, int, date]] = []
    moved: dict[int, date] = {}
    for about, began in alive.items():
        team = Team(
            began=began,
            place=place_among_all(about),
            rhythm=_rhythm(rhythms.get(about)),
            reviews=_planned(known.get(about, ())),
        )
        changes = plan(team, _times(settings, about), closed, today, anew=anew)
        added += [(about, period.year, period.number, day) for period, day in changes.added]
        moved |= dict(changes.moved)
    review_writing.plan(added)
    review_writing.propose_anew(moved)


def _planned(known: Collection[Kept]) -> list[Planned]:
    return [
        Planned(
            key=each.id,
            year=each.year,
            number=each.number,
            due_on=each.due_on,
            held_on=each.held_on,
            by_hand=each.by_hand,
        )
        for each in known
    ]


def _rhythm(kept: KeptRhythm | None) -> Rhythm:
    if kept is None:
        return USUAL
    return Rhythm(weekday=kept.weekday, every_weeks=kept.every_weeks, counted_from=kept.counted_from)


def _times(settings: Sequence[tuple[int, int, int, int]], about: str) -> Times:
    place = 1 if about.startswith(DUTY) else 0
    return lambda year: _times_in(settings, year)[place]


def _times_in(settings: Sequence[tuple[int, int, int, int]], year: int) -> tuple[int, int]:
    held = [each for each in settings if each[0] <= year]
    return (held[-1][2], held[-1][3]) if held else USUALLY


def _possible(wished: Setting) -> bool:
    return TEAM_LEAST <= wished.teams <= TEAM_MOST and DUTY_LEAST <= wished.duties <= DUTY_MOST
