"""Rules that assign: whom, by when, how often, and what cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_goals.assignment_rules.audience import Life, pieces
from learning_goals.assignment_rules.cycles import Cycle, cycle_on, lapse
from learning_goals.assignment_rules.decisions import Decision, Exemption, Extension, Pause
from learning_goals.assignment_rules.plan import Held, Plan, Subject, Wanted, plan, proposal
from learning_goals.assignment_rules.rule import RULE, Condition, Due, Renewal, Rule
from learning_goals.periods import EVER, FOREVER

START = date(2026, 1, 1)
TODAY = date(2026, 6, 1)
PATHS = {1: "Stad", 2: "Stad > Balie", 3: "Stad > Balie > Paspoorten", 4: "Stad > Groen"}
COUNTER = Condition(function_groups=("publieksdiensten",))


def life(
    *jobs: tuple[str, str, date, date],
    employed: Sequence[tuple[date, date]] = ((date(2020, 3, 1), FOREVER),),
    duties: Sequence[str] = (),
    roles: Sequence[str] = (),
) -> Life:
    return Life(
        employments=tuple((first, last, 7) for first, last in employed),
        jobs=tuple((first, last, (team, group)) for team, group, first, last in jobs),
        roles=tuple((date(2020, 3, 1), FOREVER, each) for each in roles),
        duties=tuple((date(2020, 3, 1), FOREVER, each) for each in duties),
    )


CLERK = life(("Stad > Balie", "publieksdiensten", date(2020, 3, 1), FOREVER))


def rule(**said: Any) -> Rule:
    base: dict[str, Any] = {
        "title": "Norm",
        "kind": "course",
        "target": "m01",
        "include": (COUNTER,),
        "due": Due(anchor="entry", days=30),
        "starts_on": START,
    }
    return Rule(**(base | said))


def subject(person: Life = CLERK, **said: Any) -> Subject:
    return Subject(id=7, life=pieces(person), **said)


def asked(one: Rule, who: Subject | None = None, today: date = TODAY) -> Wanted | None:
    found = plan({3: one}, [who or subject()], PATHS, today)
    return found.added[0] if found.added else None


def test_who_was_there_before_the_rule_counts_from_the_day_it_begins() -> None:
    found = asked(rule())
    assert found is not None
    assert (found.due_on, found.since, found.cycle) == (date(2026, 1, 31), date(2020, 3, 1), 1)


def test_who_comes_later_counts_from_the_day_of_coming() -> None:
    new = life(("Stad > Balie", "publieksdiensten", date(2026, 5, 11), FOREVER))
    found = asked(rule(), subject(new))
    assert found is not None
    assert found.due_on == date(2026, 6, 10)


def test_days_from_employment_do_not_start_anew_with_another_team() -> None:
    moved = life(
        ("Stad > Groen", "buitendienst", date(2026, 2, 1), date(2026, 5, 10)),
        ("Stad > Balie", "publieksdiensten", date(2026, 5, 11), FOREVER),
        employed=[(date(2026, 2, 1), FOREVER)],
    )
    found = asked(rule(due=Due(anchor="employment", days=30)), subject(moved))
    assert found is None
    decide = plan({3: rule(due=Due(anchor="employment", days=30))}, [subject(moved)], PATHS, TODAY).impossible
    assert [(each.problem, each.asked_on) for each in decide] == [("before_start", date(2026, 3, 3))]


@pytest.mark.parametrize(
    ("include", "exclude", "fits"),
    [
        (Condition(teams=(1,)), (), True),
        (Condition(teams=(3,)), (), False),
        (Condition(teams=(2,), function_groups=("buitendienst",)), (), False),
        (Condition(roles=("team_leader",)), (), False),
        (Condition(roles=("employee",)), (), True),
        (Condition(duties=("mentor",)), (), True),
        (Condition(people=(7,)), (), True),
        (Condition(people=(8,)), (), False),
        (Condition(newcomers=True), (), False),
        (Condition(everyone=True), (), True),
        (Condition(everyone=True), (Condition(duties=("mentor",)),), False),
        (Condition(everyone=True), (Condition(duties=("mentor",), people=(8,)),), True),
    ],
)
def test_conditions_fit(include: Condition, exclude: tuple[Condition, ...], fits: bool) -> None:
    mentor = life(("Stad > Balie", "publieksdiensten", date(2020, 3, 1), FOREVER), duties=["mentor"])
    assert (asked(rule(include=(include,), exclude=exclude), subject(mentor)) is not None) is fits


def test_two_conditions_are_one_or_the_other() -> None:
    both = rule(include=(Condition(people=(8,)), COUNTER))
    found = asked(both)
    assert found is not None
    assert found.because == COUNTER


def test_a_function_group_and_a_team_must_be_the_same_job() -> None:
    two = life(
        ("Stad > Balie", "buitendienst", date(2020, 3, 1), FOREVER),
        ("Stad > Groen", "publieksdiensten", date(2020, 3, 1), FOREVER),
    )
    assert asked(rule(include=(Condition(teams=(2,), function_groups=("publieksdiensten",)),)), subject(two)) is None


def test_who_left_is_asked_nothing_and_who_returns_is_asked_anew() -> None:
    back = life(
        ("Stad > Balie", "publieksdiensten", date(2020, 3, 1), date(2024, 12, 31)),
        ("Stad > Balie", "publieksdiensten", date(2026, 5, 18), FOREVER),
        employed=[(date(2020, 3, 1), date(2024, 12, 31)), (date(2026, 5, 18), FOREVER)],
    )
    assert asked(rule(starts_on=date(2020, 1, 1)), subject(back), date(2025, 6, 1)) is None
    found = asked(rule(), subject(back))
    assert found is not None
    assert found.due_on == date(2026, 6, 17)


def test_what_still_counts_is_not_asked_again_of_who_returns() -> None:
    who = subject(done={"m01": [date(2026, 1, 10)]})
    found = asked(rule(renewal=Renewal(kind="rolling", months=24)), who)
    assert found is not None
    assert found.cycle == 1


def test_after_another_course_waits_for_it() -> None:
    after = rule(target="m09", due=Due(anchor="completion", after="m01", days=14))
    assert asked(after) is None
    found = asked(after, subject(done={"m01": [date(2026, 5, 25)]}))
    assert found is not None
    assert found.due_on == date(2026, 6, 8)


def test_a_fixed_day_before_somebody_came_is_to_be_decided_unless_later_people_have_days() -> None:
    new = subject(life(("Stad > Balie", "publieksdiensten", date(2026, 5, 11), FOREVER)))
    fixed = rule(due=Due(anchor="date", on=date(2026, 4, 1)))
    (found,) = plan({3: fixed}, [new], PATHS, TODAY).impossible
    assert found.problem == "before_start"
    assert proposal(found, (), TODAY) == date(2026, 6, 15)
    decided = replace(new, decisions=[Decision(about=found, due_on=date(2026, 7, 1))])
    assert asked(fixed, decided).due_on == date(2026, 7, 1)  # type: ignore[union-attr]
    assert asked(fixed, replace(new, decisions=[Decision(about=found, due_on=None)])) is None
    given = asked(rule(due=Due(anchor="date", on=date(2026, 4, 1), later_days=60)), new)
    assert given is not None
    assert given.due_on == date(2026, 7, 10)


def test_a_day_during_a_pause_is_to_be_decided_and_what_is_assigned_stays_meanwhile() -> None:
    away = Pause(first=date(2026, 1, 15), last=date(2026, 8, 31))
    first = asked(rule())
    assert first is not None
    found = plan({3: rule()}, [subject(pauses=[away], held={"m01": held(first)})], PATHS, TODAY)
    assert (found.added, found.changed, found.released) == ((), (), ())
    assert found.impossible[0].problem == "suspended"
    assert proposal(found.impossible[0], [away], TODAY) == date(2026, 9, 14)


def test_who_is_done_is_not_bothered_by_a_pause() -> None:
    away = Pause(first=date(2026, 1, 15), last=date(2026, 8, 31))
    assert plan({3: rule()}, [subject(pauses=[away], done={"m01": [date(2026, 1, 5)]})], PATHS, TODAY).impossible == ()


def test_more_time_is_for_one_cycle() -> None:
    more = Extension(course_id="m01", cycle=1, due_on=date(2026, 9, 1))
    assert asked(rule(), subject(extensions=[more])).due_on == date(2026, 9, 1)  # type: ignore[union-attr]
    assert asked(rule(), subject(extensions=[replace(more, cycle=2)])).due_on == date(2026, 1, 31)  # type: ignore[union-attr]


def test_an_exemption_releases_for_its_time_only() -> None:
    free = Exemption(course_id="m01", first=date(2026, 5, 1), last=date(2026, 6, 1))
    assert asked(rule(), subject(exemptions=[free])) is None
    assert asked(rule(), subject(exemptions=[free]), date(2026, 6, 2)) is not None


def test_the_earliest_day_of_two_rules_holds() -> None:
    found = plan({3: rule(), 4: rule(due=Due(anchor="entry", days=10))}, [subject()], PATHS, TODAY)
    assert [(each.rule_id, each.due_on) for each in found.added] == [(4, date(2026, 1, 11))]


def test_an_earlier_day_from_the_leader_stays_and_a_later_one_gives_way() -> None:
    new = asked(rule())
    assert new is not None
    early = replace(held(new), rule_id=None, due_on=date(2026, 1, 20))
    assert plan({3: rule()}, [subject(held={"m01": early})], PATHS, TODAY) == Plan()
    late = replace(early, due_on=date(2026, 12, 31))
    assert plan({3: rule()}, [subject(held={"m01": late})], PATHS, TODAY).changed == ((late, new),)


def test_what_no_rule_asks_any_more_is_released_but_not_what_a_person_assigned() -> None:
    new = asked(rule())
    assert new is not None
    mine, theirs = held(new), replace(held(new), course_id="m02", rule_id=None)
    found = plan({}, [subject(held={"m01": mine, "m02": theirs})], PATHS, TODAY)
    assert found.released == (mine,)


def test_an_equal_course_counts_once() -> None:
    equal = rule(equal=("oud",))
    found = plan({3: equal}, [subject(done={"oud": [date(2025, 4, 1)]})], PATHS, TODAY)
    assert [(each.equal, each.done_on) for each in found.credits] == [("oud", date(2025, 4, 1))]
    again = subject(done={"oud": [date(2025, 4, 1)], "m01": [date(2025, 4, 1)]})
    assert plan({3: equal}, [again], PATHS, TODAY).credits == ()


def test_newcomers_are_who_began_with_the_rule_or_after_it() -> None:
    for first, fits in [(date(2025, 11, 30), False), (date(2025, 12, 1), True), (date(2026, 5, 1), True)]:
        new = life(("Stad > Balie", "", first, FOREVER), employed=[(first, FOREVER)])
        found = asked(rule(include=(Condition(newcomers=True),)), subject(new))
        assert (found is not None) is fits, first


@pytest.mark.parametrize(
    ("done", "renewal", "until"),
    [
        (date(2024, 2, 29), Renewal(kind="rolling", months=12), date(2025, 2, 28)),
        (date(2026, 1, 31), Renewal(kind="rolling", months=1, window_days=0), date(2026, 2, 28)),
        (date(2026, 3, 10), Renewal(kind="calendar", months=12, month=12, day=31), date(2026, 12, 31)),
        (date(2026, 11, 10), Renewal(kind="calendar", months=12, month=12, day=31), date(2027, 12, 31)),
        (date(2026, 3, 10), Renewal(kind="calendar", months=24, month=12, day=31), date(2027, 12, 31)),
        (date(2027, 12, 1), Renewal(kind="calendar", months=12, month=2, day=29, window_days=30), date(2028, 2, 29)),
        (date(2026, 3, 10), Renewal(), FOREVER),
    ],
)
def test_until_when_something_counts(done: date, renewal: Renewal, until: date) -> None:
    assert lapse(done, renewal) == until


def test_a_repeat_in_the_window_counts_from_the_end_it_renews() -> None:
    yearly = Renewal(kind="rolling", months=12, window_days=60)
    done = [date(2025, 6, 15), date(2026, 5, 1)]
    assert cycle_on(TODAY, date(2025, 7, 1), yearly, done).number == 2
    later = cycle_on(date(2027, 5, 1), date(2025, 7, 1), yearly, done)
    assert (later.number, later.due_on) == (3, date(2027, 6, 15))


def test_a_repeat_before_the_window_does_not_renew() -> None:
    yearly = Renewal(kind="rolling", months=12, window_days=60)
    found = cycle_on(TODAY, date(2025, 7, 1), yearly, [date(2025, 6, 15), date(2026, 1, 1)])
    assert found == Cycle(
        number=2, counts_from=date(2026, 4, 16), due_on=date(2026, 6, 15), valid_until=date(2026, 6, 15)
    )


def test_the_next_cycle_opens_with_its_window() -> None:
    yearly = Renewal(kind="rolling", months=12, window_days=60)
    done = [date(2025, 6, 15)]
    assert cycle_on(date(2026, 4, 15), date(2025, 7, 1), yearly, done).number == 1
    assert cycle_on(date(2026, 4, 16), date(2025, 7, 1), yearly, done).number == 2


def test_what_lapsed_before_the_rule_is_due_when_the_rule_first_asks() -> None:
    yearly = Renewal(kind="rolling", months=12)
    assert cycle_on(TODAY, date(2026, 7, 1), yearly, [date(2019, 5, 5)]).due_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": {"anchor": "date"}},
        {"due": {"anchor": "completion", "days": 3}},
        {"include": [{}]},
        {"due": {"anchor": "completion", "after": "m01"}},
        {"equal": ["m01"]},
        {"kind": "questionnaire", "renewal": {"kind": "rolling", "months": 12}},
        {"renewal": {"kind": "calendar", "months": 18}},
        {"renewal": {"kind": "rolling", "months": 2, "window_days": 60}},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong: Mapping[str, Any]) -> None:
    good = RULE.dump_python(rule(), mode="json")
    with pytest.raises(ValueError, match="validation error"):
        RULE.validate_python({**good, **wrong})


def held(wanted: Wanted, key: int = 1) -> Held:
    return Held(
        key=key,
        person_id=wanted.person_id,
        kind=wanted.kind,
        course_id=wanted.course_id,
        cycle=wanted.cycle,
        counts_from=wanted.counts_from,
        due_on=wanted.due_on,
        grace_until=wanted.grace_until,
        rule_id=wanted.rule_id,
    )


# --- people who move through rules ---------------------------------------------------------------------------------

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
TEAMS = ("Stad > Balie", "Stad > Balie > Paspoorten", "Stad > Groen")
GROUPS = ("publieksdiensten", "buitendienst", "")


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Somebody who comes, perhaps leaves and returns, and changes teams."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=4, unique=True)))
    spans = [
        (first, (days[place + 1] - timedelta(days=1)) if place + 1 < len(days) else FOREVER)
        for place, first in enumerate(days)
    ][::2]
    jobs = []
    for first, last in spans:
        half = first + timedelta(days=draw(st.integers(1, 400)))
        cut = half if half <= last else None
        jobs.append((draw(st.sampled_from(TEAMS)), draw(st.sampled_from(GROUPS)), first, cut or last))
        if cut and cut < last:
            jobs.append((draw(st.sampled_from(TEAMS)), draw(st.sampled_from(GROUPS)), cut + timedelta(days=1), last))
    return life(*jobs, employed=spans)


CONDITIONS = st.builds(
    Condition,
    function_groups=st.lists(st.sampled_from(GROUPS[:2]), max_size=1).map(tuple),
    teams=st.lists(st.sampled_from([1, 2, 3, 4]), max_size=2).map(tuple),
    newcomers=st.booleans(),
    everyone=st.just(True),
)
RENEWALS = st.one_of(
    st.just(Renewal()),
    st.builds(Renewal, kind=st.just("rolling"), months=st.integers(6, 36), window_days=st.integers(0, 90)),
    st.builds(
        Renewal,
        kind=st.just("calendar"),
        months=st.sampled_from([12, 24]),
        month=st.integers(1, 12),
        day=st.integers(1, 31),
        window_days=st.integers(0, 90),
    ),
)
DUES = st.one_of(
    st.builds(Due, anchor=st.sampled_from(["employment", "entry"]), days=st.integers(0, 90)),
    st.builds(Due, anchor=st.just("date"), on=DAYS, later_days=st.one_of(st.none(), st.integers(0, 90))),
)
RULES = st.dictionaries(
    st.integers(1, 5),
    st.builds(
        rule,
        target=st.sampled_from(["m01", "m02"]),
        include=st.tuples(CONDITIONS),
        exclude=st.lists(st.builds(Condition, teams=st.just((4,))), max_size=1).map(tuple),
        due=DUES,
        renewal=RENEWALS,
        grace_days=st.integers(0, 60),
        starts_on=DAYS,
    ),
    min_size=1,
    max_size=3,
)


def carried_out(who: Subject, found: Plan) -> Subject:
    """The person after the plan was written."""
    now = dict(who.held)
    for each in found.released:
        del now[each.course_id]
    for each in (*found.added, *(new for _old, new in found.changed)):
        now[each.course_id] = held(each)
    return replace(who, held=now)


@given(
    lives(), RULES, st.lists(DAYS, min_size=1, max_size=6), st.lists(st.tuples(st.sampled_from(["m01", "m02"]), DAYS))
)
def test_the_same_again_changes_nothing_and_nobody_is_lost_or_asked_twice(
    person: Life, rules: dict[int, Rule], days: list[date], acts: list[tuple[str, date]]
) -> None:
    who = subject(person)
    for today in sorted(days):
        done = {course: [day for name, day in acts if name == course and day <= today] for course in ("m01", "m02")}
        who = replace(who, done=done)
        found = plan(rules, [who], PATHS, today)
        given_anew = [each.course_id for each in (*found.added, *(new for _old, new in found.changed))]
        assert len(given_anew) == len(set(given_anew))
        who = carried_out(who, found)
        again = plan(rules, [who], PATHS, today)
        assert (again.added, again.changed, again.released) == ((), (), ())
        here = any(piece.first <= today <= piece.last for piece in who.life)
        assert here or not who.held
        for course, row in who.held.items():
            assert row.cycle == 1 or any(day < row.counts_from for day in done[course])
        waiting = {rules[each.rule_id].target for each in found.impossible}
        asked_now = {
            each.target
            for number, each in rules.items()
            if today >= each.starts_on
            and here
            and plan({number: each}, [subject(person, done=done)], PATHS, today).added
        }
        assert asked_now <= set(who.held) | waiting


@given(lives(), RULES, DAYS)
def test_the_order_of_days_does_not_matter(person: Life, rules: dict[int, Rule], today: date) -> None:
    fresh = carried_out(subject(person), plan(rules, [subject(person)], PATHS, today))
    walked = subject(person)
    for back in (400, 200, 100, 0):
        day = today - timedelta(days=back)
        walked = carried_out(walked, plan(rules, [walked], PATHS, day))
    same = {name: replace(row, key=1) for name, row in walked.held.items()}
    assert same == fresh.held


@given(st.lists(DAYS, max_size=6), RENEWALS, DAYS, DAYS)
def test_every_cycle_counts_after_the_one_before(
    done: list[date], renewal: Renewal, first_due: date, day: date
) -> None:
    found = cycle_on(day, first_due, renewal, done)
    assert found.counts_from <= day
    assert found.number == 1 or found.counts_from <= found.valid_until <= found.due_on
    assert (found.number == 1) == (found.counts_from == EVER)
    assert cycle_on(day, first_due, renewal, [*done, day + timedelta(days=1)]) == found


def test_the_first_and_the_last_day_there_are_break_nothing() -> None:
    new = subject(life(("Stad > Balie", "publieksdiensten", date(2026, 5, 11), FOREVER)))
    last = asked(rule(due=Due(anchor="date", on=FOREVER), grace_days=30), new)
    assert last is not None
    assert (last.due_on, last.grace_until) == (FOREVER, FOREVER)
    assert asked(rule(starts_on=EVER, include=(Condition(newcomers=True),)), new) is not None
    away = Pause(first=FOREVER - timedelta(days=9), last=FOREVER)
    (found,) = plan(
        {3: rule(due=Due(anchor="date", on=FOREVER))}, [replace(new, pauses=[away])], PATHS, TODAY
    ).impossible
    assert proposal(found, [away], TODAY) == FOREVER
