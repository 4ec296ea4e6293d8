"""Reviews to look at: whose they are, which are open, which teams are behind, and those of one's own teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from learning_goals.nearest_leader import nearest_leaders
from learning_goals.reviews.periods import Period
from learning_goals.reviews.state import BEHIND, State, state
from webapp.errors import NotFound
from webapp.policy import Right, Visitor
from webapp.services import choices, review_planning, staff_words
from webapp.store import onboarding_facts, rule_names, teams
from webapp.store import reviews as store
from webapp.store.reviews import Kept, Record

LARGEST = 2**31 - 1
PAGE = 50
SHOWN_SINCE = timedelta(days=300)
REMINDED = timedelta(days=60)
"""Days before a review from which reminders ask for it (planning rule S18)."""
_URGENT: Mapping[State, int] = {"missed": 0, "not_recorded": 1, "due": 2, "planned": 3, "recorded": 4}


@dataclass(frozen=True, kw_only=True)
class OpenReview:
    """A review that is not recorded: whom to remind, and a key that changes with its day."""

    review_id: int
    about: str
    team_name: str
    leader_ids: tuple[int, ...]
    due_on: date
    state: State
    key: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """How a team stands: its review that asks something first, and the last that was held (None: none)."""

    kept: Kept
    state: State
    last_held: date | None
    leaders: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of teams, with how many there are and how many of all are behind."""

    lines: tuple[Line, ...]
    number: int
    pages: int
    count: int
    behind: int


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A review that somebody may see, among all of the same team, oldest first; `led`: the reader may write it."""

    kept: Kept
    state: State
    period: Period
    all: tuple[Kept, ...]
    led: bool

    @property
    def earlier(self) -> tuple[Kept, ...]:
        """The reviews before this one."""
        return tuple(each for each in self.all if (each.year, each.number) < (self.kept.year, self.kept.number))


@dataclass(frozen=True, kw_only=True)
class Mine:
    """A team of one's own: its next review (None: not planned), and the last that was held with its agreements."""

    team: str
    next: Kept | None
    last: Record | None


def duty_names(language: str) -> dict[str, str]:
    """Return what reviews that are of no team are called, by whose they are."""
    named = dict(staff_words.duties("en" if language == "en" else "nl"))
    return {store.DUTY + duty: named.get(duty, duty) for duty in review_planning.DUTIES}


def page(actor: Visitor, today: date, *, only_behind: bool, number: int) -> Page:
    """Return the teams whose reviews this reader follows, what is late in front."""
    found = _lines(_scope(actor, today), today)
    behind = sum(each.state in BEHIND for each in found)
    shown = [each for each in found if each.state in BEHIND] if only_behind else found
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(1, number), pages)
    return Page(
        lines=tuple(shown[(number - 1) * PAGE : number * PAGE]),
        number=number,
        pages=pages,
        count=len(shown),
        behind=behind,
    )


def opened(actor: Visitor, review_id: int, today: date) -> Opened:
    """Return one review; raises NotFound for one that this reader does not follow."""
    kept = store.one(review_id) if review_id <= LARGEST else None
    if kept is None:
        raise NotFound
    led = _leads(actor, kept.team_id)
    if not led and Right.REPORT not in actor.rights:
        raise NotFound
    return Opened(
        kept=kept,
        state=state(kept.due_on, kept.held_on, today),
        period=review_planning.period_of_review(kept),
        all=tuple(store.of_abouts((kept.about,))),
        led=led or not kept.team_id,
    )


def writable(actor: Visitor, review_id: int, today: date) -> Opened:
    """Return one review that this reader may write: a leader's own, for HR and coordinator those of duties."""
    found = opened(actor, review_id, today)
    if not found.led:
        raise NotFound
    return found


def history(found: Opened) -> list[Record]:
    """Return everything that was recorded of a review: what counts in front, then what it superseded."""
    every = store.records([found.kept.id], all_versions=True)
    return sorted(every, key=lambda each: (each.counts, each.recorded_at), reverse=True)


def written_by(actor: Visitor) -> frozenset[int]:
    """Return the teams whose agreements this reader writes."""
    return teams.ids_below(actor.led_teams) if actor.led_teams else frozenset()


def open_reviews(day: date) -> list[OpenReview]:
    """Return every review of this period that is not recorded, due within sixty days or behind, with its leaders.

    A team that nobody leads is its nearest leader's above; what management and board hold is the coordinator's.
    """
    found = [each for each in store.of_everybody(day, day - SHOWN_SINCE, day + REMINDED) if not each.held_on]
    settings = {about: review_planning.times_of(about) for about in (store.TEAM, store.DUTY)}
    leaders = _leaders(found, day)
    return [
        OpenReview(
            review_id=each.id,
            about=each.about,
            team_name=each.team,
            leader_ids=leaders[each.about],
            due_on=each.due_on,
            state=state(each.due_on, None, day),
            key=f"review:{each.id}:{each.due_on}",
        )
        for each in found
        if each.due_on >= day or _runs(each, settings[store.TEAM if each.team_id else store.DUTY](each.year), day)
    ]


def of_person(person_id: int, day: date) -> list[Kept]:
    """Return the coming reviews of somebody's teams, soonest first."""
    return [each for each in store.of_person(person_id, day) if not each.held_on and each.due_on >= day]


def mine(actor: Visitor, today: date) -> list[Mine]:
    """Return the next review of each of one's own teams, and what was agreed in the last."""
    every = store.of_person(actor.person_id, today)
    by_team: dict[int, list[Kept]] = {}
    for each in every:
        by_team.setdefault(each.team_id, []).append(each)
    last = {team_id: _last(found) for team_id, found in by_team.items()}
    recorded = {each.review_id: each for each in store.records([each.id for each in last.values() if each])}
    return [
        Mine(
            team=found[0].team,
            next=next((each for each in found if not each.held_on and each.due_on >= today), None),
            last=recorded.get(held.id) if (held := last[team_id]) else None,
        )
        for team_id, found in by_team.items()
    ]


def _scope(actor: Visitor, today: date) -> list[Kept]:
    since = today - SHOWN_SINCE
    if Right.REPORT in actor.rights:
        return store.of_everybody(today, since, today + SHOWN_SINCE)
    return store.below(today, actor.led_teams, since) if actor.led_teams else []


def _lines(found: Sequence[Kept], today: date) -> list[Line]:
    by_about: dict[str, list[Kept]] = {}
    for each in found:
        by_about.setdefault(each.about, []).append(each)
    leaders = _leaders(found, today)
    names = rule_names.names({id for ids in leaders.values() for id in ids}) if leaders else {}
    lines = [
        Line(
            kept=kept,
            state=state(kept.due_on, kept.held_on, today),
            last_held=max((each.held_on for each in every if each.held_on), default=None),
            leaders=tuple(names[id] for id in leaders[about] if id in names),
        )
        for about, every in by_about.items()
        for kept in (_asks_first(every, today),)
    ]
    return sorted(lines, key=lambda line: (_URGENT[line.state], line.kept.due_on, line.kept.path))


def _asks_first(every: Sequence[Kept], today: date) -> Kept:
    """Return the last that is behind if nothing was held since, else the next to come, else the last of all."""
    ordered = sorted(every, key=lambda each: (each.year, each.number))
    since = max((place for place, each in enumerate(ordered) if each.held_on), default=-1)
    waiting = [each for each in ordered[since + 1 :] if not each.held_on]
    behind = [each for each in waiting if state(each.due_on, None, today) in BEHIND]
    return behind[-1] if behind else waiting[0] if waiting else ordered[-1]


def _leaders(found: Sequence[Kept], day: date) -> dict[str, tuple[int, ...]]:
    parents = {team.id: team.parent_id for team in choices.all_teams()}
    leading = onboarding_facts.leaders(day)
    offices = tuple(onboarding_facts.holders("coordinator", day))
    return {
        each.about: nearest_leaders(0, each.team_id, parents, leading) if each.team_id else offices for each in found
    }


def _runs(kept: Kept, per_year: int, day: date) -> bool:
    return day <= Period(year=kept.year, number=kept.number, per_year=max(kept.number, per_year)).last


def _last(found: Sequence[Kept]) -> Kept | None:
    held = [each for each in found if each.held_on]
    return max(held, key=lambda each: each.held_on or date.min, default=None)


def _leads(actor: Visitor, team_id: int) -> bool:
    return bool(team_id) and team_id in written_by(actor)
