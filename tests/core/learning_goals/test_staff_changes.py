"""What a list changes in what is known, and that it changes it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from learning_goals.periods import FOREVER, Known, Period
from learning_goals.person_changes import PersonPlan
from learning_goals.staff_changes import Plan, administrators_touched, last_administrator_ended, leaders_ended, plan
from learning_goals.staffer import Held, Staffer
from tests.core.learning_goals.lists import parsed

DAY = date(2026, 11, 23)
THEN = datetime(2026, 11, 1, tzinfo=UTC)
_keys = count(1)


class World:
    """What is known, changed by one list after another as the store would."""

    def __init__(self) -> None:
        self.people: dict[str, Staffer] = {}
        self.teams: set[str] = set()

    def take(self, *lines: dict[str, str], day: date = DAY, full: bool = False) -> Plan:
        rows, problems = parsed(*lines, numbers=tuple(self.people), teams=tuple(self.teams))
        assert problems == []
        made = plan(rows, self.people, self.teams, day, full=full)
        self.teams |= set(made.teams)
        for each in made.people:
            self.people[each.staff_number] = self._after(each)
        return made

    def _after(self, each: PersonPlan) -> Staffer:
        before = each.before or Staffer(id=next(_keys), staff_number=each.staff_number, personal=each.personal)
        rows: dict[str, Any] = {
            name: _amended(getattr(before, name), getattr(each, name))
            for name in ("employments", "memberships", "roles", "duties", "tags")
        }
        requests = {**before.requests} | dict.fromkeys(each.requests, "open")
        requests |= dict.fromkeys(each.withdrawn, "withdrawn")
        return replace(before, personal=each.personal or before.personal, requests=requests, **rows)

    def held(self, name: str, day: date = DAY, number: str = "100") -> list[Any]:
        rows = getattr(self.people[number], name)
        return [row.period.value for row in rows if row.period.holds_on(day)]

    def spans(self, name: str, number: str = "100") -> list[tuple[date, date]]:
        rows = getattr(self.people[number], name)
        return [(row.period.valid_from, row.period.valid_until) for row in rows]

    def give(self, name: str, value: Any, number: str = "100") -> None:
        """As HR does on screen."""
        row = Known(key=next(_keys), period=Period(value=value, valid_from=DAY), recorded_at=THEN)
        before = self.people[number]
        self.people[number] = replace(before, **{name: (*getattr(before, name), row)})


def _amended(rows: tuple[Known[Any], ...], amendment: Any) -> tuple[Known[Any], ...]:
    kept = [row for row in rows if row.key not in amendment.superseded]
    new = [Known(key=next(_keys), period=period, recorded_at=THEN) for period in amendment.recorded]
    return tuple(sorted([*kept, *new], key=lambda row: row.period.valid_from))


def kinds(made: Plan) -> list[tuple[str, str]]:
    return [(each.staff_number, each.kind) for each in made.people]


def test_new_people_are_added_with_the_teams_above_theirs() -> None:
    world = World()
    made = world.take({}, {"staff_number": "101", "team": "Telefoon"})
    assert kinds(made) == [("100", "added"), ("101", "added")]
    assert made.teams == ("Publiek", "Publiek > Balie", "Publiek > Telefoon")


def test_the_same_list_again_changes_nothing() -> None:
    world = World()
    lines = ({"role": "team_leader,hr", "duties": "mentor", "tags": "huisbezoek"}, {"staff_number": "101"})
    world.take(*lines)
    again = world.take(*lines, day=DAY + timedelta(days=40), full=True)
    assert again.changes_nothing
    assert again.unchanged == 2


def test_a_move_ends_the_old_work_the_day_before() -> None:
    world = World()
    world.take({})
    assert kinds(world.take({"team": "Telefoon"})) == [("100", "changed")]
    assert [job.team for job in world.held("memberships", DAY)] == ["Publiek > Telefoon"]
    assert [job.team for job in world.held("memberships", DAY - timedelta(days=1))] == ["Publiek > Balie"]


def test_two_jobs_are_held_at_once_and_one_of_them_can_end() -> None:
    world = World()
    world.take({}, {"team": "Telefoon"})
    assert len(world.held("memberships")) == 2
    world.take({})
    assert [job.team for job in world.held("memberships")] == ["Publiek > Balie"]
    assert world.spans("employments") == [(date(2020, 1, 1), FOREVER)]


def test_another_function_in_the_same_team_holds_from_the_day_of_the_list() -> None:
    world = World()
    world.take({})
    world.take({"function": "Coach"})
    assert [job.function for job in world.held("memberships")] == ["Coach"]
    assert [job.function for job in world.held("memberships", date(2021, 1, 1))] == ["Medewerker"]


def test_a_changed_name_is_a_new_version_of_the_same_person() -> None:
    world = World()
    world.take({})
    made = world.take({"family_name": "Bakker-Vos"})
    assert kinds(made) == [("100", "changed")]
    assert made.people[0].before is not None


def test_who_is_missing_from_a_full_list_is_ended_and_from_another_list_not() -> None:
    world = World()
    world.take({}, {"staff_number": "101"})
    assert world.take({}).changes_nothing
    assert kinds(world.take({}, full=True)) == [("101", "ended")]
    assert world.spans("employments", "101") == [(date(2020, 1, 1), DAY - timedelta(days=1))]
    assert world.held("memberships", number="101") == []
    assert world.take({}, full=True).changes_nothing


def test_a_last_day_in_the_past_ends_everything() -> None:
    world = World()
    world.take({"role": "trainer", "duties": "mentor"})
    assert kinds(world.take({"role": "trainer", "duties": "mentor", "employed_until": "2026-11-01"})) == [
        ("100", "ended")
    ]
    for name in ("employments", "memberships", "roles", "duties"):
        assert world.held(name) == []
    assert world.take({"role": "trainer", "duties": "mentor", "employed_until": "2026-11-01"}).changes_nothing


def test_somebody_new_who_has_left_already_is_kept_with_where_they_worked() -> None:
    world = World()
    world.take({"employed_until": "2026-11-01", "role": "hr,trainer"})
    assert world.spans("memberships") == [(date(2020, 1, 1), date(2026, 11, 1))]
    assert world.spans("roles") == []
    assert world.people["100"].requests == {}


def test_a_longer_contract_carries_work_and_roles_along() -> None:
    world = World()
    world.take({"employed_until": "2026-12-31", "role": "trainer"})
    world.take({"employed_until": "", "role": "trainer"})
    assert world.spans("memberships") == [(date(2020, 1, 1), FOREVER)]
    assert world.spans("roles") == [(DAY, FOREVER)]


def test_a_corrected_first_day_moves_what_began_with_it() -> None:
    world = World()
    world.take({"employed_from": "2027-01-01"})
    world.take({"employed_from": "2026-12-01"})
    assert world.spans("employments") == [(date(2026, 12, 1), FOREVER)]
    assert world.spans("memberships") == [(date(2026, 12, 1), FOREVER)]


def test_who_returns_has_a_second_employment_and_old_roles_stay_ended() -> None:
    world = World()
    world.take({"employed_until": "2022-06-30", "role": "trainer"}, day=date(2021, 1, 1))
    world.give("roles", Held(role="coordinator"))
    made = world.take({"employed_from": "2026-11-01"})
    assert kinds(made) == [("100", "changed")]
    assert world.spans("employments") == [(date(2020, 1, 1), date(2022, 6, 30)), (date(2026, 11, 1), FOREVER)]
    assert world.spans("memberships") == [(date(2020, 1, 1), date(2022, 6, 30)), (date(2026, 11, 1), FOREVER)]
    assert world.held("roles") == []


def test_what_hr_gave_on_screen_stays_and_what_a_list_gave_follows_the_list() -> None:
    world = World()
    world.take({"role": "trainer", "duties": "mentor"})
    world.give("roles", Held(role="team_leader", team="Publiek > Balie", deputy=True))
    world.take({})
    assert world.held("roles") == [Held(role="team_leader", team="Publiek > Balie", deputy=True)]
    assert world.held("duties") == []


def test_a_team_leader_leads_the_team_of_the_line() -> None:
    world = World()
    world.take({}, {"team": "Telefoon", "role": "team_leader"})
    assert world.held("roles") == [Held(role="team_leader", team="Publiek > Telefoon")]


def test_hr_and_admin_are_asked_for_and_never_given() -> None:
    world = World()
    made = world.take({"role": "hr,admin"})
    assert made.people[0].requests == ("hr", "admin")
    assert world.held("roles") == []
    assert world.take({"role": "hr,admin"}).changes_nothing


def test_a_request_that_the_list_no_longer_makes_is_withdrawn() -> None:
    world = World()
    world.take({"role": "hr"})
    assert world.take({}).people[0].withdrawn == ("hr",)


def test_a_confirmed_role_ends_when_the_list_no_longer_says_it() -> None:
    world = World()
    world.take({"role": "hr"})
    world.give("roles", Held(role="hr", listed=True))
    world.people["100"] = replace(world.people["100"], requests={"hr": "confirmed"})
    assert world.take({"role": "hr"}).changes_nothing
    world.take({}, day=DAY + timedelta(days=1))
    assert world.held("roles", DAY + timedelta(days=1)) == []


def test_a_refused_role_is_not_asked_for_again() -> None:
    world = World()
    world.take({"role": "admin"})
    world.people["100"] = replace(world.people["100"], requests={"admin": "refused"})
    assert world.take({"role": "admin"}).changes_nothing


def test_a_manager_in_the_list_gives_nobody_rights() -> None:
    world = World()
    world.take({"manager_staff_number": "101"}, {"staff_number": "101"})
    assert world.held("roles", number="101") == []


def test_a_move_that_is_planned_on_screen_stays_planned() -> None:
    world = World()
    world.take({})
    person = world.people["100"]
    (row,) = person.memberships
    later = DAY + timedelta(days=30)
    rows = (
        replace(row, key=next(_keys), period=replace(row.period, valid_until=later - timedelta(days=1))),
        replace(
            row,
            key=next(_keys),
            period=replace(row.period, valid_from=later, value=replace(row.period.value, team="Publiek > Telefoon")),
        ),
    )
    world.people["100"] = replace(person, memberships=rows)
    assert world.take({}).changes_nothing


def test_leaders_and_the_last_administrator_who_would_leave_are_told() -> None:
    world = World()
    world.take({"role": "team_leader"}, {"staff_number": "101"})
    world.give("roles", Held(role="admin"))
    people = dict(world.people)
    made = world.take({"staff_number": "101"}, full=True)
    assert [staffer.staff_number for staffer in leaders_ended(made, DAY)] == ["100"]
    assert last_administrator_ended(made, people.values(), DAY)


def test_another_email_address_for_an_administrator_is_noticed() -> None:
    world = World()
    world.take({})
    world.give("roles", Held(role="admin"))
    made = world.take({"email": "ander@test.example"})
    assert [problem.reason for problem in administrators_touched(made, DAY)] == ["needs_administrator"]


LINES = st.fixed_dictionaries(
    {
        "staff_number": st.sampled_from(["100", "101"]),
        "team": st.sampled_from(["Balie", "Telefoon"]),
        "role": st.sampled_from(["employee", "team_leader", "trainer", "hr"]),
        "function": st.sampled_from(["Medewerker", "Coach"]),
        "employed_from": st.sampled_from(["2019-01-01", "2020-01-01", "2026-12-15"]),
        "employed_until": st.sampled_from(["", "2026-12-31", "2027-06-30"]),
        "duties": st.sampled_from(["", "mentor"]),
    }
)


@given(st.lists(st.lists(LINES, max_size=2, unique_by=lambda line: line["staff_number"]), max_size=5), st.booleans())
def test_any_list_taken_twice_changes_nothing_the_second_time(lists: list[list[dict[str, str]]], full: bool) -> None:
    world = World()
    day = DAY
    for lines in lists:
        world.take(*lines, day=day, full=full)
        assert world.take(*lines, day=day, full=full).changes_nothing
        for person in world.people.values():
            _employments_do_not_overlap(person)
        day += timedelta(days=9)


def _employments_do_not_overlap(person: Staffer) -> None:
    spans = sorted((row.period.valid_from, row.period.valid_until) for row in person.employments)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
