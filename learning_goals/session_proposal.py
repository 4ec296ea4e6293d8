"""Dates, groups and trainers for a training, by first fit: the first moment that works, with who can come then.

Nothing is judged here: each date is held against the same checks as planning by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from learning_goals.session_clashes import Clash, Proposed, Slot, clashes

ONE_DAY = timedelta(days=1)
MOST_SKIPPED = 40
"""Days of which it is said why nothing was planned on them."""
HALF = 2
"""At most one in so many of a team at once (planning rule S14)."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who is to be trained; `team` is a name, `from_day` the first possible day and `waits_for` why."""

    id: int
    name: str
    team: str
    from_day: date = date.min
    waits_for: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be planned. `parts` gives the moments of a day, in UTC; `trainers` are colleagues, with names.

    `outside` is a trainer from elsewhere, who is always free. `closed` says of a day why nothing should be planned.
    """

    people: Sequence[Person]
    most_people: int
    capacity: int
    first: date
    last: date
    parts: Callable[[date], Sequence[Slot]]
    trainers: Mapping[int, str] = field(default_factory=dict[int, str])
    outside: str = ""
    busy: Mapping[int, Sequence[Slot]] = field(default_factory=dict[int, Sequence[Slot]])
    away: Mapping[int, Collection[date]] = field(default_factory=dict[int, Collection[date]])
    holidays: Mapping[date, str] = field(default_factory=dict[date, str])
    quiet: Mapping[date, str] = field(default_factory=dict[date, str])
    practice: bool = False

    @property
    def size(self) -> int:
        """People in one group at most."""
        return min(self.most_people, self.capacity)


@dataclass(frozen=True, kw_only=True)
class Group:
    """One meeting: when, who gives it (None: somebody from elsewhere), who comes, and what still speaks against it."""

    slot: Slot
    day: date
    trainer: int | None
    people: tuple[Person, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True)
class Skipped:
    """A day on which nothing was planned, and why."""

    day: date
    why: Clash


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What was found; `left` has everybody without a place, with the rule that speaks."""

    groups: tuple[Group, ...]
    skipped: tuple[Skipped, ...]
    left: tuple[tuple[Person, str], ...]


def propose(wish: Wish) -> Proposal:
    """Return the earliest dates for everybody; each person has one place at most, and no hard check speaks."""
    waiting = {each.id: each for each in sorted(wish.people, key=lambda each: (each.team, each.name, each.id))}
    sizes = Counter(each.team for each in wish.people)
    taken: dict[int, list[Slot]] = {each: list(slots) for each, slots in wish.busy.items()}
    groups: list[Group] = []
    skipped: list[Skipped] = []
    day = wish.first
    while waiting and day <= wish.last:
        closed = _closed(wish, day)
        if closed:
            skipped.append(Skipped(day, closed))
        else:
            for slot in wish.parts(day):
                group = _group(wish, day, slot, waiting, sizes, taken)
                if isinstance(group, Clash):
                    skipped.append(Skipped(day, group))
                elif group:
                    groups.append(group)
                    _take(group, waiting, taken)
        day += ONE_DAY
    left = tuple((each, each.waits_for if each.from_day > wish.last else "time") for each in waiting.values())
    return Proposal(groups=tuple(groups), skipped=tuple(dict.fromkeys(skipped))[:MOST_SKIPPED], left=left)


def checked(wish: Wish, day: date, slot: Slot, trainer: int | None, people: Sequence[Person]) -> list[Clash]:
    """Return what speaks against this meeting, as for one that somebody planned by hand."""
    names = {each.id: each.name for each in people}
    given_by = [wish.outside] if wish.outside else []
    if trainer is not None:
        names[trainer] = wish.trainers[trainer]
        given_by = [wish.trainers[trainer]]
    sizes = Counter(each.team for each in wish.people)
    here = Counter(each.team for each in people)
    return clashes(
        Proposed(
            slots=[slot],
            days=[day],
            capacity=len(people),
            most_people=wish.most_people,
            trainers=given_by,
            people=names,
            busy=wish.busy,
            away={each: [day] for each in names if day in wish.away.get(each, ())},
            holidays=wish.holidays,
            quiet=wish.quiet,
            team_away={team: count / sizes[team] for team, count in here.items() if wish.practice and sizes[team] > 1},
            practice=wish.practice,
            leaders_done=all(day >= each.from_day for each in people),
        )
    )


def _closed(wish: Wish, day: date) -> Clash | None:
    if day in wish.holidays:
        return Clash("calendar", "soft", "holiday", wish.holidays[day])
    if day in wish.quiet:
        return Clash("calendar", "soft", "quiet", wish.quiet[day])
    return Clash("calendar", "soft", "weekend", day.isoformat()) if day.isoweekday() > 5 else None


def _group(
    wish: Wish,
    day: date,
    slot: Slot,
    waiting: Mapping[int, Person],
    sizes: Mapping[str, int],
    taken: Mapping[int, Sequence[Slot]],
) -> Group | Clash | None:
    """Return a meeting at that moment, or what speaks against it; None when nobody is left for it."""
    trainer = next((each for each in wish.trainers if _free(each, day, slot, wish, taken)), None)
    if trainer is None and not wish.outside:
        return Clash("trainer", "soft", "no_trainer")
    ready = [each for each in waiting.values() if each.from_day <= day]
    if not ready:
        return Clash("H4", "hard", "leaders_first") if waiting else None
    people = tuple(_fitting(wish, day, slot, ready, sizes, taken))
    if len(people) < _least(wish, waiting.values(), sizes):
        return Clash("S14", "soft", "too_few", str(len(people)))
    found = checked(wish, day, slot, trainer, people)
    hard = next((each for each in found if each.kind == "hard"), None)
    return hard or Group(slot=slot, day=day, trainer=trainer, people=people, clashes=tuple(found))


def _least(wish: Wish, waiting: Iterable[Person], sizes: Mapping[str, int]) -> int:
    """People below which a meeting is not worth its trainer while more can come another day: a third of a group."""
    there = Counter(each.team for each in waiting if each.from_day <= wish.last)
    possible = sum(min(count, _allowed(wish, sizes[team])) for team, count in there.items())
    return max(1, min(possible, wish.size // 3))


def _allowed(wish: Wish, team_size: int) -> int:
    """People of one team in one meeting: half of the team at most when it is practice (S14)."""
    return max(1, team_size // HALF) if wish.practice else team_size


def _fitting(
    wish: Wish,
    day: date,
    slot: Slot,
    ready: Sequence[Person],
    sizes: Mapping[str, int],
    taken: Mapping[int, Sequence[Slot]],
) -> Iterator[Person]:
    """Yield who comes: who is there and free, at most half of a team when it is practice, until the group is full."""
    places, here = wish.size, Counter[str]()
    for each in ready:
        if not places:
            return
        if here[each.team] < _allowed(wish, sizes[each.team]) and _free(each.id, day, slot, wish, taken):
            here[each.team] += 1
            places -= 1
            yield each


def _free(person: int, day: date, slot: Slot, wish: Wish, taken: Mapping[int, Sequence[Slot]]) -> bool:
    return day not in wish.away.get(person, ()) and not any(slot.overlaps(other) for other in taken.get(person, ()))


def _take(group: Group, waiting: dict[int, Person], taken: dict[int, list[Slot]]) -> None:
    for each in group.people:
        del waiting[each.id]
        taken.setdefault(each.id, []).append(group.slot)
    if group.trainer is not None:
        taken.setdefault(group.trainer, []).append(group.slot)
