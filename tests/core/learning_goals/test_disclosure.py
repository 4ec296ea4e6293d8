"""Nobody learns what one person answered, whoever knows every membership and every table ever published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals.disclosure import FLOOR, MINIMA, Release, Share, Table, answered_enough, release, share

TEAMS, DEPARTMENTS, FUNCTION_GROUPS = 6, 2, 3


@dataclass(frozen=True)
class Worker:
    """Where somebody works; most are in one team, some in two."""

    teams: tuple[int, ...]
    function_group: int


Staff = Mapping[int, Worker]


@dataclass(frozen=True)
class Round:
    """What the reader can know of one round."""

    tables: Sequence[Table]
    release: Release


def people(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


def table(key: str, counted: Iterable[int], asked: int = 0) -> Table:
    return Table(key=key, people=frozenset(counted), asked=asked)


def hire(random: Random) -> Worker:
    teams = random.sample(range(TEAMS), 2 if random.random() < 0.1 else 1)
    return Worker(teams=tuple(teams), function_group=random.randrange(FUNCTION_GROUPS))


def a_year_later(random: Random, staff: Staff, changing: float) -> Staff:
    """Return the staff after some left, some moved and some joined."""
    kept: dict[int, Worker] = {}
    for person, worker in staff.items():
        if random.random() < changing / 3:
            continue
        moves = random.random() < changing / 3
        kept[person] = replace(worker, teams=(random.randrange(TEAMS),)) if moves else worker
    newest = max(staff, default=0)
    joining = sum(random.random() < changing / 3 for _ in staff)
    return kept | {newest + number: hire(random) for number in range(1, joining + 1)}


def groups_of(staff: Staff) -> Mapping[str, Callable[[Worker], bool]]:
    """Return whom each table is about: the whole tree, the function groups, and those within a department."""
    groups: dict[str, Callable[[Worker], bool]] = {"whole": lambda _worker: True}
    for team in range(TEAMS):
        groups[f"team {team}"] = lambda worker, team=team: team in worker.teams
    for department in range(DEPARTMENTS):
        groups[f"department {department}"] = lambda worker, department=department: any(
            team % DEPARTMENTS == department for team in worker.teams
        )
    for group in range(FUNCTION_GROUPS):
        groups[f"group {group}"] = lambda worker, group=group: worker.function_group == group
        groups[f"group {group}, first department"] = lambda worker, group=group: (
            worker.function_group == group and worker.teams[0] % DEPARTMENTS == 0
        )
    return groups


def tables_of(staff: Staff, answered: frozenset[int]) -> list[Table]:
    found = []
    for key, fits in groups_of(staff).items():
        asked = frozenset(person for person, worker in staff.items() if fits(worker))
        found.append(table(key, asked & answered, len(asked)))
    return found


def rounds(random: Random, size: int, count: int, changing: float, answering: float, minimum: int) -> list[Round]:
    """Return several rounds among one staff, each released with all that was published before."""
    staff: Staff = {person: hire(random) for person in range(size)}
    silent: frozenset[int] = frozenset(person for person in staff if random.random() > answering)
    held: list[Round] = []
    for _number in range(count):
        tables = tables_of(staff, frozenset(staff) - silent)
        earlier = [counted for each in held for counted in each.release.shown.values()]
        held.append(Round(tables=tables, release=release(tables, earlier, minimum, "a secret")))
        staff = a_year_later(random, staff, changing)
        silent = frozenset(
            person
            for person in staff
            if (random.random() > answering if random.random() < changing else person in silent)
        )
    return held


def blocks(shown: Mapping[str, frozenset[int]]) -> Counter[frozenset[str]]:
    """Return how many people are in exactly the same published tables; no sum or difference tells these apart."""
    everybody = frozenset[int]().union(*shown.values())
    return Counter(frozenset(key for key, counted in shown.items() if person in counted) for person in everybody)


def hold_against_the_reader(held: Sequence[Round], minimum: int) -> None:
    published = [counted for each in held for counted in each.release.shown.values()]
    for one, other in combinations(published, 2):
        assert not 0 < len(one ^ other) < minimum
    for each in held:
        assert all(size >= minimum for size in blocks(each.release.shown).values())
        by_key = {one.key: one for one in each.tables}
        assert {*each.release.shown, *each.release.hidden} == set(by_key)
        assert not set(each.release.shown) & set(each.release.hidden)
        for key, counted in each.release.shown.items():
            assert len(counted) >= minimum
            assert len(counted) * 2 >= by_key[key].asked
            assert counted <= by_key[key].people


@pytest.mark.parametrize("minimum", MINIMA)
@settings(max_examples=60, deadline=None)
@given(
    luck=st.integers(0, 2**32),
    size=st.integers(5, 90),
    count=st.integers(2, 4),
    changing=st.sampled_from([0.02, 0.05, 0.1, 0.3]),
    answering=st.sampled_from([0.55, 0.8, 0.95, 1.0]),
)
def test_a_reader_who_knows_every_membership_and_table_singles_out_nobody(
    minimum: int, luck: int, size: int, count: int, changing: float, answering: float
) -> None:
    hold_against_the_reader(rounds(Random(luck), size, count, changing, answering, minimum), minimum)


person_sets = st.frozensets(st.integers(0, 24), max_size=25)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(person_sets, min_size=1, max_size=5), min_size=2, max_size=3))
def test_no_choice_of_groups_singles_out_anybody(chosen: list[list[frozenset[int]]]) -> None:
    held: list[Round] = []
    for groups in chosen:
        tables = [table(f"group {number}", counted) for number, counted in enumerate(groups)]
        earlier = [counted for each in held for counted in each.release.shown.values()]
        held.append(Round(tables=tables, release=release(tables, earlier)))
    hold_against_the_reader(held, FLOOR)


def test_every_team_of_fifteen_reads_again_after_one_left_and_one_joined() -> None:
    before = {f"team {team}": people(100 * team + 1, 100 * team + 15) for team in range(TEAMS)}
    after = {key: (counted - {min(counted)}) | {max(counted) + 1} for key, counted in before.items()}
    held: list[frozenset[int]] = []
    for teams in (before, after):
        tables = [table(key, counted) for key, counted in teams.items()]
        found = release([*tables, table("whole", frozenset().union(*teams.values()))], held, seed="secret")
        assert found.hidden == {}
        held += found.shown.values()


def test_who_joins_the_team_later_waits_until_there_are_more() -> None:
    before = people(1, 12)
    assert release([table("team", people(1, 13))], [before]).shown == {"team": before}
    assert release([table("team", people(1, 17))], [before]).shown == {"team": people(1, 17)}


def test_a_team_that_stays_as_it_is_keeps_its_table_round_after_round() -> None:
    past = [people(1, 12)]
    for _round in range(4):
        past += release([table("team", people(2, 13))], past).shown.values()
    assert len(past) == 5
    assert len(set(past[1:])) == 1


def test_nobody_and_one_read_the_same() -> None:
    for of in range(10, 60):
        assert share(0, of) == share(1, of)
        assert share(of, of) == share(of - 1, of)


def test_a_team_of_fourteen_with_one_leaver_and_one_joiner_reads_again_over_eleven() -> None:
    first = release([table("team", people(1, 14))], [], seed="secret")
    second = release([table("team", people(2, 15))], first.shown.values(), seed="secret")
    assert first.shown == {"team": people(1, 14)}
    assert len(second.shown["team"]) == 11
    assert 15 in second.shown["team"]
    assert len(second.shown["team"] ^ first.shown["team"]) == FLOOR


def test_whom_chance_leaves_out_follows_from_the_secret() -> None:
    tables, earlier = [table("team", people(2, 15))], [people(1, 14)]
    left_out = {seed: people(2, 15) - release(tables, earlier, seed=seed).shown["team"] for seed in "abcdef"}
    assert len(set(left_out.values())) > 1
    assert left_out["a"] == people(2, 15) - release(tables, earlier, seed="a").shown["team"]


def test_who_is_left_out_of_the_team_is_left_out_of_the_whole_too() -> None:
    team, others = people(2, 15), people(20, 39)
    found = release([table("team", team), table("whole", team | others)], [people(1, 14)])
    assert team - found.shown["team"] == (team | others) - found.shown["whole"]


def test_the_same_people_are_published_again() -> None:
    tables = [table("whole", people(1, 30)), table("north", people(1, 12)), table("south", people(13, 30))]
    first = release(tables, [])
    assert len(first.shown) == 3
    assert release(tables, first.shown.values()) == first


@pytest.mark.parametrize("overlap", range(1, FLOOR))
def test_two_groups_that_share_a_few_people_are_not_both_shown(overlap: int) -> None:
    found = release([table("desk", people(1, 20)), table("team", people(21 - overlap, 30))], [])
    assert found.shown == {"desk": people(1, 20)}
    assert found.hidden == {"team": "would_single_out"}


@pytest.mark.parametrize("overlap", [0, FLOOR])
def test_two_groups_that_share_nobody_or_enough_people_are_both_shown(overlap: int) -> None:
    found = release([table("desk", people(1, 20)), table("team", people(21 - overlap, 30))], [])
    assert set(found.shown) == {"desk", "team"}


@pytest.mark.parametrize("alone", range(1, FLOOR))
def test_a_filter_that_would_isolate_a_few_people_shows_only_the_larger_group(alone: int) -> None:
    group = people(1, 20)
    found = release([table("without one team", people(1, 20 - alone)), table("group", group)], [])
    assert found.shown == {"group": group}
    assert found.hidden == {"without one team": "would_single_out"}


def test_one_small_team_hides_a_sibling_too_so_that_the_whole_does_not_give_it_away() -> None:
    large, middle, small = people(1, 10), people(11, 18), people(19, 21)
    tables = [table("large", large), table("middle", middle), table("small", small)]
    found = release([*tables, table("whole", large | middle | small)], [])
    assert set(found.shown) == {"whole", "large"}
    assert found.hidden == {"middle": "would_single_out", "small": "too_few"}


def test_three_overlapping_groups_do_not_isolate_people_together() -> None:
    tables = [table("a", people(1, 16)), table("b", people(9, 24)), table("c", {*people(1, 6), *people(17, 24)})]
    found = release(tables, [])
    assert set(found.shown) == {"a", "b"}
    assert found.hidden == {"c": "would_single_out"}


def test_a_group_of_which_fewer_than_half_answered_is_hidden() -> None:
    tables = [table("silent", people(1, 9), asked=19), table("half", people(11, 20), asked=20)]
    found = release(tables, [])
    assert found.hidden == {"silent": "low_response"}
    assert set(found.shown) == {"half"}
    assert answered_enough(5, 10)
    assert not answered_enough(4, 9)


def test_leaving_people_out_must_not_leave_less_than_half_of_those_asked() -> None:
    found = release([table("team", people(2, 13), asked=24)], [people(1, 12)])
    assert found.hidden == {"team": "too_like_earlier"}


def test_an_organisation_may_ask_for_larger_groups_but_not_for_smaller() -> None:
    tables = [table("four", people(1, 4)), table("six", people(11, 16)), table("seven", people(21, 27))]
    assert set(release(tables, [], minimum=7).shown) == {"seven"}
    assert release(tables, [], minimum=1).hidden == {"four": "too_few"}


@pytest.mark.parametrize("of", range(5, 10))
def test_a_small_group_reads_in_words_that_each_fit_two_counts_or_more(of: int) -> None:
    shares = [share(count, of) for count in range(of + 1)]
    assert {each.style for each in shares} == {"words"}
    assert {each.amount for each in shares} == {"few", "half", "most"}
    assert all(times >= 2 for times in Counter(shares).values())
    assert shares[0] == shares[1]
    assert shares[-1] == shares[-2]


@pytest.mark.parametrize("of", range(10, 20))
def test_a_group_below_twenty_reads_in_tens(of: int) -> None:
    shares = [share(count, of) for count in range(of + 1)]
    assert {each.style for each in shares} == {"tens"}
    assert {each.percent for each in shares} == set(range(10, 100, 10))


@pytest.mark.parametrize("of", [20, 33, 100, 199, 200, 1000])
def test_a_larger_group_reads_in_percents_but_never_nobody_or_everybody(of: int) -> None:
    shares = [share(count, of) for count in range(of + 1)]
    assert {each.style for each in shares} == {"percent"}
    assert (shares[0].percent, shares[-1].percent) == (1, 99)
    assert all(1 <= each.percent <= 99 for each in shares)
    assert shares[0].almost
    assert shares[-1].almost


@pytest.mark.parametrize("of", [5, 9, 10, 19, 20, 61])
def test_more_people_never_read_as_less(of: int) -> None:
    percents = [share(count, of).percent for count in range(of + 1)]
    assert percents == sorted(percents)


def test_shares_computed_by_hand() -> None:
    assert share(2, 6) == Share(style="words", amount="few", percent=20, almost=False)
    assert share(4, 7) == Share(style="words", amount="half", percent=50, almost=False)
    assert share(7, 12) == Share(style="tens", amount="half", percent=60, almost=False)
    assert share(56, 70) == Share(style="percent", amount="most", percent=80, almost=False)


@pytest.mark.parametrize("of", range(FLOOR))
def test_no_share_is_about_fewer_than_five(of: int) -> None:
    with pytest.raises(ValueError, match="fewer than five"):
        share(0, of)
