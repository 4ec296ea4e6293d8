"""Published figures of groups as a reader may see them: nothing is computed from answers here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from learning_goals.change import Change, Figure, change
from learning_goals.disclosure import Hidden, Share
from learning_goals.norm_agreement import TEAM_GOALS, TEAM_SESSION_FROM, Situation
from learning_goals.scoring import BANDS, Band
from quizzes.questionnaire import Behaviour
from webapp import questionnaires
from webapp.errors import NotFound
from webapp.policy import Right, Visitor
from webapp.services import choices, references
from webapp.services.round_figures import ALL, LEADERS, RESPONSE, team_key
from webapp.store import assessment_settings, rounds, teams
from webapp.store.rounds import Round

LEVEL, NORM = "level:", "norm:"
PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One measure of one group in one round: shares by band, or why it is hidden (None: nobody was asked)."""

    hidden: Hidden | None
    shares: Mapping[Band, Share]
    people: int


@dataclass(frozen=True, kw_only=True)
class GoalRow:
    """A goal in a group: its cell in the round that is looked at, and what changed since the last one that has it."""

    goal: str
    cell: Cell
    change: Change | None
    broken: bool


@dataclass(frozen=True, kw_only=True)
class NormRow:
    """How a group reacts to one kind of behaviour."""

    behaviour: Behaviour
    hidden: Hidden | None
    match: Share | None
    consensus: Share | None
    situation: Situation | None


@dataclass(frozen=True, kw_only=True)
class GroupPicture:
    """The picture of a group in one round; `team_session` are goals that a team session fits better than courses."""

    round: Round
    group: str
    response: Share | None
    response_hidden: Hidden | None
    goals: tuple[GoalRow, ...]
    own: tuple[GoalRow, ...]
    norm: tuple[NormRow, ...]
    team_session: tuple[str, ...]


Figures = Mapping[tuple[int, str], tuple[str, Mapping[str, Any]]]


def groups(actor: Visitor, language: str) -> tuple[tuple[str, str], ...]:
    """Return (key, name) of the groups of which this reader may see figures; the one to show first in front."""
    if Right.REPORT in actor.rights:
        every = [(team_key(team.id), team.path) for team in choices.all_teams()]
        audiences = [(f"group:{id}", label) for id, label in references.labels("function_group", language).items()]
        return ((ALL, ""), (LEADERS, ""), *audiences, *every)
    led = teams.ids_below(actor.led_teams)
    return (*((team_key(team.id), team.path) for team in choices.all_teams() if team.id in led), (ALL, ""))


def published(limit: int = 8) -> list[Round]:
    """Return the newest rounds with figures, oldest first."""
    return rounds.published(limit)


def picture(actor: Visitor, round_id: int, group: str, language: str) -> GroupPicture:
    """Return the figures of one group in one round; raises NotFound for a group that is not this reader's."""
    if group not in dict(groups(actor, language)):
        raise NotFound
    return picture_of(round_id, group)


def picture_of(round_id: int, group: str) -> GroupPicture:
    """Return the figures of any group, for who plans; raises NotFound for a round that is not published."""
    all_rounds = published()
    place = next((number for number, each in enumerate(all_rounds) if each.id == round_id), None)
    if place is None:
        raise NotFound
    this = all_rounds[place]
    earlier = all_rounds[:place]
    ids = [this.id, *(each.id for each in earlier)]
    held = {(row[0], row[2]): (row[3], row[4]) for row in rounds.figures(ids, [group])}
    goals = _goal_rows(held, this, earlier)
    own = [each for each in goals if each.goal.startswith("own-")]
    hidden, response = held.get((this.id, RESPONSE), ("", {}))
    return GroupPicture(
        round=this,
        group=group,
        response=_share(response["share"]) if response else None,
        response_hidden=cast("Hidden", hidden) if hidden else None,
        goals=tuple(each for each in goals if each not in own),
        own=tuple(own),
        norm=tuple(_norm_row(held, this, each) for each in get_args(Behaviour)),
        team_session=tuple(each.goal for each in goals if _asks_a_session(each)),
    )


def wanted_by_half(actor: Visitor, team_id: int) -> tuple[str, ...]:
    """Return the goals that half of a team or more wants to learn, in the newest round that has figures of it."""
    newest = published(1)
    if not newest or team_key(team_id) not in dict(groups(actor, "nl")):
        return ()
    return wanted_in(actor, newest[-1].id, team_key(team_id))


def own_words(language: str) -> dict[str, str]:
    """Return the words of every own statement that ever was asked."""
    ever = assessment_settings.own_statements_ever()
    return {key: (each.en or each.nl) if language == "en" else each.nl for key, each in ever.items()}


def _goal_rows(held: Figures, this: Round, earlier: Sequence[Round]) -> list[GoalRow]:
    order = [f"{LEVEL}{each.id}" for each in questionnaires.goals()]
    present = {measure for of, measure in held if of == this.id and measure.startswith(LEVEL)}
    rows: list[GoalRow] = []
    for measure in [*(each for each in order if each in present), *sorted(present.difference(order))]:
        cell = _cell(held[this.id, measure])
        before = next((each for each in reversed(earlier) if (each.id, measure) in held), None)
        broken = before is not None and _breaks(this, before)
        rows.append(
            GoalRow(
                goal=measure.removeprefix(LEVEL),
                cell=cell,
                change=_change(_cell(held[before.id, measure]), cell) if before and not broken else None,
                broken=broken,
            )
        )
    return rows


def _breaks(this: Round, before: Round) -> bool:
    """Return whether the norm, or the meaning of the statements, changed between two rounds."""
    breaking = {each.version for each in questionnaires.current().questionnaire.changes if each.kind == "break"}
    between = range(before.questionnaire_version + 1, this.questionnaire_version + 1)
    return this.norm_number != before.norm_number or bool(breaking.intersection(between))


def _change(before: Cell, now: Cell) -> Change | None:
    if before.hidden or now.hidden:
        return None
    return change(
        Figure(share=before.shares["goal"], people=before.people), Figure(share=now.shares["goal"], people=now.people)
    )


def _cell(kept: tuple[str, Mapping[str, Any]]) -> Cell:
    hidden, figure = kept
    if hidden:
        return Cell(hidden=cast("Hidden", hidden), shares={}, people=0)
    shares = {band: _share(figure["shares"][band]) for band in BANDS}
    return Cell(hidden=None, shares=shares, people=figure["people"])


def _norm_row(held: Figures, this: Round, behaviour: Behaviour) -> NormRow:
    hidden, figure = held.get((this.id, f"{NORM}{behaviour}"), ("", {}))
    if not figure:
        return NormRow(
            behaviour=behaviour,
            hidden=cast("Hidden", hidden) if hidden else None,
            match=None,
            consensus=None,
            situation=None,
        )
    return NormRow(
        behaviour=behaviour,
        hidden=None,
        match=_share(figure["match"]),
        consensus=_share(figure["consensus"]),
        situation=figure["situation"],
    )


def _asks_a_session(row: GoalRow) -> bool:
    return row.goal in TEAM_GOALS and half_want(row)


def half_want(row: GoalRow) -> bool:
    """Return whether half of the group or more wants to learn it."""
    if row.cell.hidden:
        return False
    wanting = row.cell.shares["goal"]
    return wanting.amount == "most" if wanting.style == "words" else wanting.percent >= TEAM_SESSION_FROM


def _share(said: Mapping[str, Any]) -> Share:
    return Share(**said)


@dataclass(frozen=True, kw_only=True)
class ResponseLine:
    """How many of a group answered, or why that is hidden."""

    group: str
    name: str
    share: Share | None
    hidden: Hidden | None


@dataclass(frozen=True, kw_only=True)
class ResponsePage:
    """One page of the response of a round, as it was this morning."""

    lines: tuple[ResponseLine, ...]
    number: int
    pages: int


def responses(actor: Visitor, round_id: int, language: str, page: int) -> ResponsePage:
    """Return the response of the groups of a round that this reader may see."""
    named = dict(groups(actor, language))
    present = [key for key in rounds.groups_with_response(round_id) if key in named]
    order = {key: number for number, key in enumerate(named)}
    present.sort(key=lambda key: order[key])
    pages = max(1, -(-len(present) // PAGE))
    number = min(max(1, page), pages)
    shown = present[(number - 1) * PAGE : number * PAGE]
    held = {row[1]: (row[3], row[4]) for row in rounds.figures([round_id], shown) if row[2] == RESPONSE}
    lines = tuple(
        ResponseLine(
            group=key,
            name=named[key],
            share=_share(held[key][1]["share"]) if held[key][1] else None,
            hidden=cast("Hidden", held[key][0]) if held[key][0] else None,
        )
        for key in shown
    )
    return ResponsePage(lines=lines, number=number, pages=pages)


def wanted_in(actor: Visitor, round_id: int, group: str) -> tuple[str, ...]:
    """Return the goals that half of that group or more wants to learn, by the published figures of that round."""
    found = picture(actor, round_id, group, "nl")
    return tuple(row.goal for row in found.goals if row.goal in questionnaires.goals_by_id() and half_want(row))
