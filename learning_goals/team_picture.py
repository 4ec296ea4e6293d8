"""The picture of a group: from each person's bands and reactions to the figures that are published, and no further."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learning_goals.disclosure import FLOOR, Hidden, Release, Share, Table, answered_enough, release, share
from learning_goals.norm_agreement import Situation, situation
from learning_goals.scoring import BANDS, Band


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one person's answers come to: a band per subject, a reaction per behaviour and whether it fits the norm."""

    person: int
    bands: Mapping[str, Band]
    reactions: Mapping[str, tuple[str, bool]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A group of the round and everybody in it who was asked."""

    key: str
    people: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class BandFigure:
    """The shares of a subject's bands in one group, over so many people."""

    shares: Mapping[Band, Share]
    people: int


@dataclass(frozen=True, kw_only=True)
class NormFigure:
    """How a group answered one kind of vignette, over so many people."""

    match: Share
    consensus: Share
    situation: Situation
    people: int


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measure in one group: its figure, or why it is hidden; `counted` is whom it counts, to be kept."""

    group: str
    measure: str
    figure: BandFigure | NormFigure | None
    hidden: Hidden | None
    counted: frozenset[int]


_SILENT: Hidden = "low_response"
Earlier = Mapping[str, Sequence[frozenset[int]]]
"""Per measure, whom the tables that were published before counted."""


def picture(
    groups: Sequence[Asked], sheets: Sequence[Sheet], earlier: Earlier, minimum: int = FLOOR, seed: str = ""
) -> tuple[Measured, ...]:
    """Return every measure of every group of which half answered, released by learning_goals.disclosure."""
    answered = frozenset(sheet.person for sheet in sheets)
    silent = {each.key for each in groups if not answered_enough(len(each.people & answered), len(each.people))}
    counting = [each for each in groups if each.key not in silent]
    bands: dict[str, dict[int, Band]] = defaultdict(dict)
    reactions: dict[str, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for sheet in sheets:
        for subject, band in sheet.bands.items():
            bands[f"level:{subject}"][sheet.person] = band
        for behaviour, said in sheet.reactions.items():
            reactions[f"norm:{behaviour}"][sheet.person] = said

    found: list[Measured] = []
    for measure, held in bands.items():
        let_out = _release(measure, counting, held.keys(), answered, earlier, minimum, seed)
        found += [_shown(measure, key, people, _bands(people, held)) for key, people in let_out.shown.items()]
        found += _hidden(measure, let_out.hidden, silent)
    for measure, said_by in reactions.items():
        let_out = _release(measure, counting, said_by.keys(), answered, earlier, minimum, seed)
        found += [_shown(measure, key, people, _norm(people, said_by)) for key, people in let_out.shown.items()]
        found += _hidden(measure, let_out.hidden, silent)
    return tuple(found)


def asked_tables(
    groups: Sequence[Asked], earlier: Sequence[frozenset[int]], minimum: int = FLOOR, seed: str = ""
) -> Release:
    """Return over whom the response of each group may be shown; decided once, when a round opens."""
    return release([Table(key=each.key, people=each.people, asked=0) for each in groups], earlier, minimum, seed)


def response(tables: Mapping[str, frozenset[int]], answered: frozenset[int]) -> Mapping[str, Share]:
    """Return the share that answered of each of these tables."""
    return {key: share(len(people & answered), len(people)) for key, people in tables.items()}


def _release(
    measure: str,
    groups: Sequence[Asked],
    counted: Iterable[int],
    answered: frozenset[int],
    earlier: Earlier,
    minimum: int,
    seed: str,
) -> Release:
    """Release the tables of a measure; as many are taken to be asked for it as answered, by the group's response."""
    here = frozenset(counted)
    tables: list[Table] = []
    for each in groups:
        people, all_answered = each.people & here, len(each.people & answered)
        if people:
            tables.append(Table(key=each.key, people=people, asked=len(people) * len(each.people) // all_answered))
    return release(tables, earlier.get(measure, ()), minimum, f"{seed}:{measure}")


def _shown(measure: str, group: str, people: frozenset[int], figure: BandFigure | NormFigure) -> Measured:
    return Measured(group=group, measure=measure, figure=figure, hidden=None, counted=people)


def _hidden(measure: str, hidden: Mapping[str, Hidden], silent: Iterable[str]) -> list[Measured]:
    why: dict[str, Hidden] = {**hidden, **dict.fromkeys(silent, _SILENT)}
    return [
        Measured(group=key, measure=measure, figure=None, hidden=each, counted=frozenset()) for key, each in why.items()
    ]


def _bands(people: frozenset[int], held: Mapping[int, Band]) -> BandFigure:
    counts = Counter(held[person] for person in people)
    return BandFigure(shares={band: share(counts[band], len(people)) for band in BANDS}, people=len(people))


def _norm(people: frozenset[int], held: Mapping[int, tuple[str, bool]]) -> NormFigure:
    said = Counter(held[person][0] for person in people)
    match = share(sum(held[person][1] for person in people), len(people))
    consensus = share(max(said.values()), len(people))
    return NormFigure(
        match=match,
        consensus=consensus,
        situation=situation(match.percent, consensus.percent),
        people=len(people),
    )
