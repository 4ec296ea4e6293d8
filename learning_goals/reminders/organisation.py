"""Who is told when a rule says leader, manager, coordinator or HR: found on the day itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from learning_goals.reminders.rule import To

Leaders = Mapping[int, Collection[int]]


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """Who leads which team today; `parents` gives 0 for a team at the top, `away` holds who is on leave today."""

    parents: Mapping[int, int]
    leaders: Leaders = field(default_factory=dict[int, Collection[int]])
    deputies: Leaders = field(default_factory=dict[int, Collection[int]])
    coordinators: tuple[int, ...] = ()
    hr: tuple[int, ...] = ()
    away: frozenset[int] = frozenset()

    def told(self, to: To, doers: Sequence[int], teams: Sequence[int]) -> tuple[int, ...]:
        """Return who is told; nobody who is away, and nobody as leader of their own matter."""
        match to:
            case "doer":
                return tuple(each for each in doers if each not in self.away)
            case "coordinator":
                return self._here(self.coordinators)
            case "hr":
                return self._here(self.hr)
            case "leader":
                found = (self._leaders(team, doers) for team in teams)
            case "manager":
                found = (self._managers(team, doers) for team in teams)
        return tuple(dict.fromkeys(person for people in found for person in people))

    def _leaders(self, team: int, doers: Collection[int]) -> tuple[int, ...]:
        """The leaders; when they are away their deputies; when those are too, who leads the team above."""
        for at in self._upwards(team):
            for people in (self.leaders.get(at, ()), self.deputies.get(at, ())):
                if found := tuple(each for each in self._here(people) if each not in doers):
                    return found
        return ()

    def _managers(self, team: int, doers: Collection[int]) -> tuple[int, ...]:
        """Who leads above the team's own leader, whether that one is away or not."""
        for at in self._upwards(team):
            if any(each not in doers for each in self.leaders.get(at, ())):
                return self._leaders(self.parents.get(at, 0), doers)
        return ()

    def _upwards(self, team: int) -> Iterator[int]:
        while team:
            yield team
            team = self.parents.get(team, 0)

    def _here(self, people: Collection[int]) -> tuple[int, ...]:
        return tuple(each for each in people if each not in self.away)
