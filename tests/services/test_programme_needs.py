"""What speaks for what in a proposal: what lapses, team goals, wishes of every audience; for whom it is proposed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import make
from tests.make import Cast
from tests.services.test_programme_rules import draft, item, tagged, with_duty
from webapp import clock
from webapp.extensions import db
from webapp.policy import Grant, Visitor
from webapp.services import programme_drafts, programme_making, programmes
from webapp.store import programmes as kept_programmes
from webapp.store import rules, talks

YEAR = clock.today().year + 1
GROUP = "publieksdiensten"


def visitor(person: int) -> Visitor:
    grants = (Grant(role="coordinator", team_id=0),)
    return Visitor(
        person_id=person,
        login_id=0,
        name="Cor Coordinator",
        language="nl",
        avoids_violence=False,
        grants=grants,
        norm_number=1,
    )


def proposed(cast: Cast, audience: str = GROUP) -> dict[str, list[str]]:
    """What is proposed, with the reasons."""
    made = programme_drafts.begin(visitor(cast.coordinator), audience, YEAR, clock.now())
    return {each["what"]: each["why"] for each in programmes.one(made).document["items"]}


def wish(person: int, *, goal: str = "", course: str = "") -> None:
    talks.ask(person, goal, course, "", clock.now())
    db.session.commit()


def team_goal(cast: Cast, team: int, goal: str) -> None:
    talks.add_aim(team, goal, "", None, cast.leader, clock.now())
    db.session.commit()


def yearly(target: str, **whom: object) -> None:
    """A rule that asks something again every year."""
    document = {
        "title": "Elk jaar",
        "kind": "course",
        "target": target,
        "include": [whom or {"everyone": True}],
        "due": {"anchor": "employment", "days": 30},
        "starts_on": "2024-01-01",
        "renewal": {"kind": "rolling", "months": 12},
    }
    rules.begin(document, None, clock.now())
    db.session.commit()


def test_what_lapses_that_year_is_proposed_again(cast: Cast) -> None:
    yearly("m13-melden-en-samen-leren", function_groups=["werkplein"])
    yearly("m08-frustratie-of-middel")
    assert "expired" not in proposed(cast, "leaders").get("m08-frustratie-of-middel", [])
    make.completed(cast.employee, "m08-frustratie-of-middel")
    make.completed(cast.employee, "m13-melden-en-samen-leren")
    why = proposed(cast)
    assert why["m08-frustratie-of-middel"] == ["rule", "expired"]
    assert "m13-melden-en-samen-leren" not in why


def test_what_lapses_for_others_is_no_reason_here(cast: Cast) -> None:
    yearly("m08-frustratie-of-middel")
    stranger = make.person("Bo", "Buiten", team_id=make.team("Groen"), group="buitendienst")
    make.completed(stranger, "m08-frustratie-of-middel")
    assert programme_making.lapsing(GROUP, YEAR, clock.today()) == frozenset()
    assert programme_making.lapsing("buitendienst", YEAR, clock.today()) == {"m08-frustratie-of-middel"}
    assert programme_making.lapsing("buitendienst", YEAR + 2, clock.today()) == frozenset()


def test_an_open_goal_of_a_team_is_a_reason_until_it_is_met(cast: Cast) -> None:
    team_goal(cast, cast.desk, "set_limits")
    assert programme_making.needs(GROUP, YEAR, clock.today()).team_goals == {"te_limits"}
    assert programme_making.needs("buitendienst", YEAR, clock.today()).team_goals == frozenset()
    assert "team_goal" in proposed(cast)["skills-counter"]
    (aim,) = talks.aims([cast.desk])
    talks.settle_aim(aim.id, cast.desk, "met", cast.leader, clock.now())
    db.session.commit()
    assert programme_making.needs(GROUP, YEAR, clock.today()).team_goals == frozenset()


@pytest.mark.parametrize("audience", ["leaders", "bot_medewerker", "hr_po", GROUP])
def test_wishes_of_every_audience_count(cast: Cast, audience: str) -> None:
    with_duty(cast.leader, "bot_medewerker")
    with_duty(cast.leader, "arbocoordinator")
    assert programme_making.needs(audience, YEAR, clock.today()).requests == frozenset()
    wish(cast.leader, course="m13-melden-en-samen-leren")
    assert proposed(cast, audience)["m13-melden-en-samen-leren"] == ["request"]


def test_the_wish_of_somebody_else_does_not(cast: Cast) -> None:
    wish(cast.employee, goal="set_limits")
    assert programme_making.needs("leaders", YEAR, clock.today()).requests == frozenset()
    assert "te_limits" in programme_making.needs(GROUP, YEAR, clock.today()).requests


def test_a_wish_needs_no_works_council(cast: Cast) -> None:
    wish(cast.employee, goal="set_limits")
    made = programme_drafts.begin(visitor(cast.coordinator), GROUP, YEAR, clock.now())
    assert "H17" not in {each.rule for each in programmes.page(made, clock.today()).findings}


@pytest.mark.parametrize(
    ("audience", "own", "others"),
    [
        ("bestuur_college", "norm-board", "norm-staff"),
        ("raadslid", "norm-council", "norm-board"),
        ("mt_hoger_management", "norm-management", "norm-leaders"),
        ("leaders", "norm-leaders", "norm-staff"),
        ("bot_medewerker", "aftercare", "skills-counter"),
        ("hr_po", "support-roles", "aftercare"),
        ("interne_trainer", "internal-trainers", "norm-staff"),
    ],
)
def test_every_audience_has_items_of_its_own(cast: Cast, audience: str, own: str, others: str) -> None:
    found = proposed(cast, audience)
    assert own in found
    assert others not in found


@pytest.mark.parametrize("audience", ["bestuur_college", "raadslid", "mt_hoger_management", "leaders", "hr_po"])
def test_their_proposals_break_no_hard_rule_but_the_intake(cast: Cast, audience: str) -> None:
    made = programme_drafts.begin(visitor(cast.coordinator), audience, YEAR, clock.now())
    assert {each.rule for each in programmes.page(made, clock.today()).blocks} == {"H16"}


def test_the_support_team_knows_the_steps_before_it_practises(cast: Cast) -> None:
    programme_drafts.begin(visitor(cast.coordinator), "leaders", YEAR, clock.now())
    found = proposed(cast, "bot_medewerker")
    assert {"m01-de-norm", "m09-stap-voor-stap", "aftercare"} <= found.keys()
    made = kept_programmes.versions(YEAR, ("bot_medewerker",))[0].id
    assert {each.rule for each in programmes.page(made, clock.today()).blocks} == {"H16"}


def test_internal_trainers_sit_in_and_reflect(cast: Cast) -> None:
    assert {"internal-trainers", "trainer-observing", "trainer-intervision"} <= proposed(cast, "interne_trainer").keys()


def test_other_support_roles_share_the_programme_of_hr(cast: Cast) -> None:
    with_duty(cast.hr, "hr_po")
    with_duty(cast.employee, "preventiemedewerker")
    with_duty(cast.employee, "kennispunt")
    assert programme_making.people_in("hr_po", clock.today()) == 2


def test_home_visits_are_offered_where_the_work_brings_them(cast: Cast) -> None:
    version = draft()
    assert "home-visits" not in programmes.page(version, clock.today()).offered
    tagged(cast.employee, "huisbezoek")
    assert "home-visits" in programmes.page(version, clock.today()).offered


def test_a_refresher_is_proposed_once_the_first_part_was_given(cast: Cast) -> None:
    team_goal(cast, cast.desk, "set_limits")
    earlier = draft(year=YEAR - 1, items=(item("skills-counter", 5) | {"month": f"{YEAR - 1}-05-01"},))
    needs = programme_making.needs(GROUP, YEAR, clock.today())
    assert needs.done_before == frozenset()
    kept_programmes.publish(earlier, 0, None, clock.now())
    db.session.commit()
    assert "team_goal" in proposed(cast)["refresher-practice"]
    assert programme_making.given_before(GROUP, YEAR) == {"skills-counter": date(YEAR - 1, 5, 1)}


def test_newcomers_of_last_year_are_counted(cast: Cast) -> None:
    make.person("Noa", "Nieuw", team_id=cast.desk, since=clock.today() - timedelta(days=30))
    assert programme_making.needs(GROUP, YEAR, clock.today()).newcomers == 1
    assert "new-staff" in proposed(cast)
