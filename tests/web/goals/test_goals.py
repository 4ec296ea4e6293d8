"""One's own goals: at most three at once, private until shared, and the talk in which they are discussed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.answering import begin, consent, fill_in
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.learning import Assignment
from webapp.store.learning_goals import LearningGoal
from webapp.store.talks import TeamGoal, TrainingRequest

Clients = Callable[[int | None], FlaskClient]


@pytest.fixture
def eva(cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.employee)


@pytest.fixture
def lea(cast: Cast, client_of: Clients) -> FlaskClient:
    return client_of(cast.leader)


def choose(browser: FlaskClient, goal: str) -> str:
    """Choose a goal; returns its address."""
    answer = browser.post("/goals/choose", data={"goal": goal})
    assert answer.status_code == 303, answer.text
    return answer.location


def request_address() -> str:
    """Where the last wish is answered."""
    return f"/team/requests/{db.session.scalar(select(func.max(TrainingRequest.id)))}"


def aim_address(cast: Cast) -> str:
    """Where the team's last goal is settled."""
    return f"/team/goals/{cast.desk}/{db.session.scalar(select(func.max(TeamGoal.id)))}"


def test_without_a_goal_the_page_says_what_to_do(eva: FlaskClient) -> None:
    assert "Je hebt nog geen doel." in eva.get("/goals").text


def test_a_goal_of_ones_own_is_chosen_worded_and_planned(eva: FlaskClient) -> None:
    address = choose(eva, "set_limits")
    eva.post(
        address,
        data={"words": "Ik zeg het op tijd", "priority": "high", "evidence": "practice", "due_on": "2027-03-01"},
    )
    page = eva.get(address).text
    assert "<h1>Ik zeg het op tijd</h1>" in page
    assert "Ik benoem gedrag en stel een grens" in page
    assert 'value="2027-03-01"' in page
    assert "Grenzen stellen" in page


def test_three_at_once_and_then_one_is_finished_first(eva: FlaskClient) -> None:
    first = choose(eva, "set_limits")
    for goal in ("recover", "apply_norm"):
        choose(eva, goal)
    refused = eva.post("/goals/choose", data={"goal": "stay_calm"})
    assert refused.status_code == 409
    assert "aan 3 doelen tegelijk" in refused.text
    eva.post(f"{first}/act", data={"act": "meet"})
    choose(eva, "stay_calm")


def test_the_organisation_may_allow_fewer(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    client_of(cast.coordinator).post("/rounds/setting", data={"minimum": 5, "most_goals": 1, "keep_months": 24})
    choose(eva, "recover")
    assert eva.post("/goals/choose", data={"goal": "stay_calm"}).status_code == 409


def test_a_dropped_goal_keeps_its_history_and_can_be_taken_up(eva: FlaskClient) -> None:
    address = choose(eva, "recover")
    eva.post(f"{address}/act", data={"act": "drop", "reason": "Andere dingen eerst"})
    page = eva.get(address).text
    assert "Andere dingen eerst" in page
    assert "Pak het weer op" in page
    eva.post(f"{address}/act", data={"act": "take_up"})
    assert "Weer opgepakt" in eva.get(address).text


def test_the_same_act_from_two_windows_is_told(eva: FlaskClient) -> None:
    address = choose(eva, "recover")
    eva.post(f"{address}/act", data={"act": "meet"})
    answer = eva.post(f"{address}/act", data={"act": "meet"}, follow_redirects=True)
    assert "in een ander venster" in answer.text


def test_a_goal_from_the_picture_says_why(eva: FlaskClient) -> None:
    consent()
    place = fill_in(eva, begin(eva), {"r3": "2", "r4": "2"})
    assert eva.post(place, data={}).status_code == 422
    assert eva.post(place, data={"goal": ["set_limits", "recover", "apply_norm", "stay_calm"]}).status_code in (
        303,
        409,
    )
    eva.post(place, data={"goal": ["set_limits"]})
    (goal_id,) = db.session.scalars(select(LearningGoal.id).where(LearningGoal.goal == "set_limits"))
    page = eva.get(f"/goals/{goal_id}").text
    assert "minder zeker over rustig zeggen dat iemand moet stoppen" in page


def test_a_private_goal_is_nowhere_on_the_leaders_pages(eva: FlaskClient, lea: FlaskClient, cast: Cast) -> None:
    address = choose(eva, "recover")
    eva.post(address, data={"words": "Alleen van Eva", "priority": "normal", "evidence": "course"})
    for page in (f"/team/people/{cast.employee}/talk", f"/team/people/{cast.employee}", "/team", "/team/goals"):
        text = lea.get(page).text
        assert "Alleen van Eva" not in text
        assert "1 persoon deelt" not in text


def test_sharing_and_taking_it_back(eva: FlaskClient, lea: FlaskClient, cast: Cast) -> None:
    address = choose(eva, "recover")
    talk = f"/team/people/{cast.employee}/talk"
    eva.post(f"{address}/share", data={"shared": "1"})
    assert "Ik laat een vervelend gesprek los" in lea.get(talk).text.split("Schrijf het op")[0]
    lea.post(talk, data={"number": "1", "held_on": "2026-11-20", "agreements": "Samen oefenen"})
    eva.post(f"{address}/share", data={"shared": "0"})
    page = lea.get(talk).text
    assert "Er is nu geen doel gedeeld." in page
    assert "Doelen die toen gedeeld waren: Ik laat een vervelend gesprek los" in page


def test_both_write_the_talk_and_nothing_is_overwritten(eva: FlaskClient, lea: FlaskClient, cast: Cast) -> None:
    talk = f"/team/people/{cast.employee}/talk"
    words = {"number": "1", "held_on": "2026-11-20"}
    lea.post(talk, data={**words, "agreements": "Lea schreef dit"})
    late = eva.post("/goals/talk", data={**words, "agreements": "Eva schreef dat"})
    assert late.status_code == 409
    assert "Eva schreef dat" in late.text
    eva.post("/goals/talk", data={**words, "number": "2", "agreements": "Eva schreef dat"})
    page = eva.get("/goals/talk").text
    assert "Lea schreef dit" in page
    assert "Eva schreef dat" in page
    assert "Versie 2: Eva Balie" in page


def test_a_leader_proposes_and_the_employee_decides(eva: FlaskClient, lea: FlaskClient, cast: Cast) -> None:
    propose = f"/team/people/{cast.employee}/propose"
    lea.post(propose, data={"propose-goal": "recover", "propose-reason": "Na de drukke zomer"})
    (goal_id,) = db.session.scalars(select(LearningGoal.id))
    assert "Na de drukke zomer" in eva.get(f"/goals/{goal_id}").text
    eva.post(f"/goals/{goal_id}/act", data={"act": "choose"})
    assert "Mee bezig" not in lea.get(f"/team/people/{cast.employee}/talk").text


def test_proposing_does_not_tell_which_goals_somebody_has(eva: FlaskClient, lea: FlaskClient, cast: Cast) -> None:
    propose = f"/team/people/{cast.employee}/propose"
    said = {"propose-goal": "recover", "propose-reason": "Daarom"}
    fresh = lea.post(propose, data=said, follow_redirects=True).text
    choose(eva, "set_limits")
    known = lea.post(propose, data={**said, "propose-goal": "set_limits"}, follow_redirects=True).text
    assert ("Voorgesteld. De medewerker beslist" in fresh) == ("Voorgesteld. De medewerker beslist" in known)


def test_a_stranger_is_not_a_leaders_to_talk_with(lea: FlaskClient, cast: Cast) -> None:
    for person in (cast.stranger, cast.leader, cast.hr):
        assert lea.get(f"/team/people/{person}/talk").status_code == 404
        assert lea.post(f"/team/people/{person}/talk", data={"held_on": "2026-11-20"}).status_code == 404


def test_a_wish_is_answered_with_a_reason_and_the_course_assigned(
    eva: FlaskClient, lea: FlaskClient, cast: Cast
) -> None:
    eva.post("/goals/ask", data={"goal": "", "course": "m01-de-norm", "wish": "Graag met het team"})
    eva.post("/goals/ask", data={"goal": "", "course": "m01-de-norm", "wish": "Graag met het team"})
    page = lea.get("/team/requests").text
    assert page.count("Graag met het team") == 1
    lea.post(request_address(), data={"answer": "granted"})
    assert "Wacht op antwoord" in eva.get("/goals/ask").text
    lea.post(request_address(), data={"answer": "granted", "words": "Goed idee"})
    assert "Goed idee" in eva.get("/goals/ask").text
    due = db.session.scalars(select(Assignment.due_on).where(Assignment.person_id == cast.employee)).one()
    assert due == clock.today() + timedelta(days=42)


def test_an_empty_wish_is_asked_again_and_a_wish_can_be_taken_back(eva: FlaskClient, lea: FlaskClient) -> None:
    assert eva.post("/goals/ask", data={"goal": "", "course": "", "wish": "  "}).status_code == 422
    eva.post("/goals/ask", data={"goal": "recover", "course": ""})
    eva.post(request_address().replace("/team", "/goals") + "/withdraw")
    assert "Teruggenomen" in eva.get("/goals/ask").text
    assert "Niemand wacht op een antwoord" in lea.get("/team/requests").text


def test_another_teams_leader_sees_and_answers_nothing(eva: FlaskClient, cast: Cast, client_of: Clients) -> None:
    eva.post("/goals/ask", data={"goal": "recover", "course": "", "wish": "Van Eva"})
    olga = client_of(cast.other_leader)
    assert "Van Eva" not in olga.get("/team/requests").text
    assert olga.post(request_address(), data={"answer": "refused", "words": "Nee"}).status_code == 404


def test_team_goals_show_what_is_covered_and_missing_without_names(
    eva: FlaskClient, lea: FlaskClient, cast: Cast
) -> None:
    for goal in ("recover", "set_limits"):
        lea.post(f"/team/goals?team={cast.desk}", data={"goal": goal, "words": ""})
    for goal in ("recover", "stay_calm"):
        eva.post(f"{choose(eva, goal)}/share", data={"shared": "1"})
    page = lea.get(f"/team/goals?team={cast.desk}").text
    assert "1 persoon deelt hiervoor een doel." in page
    assert "<dt>Niemand deelt een doel voor</dt><dd>Ik benoem gedrag en stel een grens</dd>" in page
    assert "Ik merk mijn eigen spanning en blijf rustig (1)" in page
    assert "Eva" not in page


def test_a_team_goal_is_met_and_stays_on_record(lea: FlaskClient, cast: Cast, client_of: Clients) -> None:
    lea.post(f"/team/goals?team={cast.desk}", data={"goal": "recover"})
    assert client_of(cast.other_leader).post(aim_address(cast), data={"status": "met"}).status_code == 404
    lea.post(aim_address(cast), data={"status": "met"})
    assert "Eerdere doelen" in lea.get(f"/team/goals?team={cast.desk}").text


@pytest.mark.parametrize("who", ["colleague", "leader", "hr", "admin"])
def test_nobody_else_touches_a_goal(eva: FlaskClient, cast: Cast, client_of: Clients, who: str) -> None:
    address = choose(eva, "recover")
    eva.post(f"{address}/share", data={"shared": "1"})
    other = client_of(getattr(cast, who))
    assert other.get(address).status_code == 404
    for place in ("", "/act", "/share", "/erase"):
        data = {"act": "drop", "priority": "low", "evidence": "course", "shared": "0"}
        assert other.post(address + place, data=data).status_code == 404


def test_a_goal_and_its_history_are_erased(eva: FlaskClient) -> None:
    address = choose(eva, "recover")
    eva.post(f"{address}/erase")
    assert eva.get(address).status_code == 404
    assert "recover" not in eva.get("/self-assessment/take-along").text
