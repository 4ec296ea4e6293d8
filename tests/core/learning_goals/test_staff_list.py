"""A staff list is read whole or refused with every line, column and reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.periods import FOREVER
from learning_goals.staff_list import is_clean, read
from learning_goals.staff_table import REQUIRED
from tests.core.learning_goals.lists import COLUMNS, GOOD, audiences, parsed, refused, text


def problems_of(data: bytes) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.reason) for each in read(data, audiences(), (), ())[1]]


def test_a_good_line_says_who_works_where() -> None:
    rows, problems = parsed({})
    assert problems == []
    (row,) = rows
    assert (row.staff_number, row.personal.given_name, row.path) == ("100", "Eva", "Publiek > Balie")
    assert (row.employed.first, row.employed.last) == (date(2020, 1, 1), FOREVER)


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_both_separators_and_a_byte_order_mark_are_fine(delimiter: str, mark: bytes) -> None:
    data = mark + text({"role": "employee,trainer"}, delimiter=delimiter).encode()
    rows, problems = read(data, audiences(), (), ())
    assert problems == []
    assert rows[0].roles == ("employee", "trainer")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_any_computer_ends_them(end: str) -> None:
    data = text({}, {"staff_number": "101"}).replace("\n", end).encode()
    assert len(read(data, audiences(), (), ())[0]) == 2


def test_optional_columns_may_be_left_out() -> None:
    rows, problems = read(text({}, columns=REQUIRED).encode(), audiences(), (), ())
    assert problems == []
    assert rows[0].hours == ""


def test_the_columns_may_stand_in_any_order() -> None:
    rows, problems = read(text({}, columns=COLUMNS[::-1]).encode(), audiences(), (), ())
    assert problems == []
    assert rows[0].personal.family_name == "Bakker"


def test_another_encoding_is_refused_with_its_line() -> None:
    data = text({}, {"staff_number": "101", "family_name": "Müller"}).encode("latin-1")
    assert problems_of(data) == [(3, "", "wrong_encoding")]


def test_a_utf_16_file_is_refused_as_another_encoding() -> None:
    assert problems_of(text({}).encode("utf-16")) == [(1, "", "wrong_encoding")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert problems_of(data) == [(1, "", "empty_file")]


def test_missing_unknown_and_double_columns_are_named() -> None:
    columns = tuple(name for name in REQUIRED if name != "language")
    header = ";".join((*columns, "shoe_size", "team"))
    assert problems_of(header.encode()) == [
        (1, "language", "missing_column"),
        (1, "shoe_size", "unknown_column"),
        (1, "team", "double_column"),
    ]


def test_a_line_with_too_many_or_too_few_cells_is_named() -> None:
    lines = text({}, {"staff_number": "101"}).splitlines()
    data = "\n".join([lines[0], lines[1] + ";more", lines[2].rpartition(";")[0]]).encode()
    assert problems_of(data) == [(2, "", "too_many_cells"), (3, "", "too_few_cells")]


def test_a_quotation_mark_that_is_never_closed_is_named() -> None:
    data = text({}, {"staff_number": '101"'}).replace('"101"""', '"101').encode()
    assert problems_of(data) == [(3, "", "broken_quotes")]


def test_line_numbers_are_those_of_the_file_also_after_blank_lines() -> None:
    header, line = text({"language": "fr"}).splitlines()
    assert problems_of(f"{header}\n\n;;;\n\n{line}\n".encode()) == [(5, "language", "unknown_language")]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("function_group", "balie", "unknown_function_group"),
        ("role", "baas", "unknown_role"),
        ("duties", "mentor,chef", "unknown_duty"),
        ("tags", "lang", "unknown_tag"),
        ("language", "fr", "unknown_language"),
        ("email", "eva at example", "no_email"),
        ("email", "eva@nergens", "no_email"),
        ("employed_from", "2021-02-29", "no_date"),
        ("employed_from", "01-02-2021", "no_date"),
        ("employed_from", "20210201", "no_date"),
        ("employed_from", "2021-W01-1", "no_date"),
        ("employed_until", "0000-00-00", "no_date"),
        ("employed_until", "2019-12-31", "ends_before_it_begins"),
        ("given_name", "", "must_be_filled"),
        ("family_name", "", "must_be_filled"),
        ("staff_number", "", "must_be_filled"),
        ("team", "", "must_be_filled"),
        ("function", "", "must_be_filled"),
        ("role", "", "must_be_filled"),
        ("employed_from", "", "must_be_filled"),
        ("language", "", "must_be_filled"),
        ("given_name", "E\x00va", "control_character"),
        ("given_name", "E\x1b[31mva", "control_character"),
        ("family_name", "Bak\nker", "control_character"),
        ("family_name", "Bak\u202eker", "control_character"),
        ("given_name", "E" * 201, "too_long"),
        ("staff_number", "1" * 65, "too_long"),
        ("email", "e" * 60 + "@" + "d" * 200 + ".nl", "too_long"),
        ("team", "A > B", "arrow_in_team"),
        ("parent_team", "A > > B", "path_has_gap"),
        ("manager_staff_number", "999", "unknown_manager"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(column: str, value: str, reason: str) -> None:
    assert (3, column, reason) in refused({}, {"staff_number": "101", column: value})


def test_all_problems_are_said_at_once() -> None:
    found = refused({"language": "fr", "role": "baas"}, {"staff_number": "101", "email": "nee"})
    assert [line for line, _column, _reason in found] == [2, 2, 3]


@pytest.mark.parametrize("said", ["toezicht_handhaving", "Toezicht en handhaving", "TOEZICHT EN HANDHAVING"])
def test_a_function_group_is_known_by_id_and_by_dutch_label(said: str) -> None:
    assert parsed({"function_group": said})[0][0].function_group == "toezicht_handhaving"


@pytest.mark.parametrize(
    "name",
    [
        "Özdemir",
        "O’Brien-van ’t Hoff",
        "李小龍",
        "Нечипоренко",
        "محمّد",
        "नरेंद्र",
        "Nguyễn",
        "Ｔａｎａｋａ",
        "神﨑",
        "Zoe\u0301",
        "👩🏽‍🚒",
    ],
)
def test_names_keep_every_letter_of_every_script(name: str) -> None:
    assert parsed({"family_name": name})[0][0].personal.family_name == name


@pytest.mark.parametrize(
    "formula", ["=1+1", "+31 6", "-Jan", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]
)
def test_formulas_are_text(formula: str) -> None:
    assert parsed({"function": formula})[0][0].function == formula


def test_a_shared_email_address_is_fine() -> None:
    assert refused({}, {"staff_number": "101"}) == []


def test_one_number_with_two_different_people_is_refused_with_the_columns_that_differ() -> None:
    assert refused({}, {"team": "Telefoon", "given_name": "Evi", "employed_from": "2021-01-01"}) == [
        (3, "given_name", "other_person"),
        (3, "employed_from", "other_person"),
    ]


def test_the_same_number_in_another_team_is_a_second_job() -> None:
    rows, problems = parsed({}, {"team": "Telefoon", "function": "Telefonist"})
    assert problems == []
    assert [row.path for row in rows] == ["Publiek > Balie", "Publiek > Telefoon"]


def test_the_same_number_twice_in_one_team_is_refused() -> None:
    assert refused({}, {"parent_team": "> Publiek"}) == [(3, "team", "same_team_twice")]


def test_a_manager_may_be_in_the_list_or_known_already() -> None:
    assert refused({"manager_staff_number": "101"}, {"staff_number": "101"}) == []
    assert refused({"manager_staff_number": "7"}, numbers=("7",)) == []


class TestTeams:
    """Where a team stands in the tree."""

    def test_a_parent_that_has_a_parent_in_the_list_makes_the_whole_path(self) -> None:
        rows, _ = parsed({}, {"staff_number": "101", "team": "Publiek", "parent_team": "Gemeente"})
        assert [row.path for row in rows] == ["Gemeente > Publiek > Balie", "Gemeente > Publiek"]

    def test_a_known_parent_is_found_by_its_name(self) -> None:
        assert parsed({}, teams=("Gemeente > Publiek",))[0][0].path == "Gemeente > Publiek > Balie"

    def test_without_a_parent_the_known_team_of_that_name_is_meant(self) -> None:
        known = ("Publiek > Balie",)
        assert parsed({"parent_team": ""}, teams=known)[0][0].path == "Publiek > Balie"

    def test_without_a_parent_an_unknown_team_is_a_top_team(self) -> None:
        assert parsed({"parent_team": ""})[0][0].path == "Balie"

    def test_a_name_that_several_teams_have_asks_for_the_path(self) -> None:
        known = ("A > Balie", "B > Balie", "A > Publiek", "B > Publiek")
        assert refused({"parent_team": ""}, teams=known) == [(2, "team", "team_ambiguous")]
        assert refused({}, teams=known) == [(2, "parent_team", "parent_ambiguous")]
        assert parsed({"parent_team": "B > Publiek"}, teams=known)[0][0].path == "B > Publiek > Balie"

    def test_an_arrow_alone_means_a_top_team(self) -> None:
        known = ("A > Balie", "B > Balie")
        assert parsed({"parent_team": ">"}, teams=known)[0][0].path == "Balie"

    def test_a_cycle_of_teams_is_refused(self) -> None:
        lines = [("A", "B"), ("B", "C"), ("C", "A")]
        found = refused(
            *({"staff_number": str(n), "team": team, "parent_team": above} for n, (team, above) in enumerate(lines))
        )
        assert {(column, reason) for _line, column, reason in found} == {("parent_team", "team_cycle")}

    def test_a_team_below_itself_is_refused(self) -> None:
        assert refused({"parent_team": "Balie"}) == [(2, "parent_team", "team_cycle")]

    def test_an_endless_chain_of_teams_is_refused_and_not_followed(self) -> None:
        lines = [{"staff_number": str(n), "team": f"T{n}", "parent_team": f"T{n + 1}"} for n in range(3000)]
        assert (2, "parent_team", "path_too_long") in refused(*lines)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_and_never_fails(said: str) -> None:
    data = said.encode("utf-8", "surrogatepass")
    rows, problems = read(data, audiences(), (), ())
    assert rows == [] or problems == []


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20), max_size=4), max_size=4))
def test_any_cells_are_read_or_refused_and_names_come_out_as_they_went_in(lines: list[dict[str, str]]) -> None:
    rows, problems = parsed(*lines)
    for row in rows:
        line = lines[row.line - 2] if len(rows) == len(lines) else {}
        said = {**GOOD, **line}["family_name"].strip()
        assert problems == []
        assert is_clean(row.personal.family_name)
        assert line == {} or row.personal.family_name == said
