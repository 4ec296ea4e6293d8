"""What a risk profile asks for."""

from __future__ import annotations

from datetime import date

from learning_goals.risk_profile import RiskProfile, courses_for, elements_for, review_due


def profile(**changed: object) -> RiskProfile:
    values = {
        "channels": (),
        "works_alone": "never",
        "day_parts": (),
        "places": "",
        "behaviours": (),
        "physical_risk": "low",
        "measures": "",
        "reviewed_on": date(2026, 3, 1),
    }
    return RiskProfile(**(values | changed))


def test_who_visits_homes_needs_to_learn_that() -> None:
    assert "te_home_visit" in elements_for(profile(channels=("home_visits",)))
    assert "te_home_visit" not in elements_for(profile(channels=("counter",)))


def test_the_norm_and_the_protocol_are_for_everybody() -> None:
    assert {"te_org_norm", "te_protocol"} <= elements_for(profile())


def test_physical_training_follows_a_high_physical_risk_alone() -> None:
    assert "te_physical" in elements_for(profile(physical_risk="high"))
    assert "te_physical" not in elements_for(profile(physical_risk="medium", behaviours=("D",)))


def test_courses_that_teach_something_asked_for_are_proposed() -> None:
    taught = {"m01": ("te_org_norm",), "m06": ("te_physical",), "m10": ("te_home_visit",)}
    assert courses_for(profile(), taught) == ("m01",)
    assert courses_for(profile(channels=("home_visits",)), taught) == ("m01", "m10")


def test_a_profile_is_looked_at_again_after_a_year() -> None:
    assert review_due(profile()) == date(2027, 3, 1)
    assert review_due(profile(reviewed_on=date(2028, 2, 29))) == date(2029, 3, 1)
