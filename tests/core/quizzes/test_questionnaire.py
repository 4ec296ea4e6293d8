"""Who is asked what, what becomes of the answers, and what the checker refuses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_goals import function_groups
from learning_goals.goal_catalogue import ELEMENTS, GOALS
from learning_goals.norm_texts import CHOICES
from quizzes.questionnaire import (
    MOST_CONDITIONAL,
    STRATA,
    Behaviour,
    Channel,
    NormVignette,
    Questionnaire,
    Reaction,
    Variant,
    fitting,
)
from quizzes.questionnaire_check import Known, Parsed, parse_questionnaire
from quizzes.questionnaire_paper import (
    OWN,
    PULSE_STRATA,
    SITUATIONS,
    WORK,
    Answer,
    Answers,
    Form,
    Local,
    Page,
    Respondent,
    chosen,
    draw,
    merge,
    open_items,
    pages,
    read,
)

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "learning_goals" / "content"
FILE = "leerdoelwijzer.yaml"
TEXT = (ROOT / "quizzes" / "content" / "questionnaires" / FILE).read_text(encoding="utf-8")
EMPLOYEE, LEADER, NEWCOMER = (Respondent(variant=each) for each in ("employee", "leader", "newcomer"))
UNCHANGED = Local()
CORE = [
    "n1",
    "n2",
    "n3",
    "n4",
    "n5",
    "p1",
    "p2",
    "p3",
    "p4",
    "r1",
    "r2",
    "r3",
    "r4",
    "r5",
    "r6",
    "y1",
    "y2",
    "y3",
    "t1",
    "t2",
    "t3",
    "t4",
]
NORM = {name: values[0] for name, values in CHOICES.items()}
CHANNELS: tuple[Channel, ...] = ("counter", "phone", "online", "home_visits", "street", "hardly")


@lru_cache(maxsize=1)
def known() -> Known:
    goals = GOALS.validate_python(yaml.safe_load((CONTENT / "goals.yaml").read_text(encoding="utf-8"))["goals"])
    training = yaml.safe_load((CONTENT / "training_elements.yaml").read_text(encoding="utf-8"))["elements"]
    audiences = function_groups.parse((CONTENT / "audiences.yaml").read_text(encoding="utf-8"))
    return Known(
        elements=frozenset(each.id for each in ELEMENTS.validate_python(training)),
        scored=frozenset(statement for goal in goals for statement in goal.statements),
        audiences={
            "groups": frozenset(each.id for each in audiences.function_groups),
            "duties": frozenset(each.id for each in audiences.duties),
            "tags": frozenset(each.id for each in audiences.tags),
        },
        choices=CHOICES,
    )


def parse(text: str) -> Parsed:
    return parse_questionnaire(text, FILE, known())


@lru_cache(maxsize=1)
def shipped() -> Questionnaire:
    parsed = parse(TEXT)
    assert parsed.questionnaire is not None, parsed.problems
    return parsed.questionnaire


def paper(
    who: Respondent = EMPLOYEE, answers: Answers | None = None, local: Local = UNCHANGED, form: Form = "full"
) -> tuple[Page, ...]:
    return pages(shipped(), form, who, answers or {}, local)


def required(
    who: Respondent = EMPLOYEE, answers: Answers | None = None, local: Local = UNCHANGED, form: Form = "full"
) -> list[str]:
    return [item for page in paper(who, answers, local, form) for item in page.required]


def page_of(page_id: str, found: tuple[Page, ...]) -> Page:
    return next(each for each in found if each.id == page_id)


def added(who: Respondent, answers: Answers | None = None, local: Local = UNCHANGED) -> list[str]:
    """Return what somebody is asked besides the core."""
    return [item for item in required(who, answers, local) if item not in CORE]


def test_the_shipped_file_has_no_faults() -> None:
    assert parse(TEXT).problems == ()


def test_an_employee_answers_every_core_statement_page_by_page() -> None:
    assert [page.id for page in paper()] == [WORK, "norm", "ahead", "react", "yourself", "together", SITUATIONS]
    assert required() == CORE
    assert page_of(WORK, paper()).items == ("w1", "w2", "w3")
    assert page_of(WORK, paper()).required == ()
    assert len(page_of(SITUATIONS, paper()).vignettes) == len(STRATA)


def test_a_newcomer_is_not_asked_what_nobody_knows_in_the_first_weeks() -> None:
    assert [each for each in CORE if each not in required(NEWCOMER)] == ["n1", "n2", "n3", "n4", "n5", "t2", "t3", "t4"]
    assert added(NEWCOMER) == []
    assert "norm" not in [page.id for page in paper(NEWCOMER)]


def test_a_leader_gets_the_section_for_leaders_instead_of_a_few_statements() -> None:
    assert [each for each in CORE if each not in required(LEADER)] == ["p4", "y3", "t1"]
    assert added(LEADER) == [f"l{number}" for number in range(1, 10)]
    assert page_of("lead", paper(LEADER)).required == tuple(added(LEADER))


def test_a_leader_is_asked_nothing_conditional() -> None:
    everywhere = Respondent(variant="leader", groups=frozenset({"sociaal_domein", "buitendienst"}))
    assert added(everywhere, {"w1": ("phone", "online"), "w3": "often"}) == added(LEADER)


def test_the_support_team_is_asked_about_support() -> None:
    support = frozenset({"bot_medewerker"})
    assert added(Respondent(variant="employee", duties=support)) == ["l4", "l5", "b1"]
    assert "b1" in added(Respondent(variant="leader", duties=support))


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("employee", "n1 n4 r3 r5 y2 t1 t2 t4"),
        ("leader", "n1 n4 r3 r5 y2 t2 t4"),
        ("newcomer", "r3 r5 y2 t1"),
    ],
)
def test_a_pulse_asks_a_few_core_statements_and_two_situations(variant: Variant, expected: str) -> None:
    who = Respondent(variant=variant, groups=frozenset({"sociaal_domein"}))
    held = paper(who, {"w1": ("phone",)}, Local(own=("own-1",)), "pulse")
    assert [item for page in held for item in page.required] == expected.split()
    assert [each.stratum for each in page_of(SITUATIONS, held).vignettes] == list(PULSE_STRATA)
    assert not {WORK, OWN} & {page.id for page in held}


@pytest.mark.parametrize(
    ("who", "answers", "expected"),
    [
        (EMPLOYEE, {}, []),
        (EMPLOYEE, {"w1": ("phone",)}, ["c6"]),
        (EMPLOYEE, {"w1": ("counter", "phone", "online")}, ["c6", "c7"]),
        (EMPLOYEE, {"w1": ("home_visits",)}, ["c2", "c1"]),
        (EMPLOYEE, {"w3": "often"}, ["c9"]),
        (EMPLOYEE, {"w3": "sometimes"}, []),
        (Respondent(variant="employee", groups=frozenset({"publieksdiensten"})), {}, ["c5"]),
        (Respondent(variant="newcomer", groups=frozenset({"toezicht_handhaving"})), {}, ["c10", "c11"]),
        (Respondent(variant="employee", tags=frozenset({"stadstoezicht"})), {}, ["c10"]),
        (Respondent(variant="employee", groups=frozenset({"sociaal_domein"})), {}, ["c4", "c3"]),
    ],
)
def test_somebodys_work_decides_what_else_is_asked(who: Respondent, answers: Answers, expected: list[str]) -> None:
    assert added(who, answers) == expected


@settings(max_examples=60, deadline=None)
@given(
    groups=st.frozensets(st.sampled_from(sorted(known().audiences["groups"]))),
    tags=st.frozensets(st.sampled_from(sorted(known().audiences["tags"]))),
    channels=st.lists(st.sampled_from(CHANNELS), unique=True),
    alone=st.sampled_from(["never", "sometimes", "often"]),
    variant=st.sampled_from(["employee", "newcomer"]),
)
def test_nobody_is_asked_more_than_four_conditional_statements(
    groups: frozenset[str], tags: frozenset[str], channels: list[str], alone: str, variant: Variant
) -> None:
    who = Respondent(variant=variant, groups=groups, tags=tags)
    answers: Answers = {"w1": tuple(channels), "w3": alone}
    assert len(added(who, answers)) <= MOST_CONDITIONAL
    everything = required(who, answers)
    assert len(everything) == len(set(everything))


def test_a_statement_that_was_switched_off_makes_room_for_another() -> None:
    who = Respondent(variant="employee", groups=frozenset({"sociaal_domein"}))
    answers: Answers = {"w1": ("phone", "home_visits")}
    assert added(who, answers) == ["c2", "c1", "c6", "c4"]
    assert added(who, answers, Local(switched_off=frozenset({"c1", "c6"}))) == ["c2", "c4", "c3"]


def test_what_belongs_to_the_core_cannot_be_switched_off() -> None:
    assert required(local=Local(switched_off=frozenset(CORE))) == CORE


def test_own_statements_come_last_before_the_situations() -> None:
    held = paper(local=Local(own=("own-1", "own-2")))
    assert [page.id for page in held][-2:] == [OWN, SITUATIONS]
    assert page_of(OWN, held).required == ("own-1", "own-2")


def drawn(channels: tuple[Channel, ...], seed: str, gentle: bool = False) -> tuple[NormVignette, ...]:
    who = Respondent(variant="employee", gentle=gentle, seed=seed)
    return draw(shipped(), STRATA, who, {"w1": channels})


seeds = st.text("0123456789abcdef", min_size=1, max_size=8)
some_channels = st.lists(st.sampled_from(CHANNELS), unique=True).map(tuple)


@settings(max_examples=60, deadline=None)
@given(some_channels, seeds, st.booleans())
def test_everybody_gets_one_situation_of_each_kind_from_their_own_work(
    channels: tuple[Channel, ...], seed: str, gentle: bool
) -> None:
    found = drawn(channels, seed, gentle)
    assert tuple(each.stratum for each in found) == STRATA
    assert found == drawn(channels, seed, gentle)
    for each in found:
        same = [one for one in shipped().vignettes if one.stratum == each.stratum and not (gentle and one.violent)]
        if any(set(channels) & set(one.channels) for one in same):
            assert set(channels) & set(each.channels)
        assert not (gentle and each.violent)


def test_a_caller_and_a_warden_get_their_own_situations() -> None:
    assert {each.id for each in drawn(("phone",), "a")[:2]} == {"v3", "v6"}
    assert {each.id for each in drawn(("street",), "a")[:2]} == {"v4", "v7"}


def test_colleagues_get_different_situations() -> None:
    assert len({drawn(("counter",), str(number)) for number in range(20)}) > 1


def test_a_pulse_repeats_the_situations_of_the_full_questionnaire() -> None:
    who = Respondent(variant="employee", seed="same")
    full = draw(shipped(), STRATA, who, {})
    assert draw(shipped(), PULSE_STRATA, who, {}) == full[1:3]


@pytest.mark.parametrize(
    ("behaviour", "changed", "expected"),
    [
        ("A", {"a_stance": "accepted"}, {"bend"}),
        ("A", {"a_stance": "not_accepted"}, {"limit"}),
        ("B", {"b_stance": "bent_round"}, {"bend"}),
        ("C", {"c_first_response": "ignore_briefly"}, {"bend", "limit"}),
        ("C", {"c_first_response": "name_immediately"}, {"limit"}),
        ("C", {"c_first_response": "end_at_once"}, {"stop"}),
        ("D", {}, {"stop"}),
        ("sustained", {}, {"stop"}),
        ("E", {}, {"help"}),
    ],
)
def test_the_norm_decides_what_fits(behaviour: Behaviour, changed: dict[str, str], expected: set[Reaction]) -> None:
    assert fitting(shipped(), behaviour, NORM | changed) == expected


def test_what_a_page_does_not_ask_or_offer_is_not_read() -> None:
    page = page_of("norm", paper())
    said = {"n1": ["3"], "n2": ["6"], "n3": ["na"], "n4": [], "n5": ["", "5"], "r1": ["4"], "zz": ["1"]}
    assert read(page, said) == {"n1": "3", "n3": "na", "n5": "5"}


def test_one_answer_or_several_are_read_as_the_question_asks() -> None:
    said = {"w1": ["street", "phone", "moon"], "w2": ["daily", "weekly"], "w3": ["seldom"]}
    assert read(page_of(WORK, paper()), said) == {"w1": ("phone", "street"), "w2": "weekly"}


def test_only_the_four_reactions_are_read() -> None:
    page = page_of(SITUATIONS, paper())
    first, second, *_others = page.items
    assert read(page, {first: ["limit"], second: ["shout"]}) == {first: "limit"}


@pytest.mark.parametrize(
    ("answer", "expected"), [("often", ("often",)), (("a", "b"), ("a", "b")), ("", ()), (None, ())]
)
def test_what_was_chosen_is_a_list_however_it_was_answered(answer: Answer | None, expected: tuple[str, ...]) -> None:
    assert chosen({} if answer is None else {"w1": answer}, "w1") == expected


NORM_PAGE_ITEMS = ("n1", "n2", "n3", "n4", "n5")


@pytest.mark.parametrize(
    ("held", "shown", "sent", "expected"),
    [
        ({"n1": "5"}, {"n1": "2"}, {"n1": "2"}, {"n1": "5"}),
        ({"n1": "5"}, {"n1": "2"}, {"n1": "3"}, {"n1": "3"}),
        ({"n1": "5"}, {}, {}, {"n1": "5"}),
        ({"n1": "5"}, {}, {"n1": "3"}, {"n1": "3"}),
        ({}, {"n1": "2"}, {"n1": "2"}, {}),
        ({"n1": "2"}, {"n1": "2"}, {}, {}),
        ({"n1": "5"}, {"n1": "2"}, {}, {}),
    ],
)
def test_an_answer_touched_here_wins_and_an_untouched_one_keeps_what_the_other_device_made_of_it(
    held: Answers, shown: Answers, sent: Answers, expected: Answers
) -> None:
    assert merge(held, shown, sent, page_of("norm", paper())) == expected


points = st.sampled_from(["1", "2", "3", "4", "5", "na", None])
pages_of_answers = st.dictionaries(st.sampled_from(NORM_PAGE_ITEMS), st.sampled_from(["1", "3", "5", "na"]))
touches = st.dictionaries(st.sampled_from(NORM_PAGE_ITEMS), points)


def after(answers: Mapping[str, str], touched: Mapping[str, str | None]) -> dict[str, str]:
    return {item: answer for item, answer in {**answers, **touched}.items() if answer is not None}


@settings(max_examples=100, deadline=None)
@given(pages_of_answers, touches, touches)
def test_two_devices_lose_nothing_that_only_one_of_them_touched(
    shown: dict[str, str], here: dict[str, str | None], elsewhere: dict[str, str | None]
) -> None:
    page = page_of("norm", paper())
    sent, held = after(shown, here), after(shown, elsewhere)
    merged = merge(held, shown, sent, page)
    for item in NORM_PAGE_ITEMS:
        touched_here, touched_elsewhere = sent.get(item) != shown.get(item), held.get(item) != shown.get(item)
        if touched_here:
            assert merged.get(item) == sent.get(item)
        elif touched_elsewhere:
            assert merged.get(item) == held.get(item)
        else:
            assert merged.get(item) == shown.get(item)


@settings(max_examples=50, deadline=None)
@given(pages_of_answers, touches)
def test_sending_the_same_page_twice_changes_nothing_more(shown: dict[str, str], here: dict[str, str | None]) -> None:
    page = page_of("norm", paper())
    sent = after(shown, here)
    once = merge(shown, shown, sent, page)
    assert once == sent
    assert merge(once, shown, sent, page) == once


def test_what_is_open_is_every_statement_without_an_answer() -> None:
    held = paper(local=Local(own=("own-1",)))
    answers: Answers = {item: "3" for item in CORE if item not in ("n2", "t4")}
    assert open_items(held, answers) == (("norm", "n2"), ("together", "t4"), (OWN, "own-1"))
    assert open_items(held, {**answers, "n2": "na", "t4": "1", "own-1": "5"}) == ()


def line_of(text: str, part: str) -> int:
    return text[: text.index(part) + len(part)].count("\n") + 1


REVIEW = "        elements: [te_review_learn]\n        except: [newcomer]\n"


@pytest.mark.parametrize(
    ("old", "new", "expected", "found_at"),
    [
        ("[te_personal_vs_org]", "[te_nothing]", "there is no training element 'te_nothing'", "[te_nothing]"),
        ("      - id: n2\n", "      - id: n1\n", "the id 'n1' is used twice", None),
        ("id: v2,", "id: v1,", "the id 'v1' is used twice", None),
        ("      - id: n2\n", "      - id: own-n2\n", "ids that begin with own-", None),
        ("      - id: n2\n", "      - id: n9\n", "the statement 'n9' leads to no goal", None),
        ("[end_at_once]", "[walk_away]", "the norm has no c_first_response that reads walk_away", "[walk_away]"),
        ("c_first_response: [end", "c_mood: [end", "the norm has no c_mood that reads end_at_once", "c_mood"),
        ("  - {behaviour: D, fits: [stop]}\n", "", "no reaction fits behaviour D", "\nkeys:"),
        (
            "  - {behaviour: C, fits: [stop], when: {c_first_response: [end_at_once]}}\n",
            "  - {behaviour: C, fits: [stop], when: {c_first_response: [name_immediately]}}\n",
            "no reaction fits behaviour C where {",
            "\nkeys:",
        ),
        (
            REVIEW,
            f"{REVIEW}        shown_to: {{variants: [leader]}}\n",
            "expected 22 statements for everybody, found 21",
            "\nsections:",
        ),
        (
            "{id: v11, stratum: threat, behaviour: D,",
            "{id: v11, stratum: threat, behaviour: D, violent: true,",
            "expected a vignette without violence for 'threat'",
            "\nvignettes:",
        ),
        (
            "stratum: turn, behaviour: sustained,",
            "stratum: turn, behaviour: E,",
            "expected a vignette with behaviour sustained",
            "\nvignettes:",
        ),
        ("  - id: w3\n", "  - id: w4\n", "expected the questions w3", "\nrouting:"),
        ("groups: [buitendienst]", "groups: [brandweer]", "there is no 'brandweer' here", "[brandweer]"),
        ("        pulse: true\n", "        conditional: true\n", "says to whom it is shown", None),
        (
            "  - {id: help, text",
            "  - {id: stop, text",
            "expected each of bend, limit, stop and help once",
            "\nreactions:",
        ),
        ("\nversion: 1\n", "\nversion: 2\n", "expected what version 2 changed", "\nchanges:"),
        ("stratum: threat,", "stratum: weather,", "expected 'emotion', 'attack'", "stratum: weather"),
        ("id: leerdoelwijzer\n", "id: leerdoelwijzer\nscore: 10\n", "'score' does not belong here", "score"),
    ],
)
def test_the_checker_names_what_is_wrong_and_where(old: str, new: str, expected: str, found_at: str | None) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    parsed = parse(text)
    assert parsed.questionnaire is None
    problem = next((each for each in parsed.problems if expected in each.what), None)
    assert problem is not None, parsed.problems
    assert str(problem).startswith(f"{FILE}:{problem.line}:")
    assert problem.line >= 1
    if found_at is not None:
        assert problem.line == line_of(text, found_at)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, TEXT.count("\n")), st.integers(1, 12))
def test_a_torn_file_is_refused_or_read_but_never_breaks_the_checker(start: int, count: int) -> None:
    lines = TEXT.splitlines(keepends=True)
    parsed = parse("".join(lines[:start] + lines[start + count :]))
    assert (parsed.questionnaire is None) is bool(parsed.problems)


@pytest.mark.parametrize("text", ["", "- a\n", "id: [", "\x00", "id: leerdoelwijzer\n"])
def test_what_is_no_questionnaire_is_refused(text: str) -> None:
    parsed = parse(text)
    assert parsed.questionnaire is None
    assert parsed.problems
