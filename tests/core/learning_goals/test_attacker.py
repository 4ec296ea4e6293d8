"""An attacker who knows every membership on every day and sees every figure of all rounds, but no answers."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals.disclosure import FLOOR, Share, answered_enough
from learning_goals.scoring import BANDS
from learning_goals.team_picture import (
    Asked,
    BandFigure,
    Measured,
    NormFigure,
    Sheet,
    asked_tables,
    picture,
)

TEAMS, GROUPS, SUBJECTS = 4, 2, ("set_limits", "safe_home_visit", "own-1")
People = st.lists(st.tuples(st.integers(0, TEAMS - 1), st.integers(0, GROUPS - 1)), min_size=20, max_size=60)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[Asked], list[Sheet]]]:
    """Two or three rounds of one organisation: people come, leave, move and do not always answer."""
    luck = draw(st.randoms(use_true_random=False))
    people = dict(enumerate(draw(People)))
    found: list[tuple[list[Asked], list[Sheet]]] = []
    for _round in range(draw(st.integers(2, 3))):
        for _leaver in range(luck.randrange(4)):
            people.pop(luck.choice(list(people)))
        for _joiner in range(luck.randrange(4)):
            people[1000 + luck.randrange(10**6)] = (luck.randrange(TEAMS), luck.randrange(GROUPS))
        if luck.random() < 0.5:
            people[luck.choice(list(people))] = (luck.randrange(TEAMS), luck.randrange(GROUPS))
        answering = [person for person in people if luck.random() < 0.85]
        found.append((groups_of(people), [sheet(person, luck) for person in answering]))
    return found


def groups_of(people: dict[int, tuple[int, int]]) -> list[Asked]:
    """Every filter there is: all, each function group, each team, and two teams under one department."""
    of: dict[str, set[int]] = {"all": set(people)}
    for person, (team, group) in people.items():
        for key in (f"team:{team}", f"group:{group}", f"department:{team // 2}"):
            of.setdefault(key, set()).add(person)
    return [Asked(key=key, people=frozenset(who)) for key, who in of.items()]


def sheet(person: int, luck) -> Sheet:
    """Somebody's answers, some of which do not occur in the work."""
    bands = {subject: luck.choice(BANDS) for subject in SUBJECTS if luck.random() < 0.8}
    return Sheet(person=person, bands=bands, reactions={"D": (luck.choice(("stop", "bend")), luck.random() < 0.5)})


def published(history: list[tuple[list[Asked], list[Sheet]]]) -> list[list[Measured]]:
    """The figures of each round, made one after the other as the product does."""
    earlier: dict[str, list[frozenset[int]]] = {}
    rounds: list[list[Measured]] = []
    for groups, sheets in history:
        made = list(picture(groups, sheets, earlier, seed="secret"))
        for each in made:
            if each.figure is not None:
                earlier.setdefault(each.measure, []).append(each.counted)
        rounds.append(made)
    return rounds


def shares_of(figure: BandFigure | NormFigure) -> list[Share]:
    return list(figure.shares.values()) if isinstance(figure, BandFigure) else [figure.match, figure.consensus]


@settings(max_examples=120, deadline=None)
@given(histories())
def test_no_two_figures_of_any_rounds_differ_by_fewer_than_five(history) -> None:
    tables: dict[str, list[frozenset[int]]] = {}
    for each in (each for made in published(history) for each in made if each.figure is not None):
        tables.setdefault(each.measure, []).append(each.counted)
    for of_measure in tables.values():
        for one, other in combinations(of_measure, 2):
            assert one == other or len(one ^ other) >= FLOOR


@settings(max_examples=120, deadline=None)
@given(histories())
def test_whatever_is_added_and_subtracted_within_a_round_is_about_five_or_more(history) -> None:
    for made in published(history):
        for measure in {each.measure for each in made}:
            tables = [each.counted for each in made if each.measure == measure and each.figure is not None]
            blocks: dict[tuple[bool, ...], int] = {}
            for person in frozenset().union(*tables):
                key = tuple(person in table for table in tables)
                blocks[key] = blocks.get(key, 0) + 1
            assert all(size >= FLOOR for size in blocks.values())


@settings(max_examples=120, deadline=None)
@given(histories())
def test_small_groups_read_in_words_or_tens_and_half_of_the_group_answered(history) -> None:
    for (groups, sheets), made in zip(history, published(history), strict=True):
        answered = frozenset(each.person for each in sheets)
        asked = {each.key: each.people for each in groups}
        for each in (each for each in made if each.figure is not None):
            assert each.figure
            assert each.counted <= asked[each.group] & answered
            assert answered_enough(len(asked[each.group] & answered), len(asked[each.group]))
            style = "words" if len(each.counted) < 10 else "tens" if len(each.counted) < 20 else "percent"
            assert {share.style for share in shares_of(each.figure)} == {style}
            assert all(0 < share.percent < 100 for share in shares_of(each.figure))


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_response_of_rounds_cannot_be_subtracted_either(history) -> None:
    past: list[frozenset[int]] = []
    for groups, _sheets in history:
        past += asked_tables(groups, past, seed="secret").shown.values()
    for one, other in combinations(past, 2):
        assert one == other or len(one ^ other) >= FLOOR
