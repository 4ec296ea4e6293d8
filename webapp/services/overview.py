"""The whole organisation on one page: figures by what is asked, and by one part after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from flask_babel import gettext as _

from learning_goals.tracking import BY_HAND, EMPLOYEE, STANDINGS, Standing
from webapp.errors import NotFound
from webapp.services import choices, progress, references, staff_words
from webapp.services.progress import Counts, Figures, Filter
from webapp.store import rules
from webapp.store.progress_parts import Split
from webapp.store.teams import TeamName

By = Literal["team", "group", "role", "rule"]
PARTS: tuple[By, ...] = get_args(By)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the organisation or a rule: what chooses it in an address, its name, and its numbers per thing.

    `below` says whether one can go deeper.
    """

    key: str
    name: str
    things: Mapping[str, Counts]
    below: bool = False

    @property
    def counts(self) -> Counts:
        """All things together."""
        every: Counter[Standing] = Counter()
        for counts in self.things.values():
            every.update(counts)
        return {standing: every[standing] for standing in STANDINGS}

    @property
    def total(self) -> int:
        """How much is asked there."""
        return progress.asked_in(self.counts)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Figures of the chosen part, one page of the parts that it is split into, and the way up from there."""

    figures: Figures
    by: By
    parts: tuple[Part, ...]
    above: tuple[TeamName, ...]
    number: int
    pages: int


def overview(chosen: Filter, by: By, language: str, today: date) -> Overview:
    """Return the overview of the chosen team (0: everything); raises NotFound for a team that is not there."""
    tree = {team.id: team for team in choices.all_teams()}
    if chosen.team_id and chosen.team_id not in tree:
        raise NotFound
    parts = _teams(tree, chosen, today) if by == "team" else _others(chosen, by, language, today)
    pages = max(1, -(-len(parts) // progress.PAGE))
    number = min(chosen.page, pages)
    return Overview(
        figures=progress.figures((), chosen, today),
        by=by,
        parts=tuple(parts[(number - 1) * progress.PAGE : number * progress.PAGE]),
        above=_way_up(tree, chosen.team_id),
        number=number,
        pages=pages,
    )


def _teams(tree: Mapping[int, TeamName], chosen: Filter, today: date) -> list[Part]:
    """Return the teams below, each with everything below it; somebody in two places of one such team counts once."""
    here = _right_below(tree, chosen.team_id)
    found = progress.split((), chosen, Split(by="team", teams=tuple(team.id for team in here)), today)
    parents = {team.parent_id for team in tree.values()}
    return [
        Part(key=str(team.id), name=team.name, things=found.get(team.id, {}), below=team.id in parents) for team in here
    ]


def _others(chosen: Filter, by: By, language: str, today: date) -> list[Part]:
    found = progress.split((), chosen, Split(by=by), today)
    return [
        Part(key=str(key), name=name, things=found[said])
        for said, key, name in _named(by, language, sorted(found, key=str))
    ]


def _named(by: By, language: str, parts: Sequence[Any]) -> Iterable[tuple[Any, str, str]]:
    """Yield (part, what chooses it, name), those without anything last."""
    match by:
        case "group":
            names: Mapping[Any, str] = references.labels("function_group", language)
            nothing = ("", _("No function group"))
        case "role":
            names = dict(staff_words.roles())
            nothing = (EMPLOYEE, _("No role"))
        case _:
            names = rule_names()
            nothing = (str(BY_HAND), _("Assigned by a person"))
    for part in parts:
        if part:
            yield part, str(part), names.get(part, str(part))
    for part in parts:
        if not part:
            yield part, *nothing


def rule_names() -> dict[int, str]:
    """Return every rule by its number and title."""
    return {
        number: _("Rule %(number)s: %(title)s", number=number, title=title) for number, title in rules.titles().items()
    }


def _right_below(tree: Mapping[int, TeamName], team_id: int) -> list[TeamName]:
    """Return the teams below; from the top, past a single team that is the whole organisation."""
    here = [team for team in tree.values() if team.parent_id == team_id]
    deeper = [team for team in tree.values() if len(here) == 1 and team.parent_id == here[0].id]
    return deeper if team_id == 0 and deeper else here


def _way_up(tree: Mapping[int, TeamName], team_id: int) -> tuple[TeamName, ...]:
    way: list[TeamName] = []
    while team_id in tree:
        way.insert(0, tree[team_id])
        team_id = tree[team_id].parent_id
    return tuple(way)
