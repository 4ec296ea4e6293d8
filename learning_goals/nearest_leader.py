"""Who leads somebody: the leaders of the own team, or of the nearest team above that has one."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def nearest_leaders(
    person_id: int, team_id: int, parents: Mapping[int, int], leading: Mapping[int, Collection[int]]
) -> tuple[int, ...]:
    """Return the leaders, never the person; () when nobody leads. `parents` gives 0 for a team at the top."""
    while team_id:
        if found := [each for each in leading.get(team_id, ()) if each != person_id]:
            return tuple(found)
        team_id = parents.get(team_id, 0)
    return ()
