"""What silences a planning rule: preparation, a mentor, a fallback day, halves; and what does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import make
from tests.make import Cast
from tests.services.test_programme_rules import (
    COURSES,
    PRACTICE,
    TEAM_NORM,
    YEAR,
    attended,
    changed,
    draft,
    h10,
    item,
    leaders_programme,
    spoken,
    with_duty,
    without,
)
from webapp import clock
from webapp.extensions import db
from webapp.services import programme_making
from webapp.services import programmes as service
from webapp.store import norms, onboarding_mentors, programmes
from webapp.store.onboarding_tables import Onboarding


def test_a_prepared_internal_trainer_may_give_what_suits(cast: Cast) -> None:
    with_duty(cast.colleague, "interne_trainer")
    attended(cast.colleague, "trainer-observing", 1)
    version = draft(items=changed("norm-staff", internal_trainer=True))
    assert "H15" in spoken(version)
    attended(cast.colleague, "trainer-observing", 20)
    assert "H15" in spoken(version)
    attended(cast.colleague, "trainer-intervision")
    assert "H15" not in spoken(version)


def test_skills_are_not_for_an_internal_trainer_however_prepared(cast: Cast) -> None:
    with_duty(cast.colleague, "interne_trainer")
    for what, days in (("trainer-observing", 1), ("trainer-observing", 9), ("trainer-intervision", 2)):
        attended(cast.colleague, what, days)
    assert "H15" in spoken(draft(items=changed("skills-counter", internal_trainer=True)))


def test_who_observes_but_is_no_trainer_prepares_nobody(cast: Cast) -> None:
    for what, days in (("trainer-observing", 1), ("trainer-observing", 9), ("trainer-intervision", 2)):
        attended(cast.colleague, what, days)
    assert "H15" in spoken(draft(items=changed("norm-staff", internal_trainer=True)))


def test_a_changed_norm_is_told_by_a_norm_meeting_in_time(cast: Cast) -> None:
    leaders_programme()
    make.norm(number=2, valid_from=f"{YEAR}-01-20")
    assert "H13" not in spoken(draft())


@pytest.mark.parametrize("audience", ["bestuur_college", "raadslid", "mt_hoger_management", "leaders"])
def test_who_leads_waits_for_nobody(cast: Cast, audience: str) -> None:
    found = spoken(draft(audience, (*COURSES, item("premediation", 1))))
    assert not {"H2", "H3", "H4"} & found


def test_the_support_team_practises_after_the_leaders(cast: Cast) -> None:
    leaders_programme()
    version = draft("bot_medewerker", (*COURSES, item("aftercare", 1, "aftercare")))
    assert "H4" in spoken(version)


def test_a_fallback_day_lets_practice_begin_before_the_leaders(cast: Cast) -> None:
    opening = {"on": f"{YEAR}-05-20", "reason": "Acuut risico", "by": "Cor Coordinator"}
    assert not {"H2", "H4"} & spoken(draft(items=without("team-norm", "team-hold"), opening=opening))


def test_two_halves_in_two_months_are_each_small_enough(cast: Cast) -> None:
    leaders_programme()
    halves = tuple(
        item("skills-counter", month, key=f"skills-counter~{number}", groups=1, half=True, why=["source", "risk"])
        for number, month in ((1, 5), (2, 6))
    )
    assert spoken(draft(items=(*without("skills-counter"), *halves))) == set()


def test_a_merged_meeting_is_judged_by_everything_that_is_given_in_it(cast: Cast) -> None:
    leaders_programme()
    both = TEAM_NORM | {"parts": [TEAM_NORM, PRACTICE], "month": f"{YEAR}-01-01", "hours": 8}
    found = service.page(draft(items=(*without("team-norm", "skills-counter"), both)), clock.today()).findings
    assert {"H3", "H4"} <= {each.rule for each in found if each.item == "team-norm"}


def test_the_year_before_is_known_by_its_published_version_only(cast: Cast) -> None:
    draft(year=YEAR - 1, items=(PRACTICE | {"month": f"{YEAR - 1}-05-01"},))
    assert "S5" not in spoken(draft(items=changed("skills-counter", why=["source"])))


def test_sitting_in_twice_on_one_day_counts_once(cast: Cast) -> None:
    with_duty(cast.colleague, "interne_trainer")
    for what in ("trainer-observing", "trainer-observing", "trainer-intervision"):
        attended(cast.colleague, what)
    assert "H15" in spoken(draft(items=changed("norm-staff", internal_trainer=True)))


def test_one_prepared_trainer_is_enough_whatever_others_did(cast: Cast) -> None:
    for person in (cast.colleague, cast.stranger):
        with_duty(person, "interne_trainer")
    for days in range(1, 6):
        attended(cast.stranger, "trainer-observing", days)
    version = draft(items=changed("norm-staff", internal_trainer=True))
    assert "H15" in spoken(version)
    for what, days in (("trainer-observing", 1), ("trainer-observing", 2), ("trainer-intervision", 1)):
        attended(cast.colleague, what, days)
    assert "H15" not in spoken(version)


def test_a_mentor_silences_the_rule_about_mentors(cast: Cast) -> None:
    version = h10(cast)
    assert "H10" in spoken(version)
    begun = db.session.query(Onboarding).one()
    onboarding_mentors.append(
        onboarding_id=begun.id,
        mentor_id=cast.colleague,
        valid_from=begun.employed_from,
        valid_until=clock.today() + timedelta(days=100),
        chosen_by=cast.leader,
        recorded_at=clock.now(),
    )
    db.session.commit()
    assert "H10" not in spoken(version)


def test_a_first_norm_is_no_changed_norm(cast: Cast) -> None:
    make.norm(number=2, valid_from="2026-02-01", change_kind="minor")
    first = min(each.valid_from for each in norms.history())
    version = draft(year=first.year, items=())
    assert "H13" not in {each.rule for each in service.page(version, first).findings}


def test_a_course_and_a_start_come_back_without_being_routine(cast: Cast) -> None:
    again = (COURSES[0], item("new-staff", 1, "newcomer"), item("refresher-short", 10, "team"))
    earlier = draft(year=YEAR - 1, items=tuple(each | {"month": f"{YEAR - 1}-01-01"} for each in again))
    programmes.publish(earlier, 0, None, clock.now())
    db.session.commit()
    assert "S5" not in spoken(draft(items=again))


def test_a_later_year_was_not_given_before(cast: Cast) -> None:
    later = draft(year=YEAR + 1, items=(PRACTICE | {"month": f"{YEAR + 1}-05-01"},))
    programmes.publish(later, 0, None, clock.now())
    db.session.commit()
    found = programme_making.given_before("publieksdiensten", YEAR)
    assert found == {}
    assert programme_making.given_before("publieksdiensten", YEAR + 2) == {"skills-counter": date(YEAR + 1, 5, 1)}
