"""The figures of a group, no further than they may be published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals.disclosure import FLOOR, Table, release, share
from learning_goals.scoring import BANDS, Band
from learning_goals.team_picture import (
    Asked,
    BandFigure,
    Measured,
    NormFigure,
    Sheet,
    asked_tables,
    picture,
    response,
)


def people(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


def sheet(person: int, band: Band = "goal", reaction: str = "limit", fits: bool = True) -> Sheet:
    return Sheet(person=person, bands={"set_limits": band}, reactions={"attack": (reaction, fits)})


def by_place(found: Sequence[Measured]) -> dict[tuple[str, str], Measured]:
    assert max(Counter((each.group, each.measure) for each in found).values()) == 1
    return {(each.group, each.measure): each for each in found}


TEAM = Asked(key="team", people=people(1, 24))
BANDS_OF_TEAM: list[Band] = ["goal"] * 6 + ["refresh"] * 3 + ["up_to_date"] * 11


def test_a_group_of_twenty_reads_as_percents() -> None:
    sheets = [sheet(person, band) for person, band in enumerate(BANDS_OF_TEAM, start=1)]
    found = by_place(picture([TEAM], sheets, {}))["team", "level:set_limits"]
    shares = {"goal": share(6, 20), "refresh": share(3, 20), "up_to_date": share(11, 20)}
    assert found.figure == BandFigure(shares=shares, people=20)
    assert found.counted == people(1, 20)
    assert found.hidden is None


def test_a_group_that_agrees_otherwise_than_the_norm_has_its_own() -> None:
    sheets = [sheet(person, reaction="bend", fits=False) for person in range(1, 16)]
    sheets += [sheet(person) for person in range(16, 21)]
    found = by_place(picture([TEAM], sheets, {}))["team", "norm:attack"]
    assert found.figure == NormFigure(match=share(5, 20), consensus=share(15, 20), situation="own_norm", people=20)


def test_a_group_of_which_less_than_half_answered_shows_nothing_at_all() -> None:
    found = picture([TEAM], [sheet(person) for person in range(1, 12)], {})
    assert {(each.group, each.measure) for each in found} == {("team", "level:set_limits"), ("team", "norm:attack")}
    assert {each.hidden for each in found} == {"low_response"}
    assert {each.figure for each in found} == {None}
    assert {each.counted for each in found} == {frozenset()}


def test_a_subject_that_few_were_asked_is_hidden_for_being_small() -> None:
    sheets = [sheet(person) for person in range(1, 21)]
    sheets += [Sheet(person=person, bands={"street": "goal"}, reactions={}) for person in range(21, 25)]
    found = by_place(picture([TEAM], sheets, {}))
    assert found["team", "level:street"].hidden == "too_few"
    assert found["team", "level:set_limits"].figure is not None


def test_a_subject_that_concerns_part_of_the_group_is_counted_over_that_part() -> None:
    sheets = [sheet(person) for person in range(1, 14)]
    sheets += [Sheet(person=person, bands={"street": "refresh"}, reactions={}) for person in range(14, 25)]
    found = by_place(picture([TEAM], sheets, {}))["team", "level:street"].figure
    assert isinstance(found, BandFigure)
    assert found.people == 11


def test_without_answers_there_is_no_picture() -> None:
    assert picture([TEAM], [], {}) == ()


def test_a_later_joiner_does_not_stand_out_from_what_was_published() -> None:
    sheets = [sheet(person) for person in range(1, 13)]
    first = by_place(picture([Asked(key="team", people=people(1, 12))], sheets, {}))["team", "level:set_limits"]
    earlier = {"level:set_limits": [first.counted]}
    later = picture([Asked(key="team", people=people(1, 13))], [*sheets, sheet(13)], earlier, seed="secret")
    again = by_place(later)["team", "level:set_limits"]
    assert first.counted == people(1, 12)
    assert again.counted == first.counted
    assert again.figure is not None
    assert again.figure.people == len(again.counted)


def test_what_was_published_of_one_subject_does_not_limit_another() -> None:
    sheets = [sheet(person) for person in range(1, 14)]
    found = by_place(picture([Asked(key="team", people=people(1, 13))], sheets, {"level:street": [people(1, 12)]}))
    assert found["team", "level:set_limits"].counted == people(1, 13)


@pytest.mark.parametrize("minimum", [FLOOR, 7])
@settings(max_examples=40, deadline=None)
@given(
    asked=st.lists(st.frozensets(st.integers(1, 30), min_size=1), min_size=1, max_size=5),
    bands=st.dictionaries(st.integers(1, 30), st.sampled_from(BANDS), min_size=10),
)
def test_every_figure_counts_only_whom_it_may(
    minimum: int, asked: list[frozenset[int]], bands: dict[int, Band]
) -> None:
    groups = [Asked(key=str(number), people=of) for number, of in enumerate(asked)]
    found = picture(groups, [sheet(person, band) for person, band in bands.items()], {}, minimum)
    by_place(found)
    published: dict[str, list[frozenset[int]]] = defaultdict(list)
    for each in found:
        assert (each.figure is None) is (each.hidden is not None)
        if each.figure is not None:
            group = asked[int(each.group)]
            assert each.figure.people == len(each.counted) >= minimum
            assert each.counted <= group & bands.keys()
            assert len(group & bands.keys()) * 2 >= len(group)
            published[each.measure].append(each.counted)
    for tables in published.values():
        assert all(not 0 < len(one ^ other) < minimum for one in tables for other in tables)


def test_the_response_is_shown_over_tables_that_are_decided_before_anybody_answered() -> None:
    groups = [TEAM, Asked(key="small", people=people(21, 24)), Asked(key="without", people=people(1, 21))]
    let_out = asked_tables(groups, [])
    assert let_out == release([Table(key=each.key, people=each.people, asked=0) for each in groups], [])
    assert let_out.hidden == {"small": "too_few", "without": "would_single_out"}
    assert response(let_out.shown, people(1, 6)) == {"team": share(6, 24)}
    assert response(let_out.shown, frozenset()) == {"team": share(0, 24)}
