"""A leader sees the own teams, and nobody else's people."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from tests import make
from tests.make import Cast

NORM = "m01-de-norm"
ClientOf = Callable[..., FlaskClient]


def test_a_leader_sees_the_people_of_the_own_team_and_their_courses(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-2)
    page = client_of(cast.leader).get("/team").text
    assert "Eva Balie" in page
    assert "1 cursus is te laat" in page
    assert "Sam Telefoon" not in page


def test_a_manager_sees_the_teams_below(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.manager).get("/team").text
    assert "Eva Balie" in page
    assert "Sam Telefoon" in page


def test_a_deputy_sees_what_the_leader_sees(cast: Cast, client_of: ClientOf) -> None:
    assert "Eva Balie" in client_of(cast.deputy).get("/team").text


def test_another_team_in_the_address_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.leader)
    assert browser.get(f"/team?team={cast.other_desk}").status_code == 404
    assert browser.get(f"/team?team={cast.department}").status_code == 404
    assert browser.get(f"/team/assign?team={cast.other_desk}").status_code == 404


def test_somebody_of_another_team_in_the_address_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    browser = client_of(cast.leader)
    assert browser.get(f"/team/people/{cast.employee}").status_code == 200
    assert browser.get(f"/team/people/{cast.stranger}").status_code == 404


def test_who_left_is_no_longer_in_the_list(cast: Cast, client_of: ClientOf) -> None:
    make.person("Wim", "Weg", team_id=cast.desk, until=make.LONG_AGO)
    assert "Wim Weg" not in client_of(cast.leader).get("/team").text


def test_the_list_can_be_narrowed_to_who_is_overdue(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-2)
    make.assignment(cast.colleague, NORM, due_in=60)
    page = client_of(cast.leader).get("/team?state=overdue").text
    assert "Eva Balie" in page
    assert "Carl Balie" not in page


def test_a_leader_never_sees_scores_or_answers(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM)
    make.completed(cast.employee, NORM)
    page = client_of(cast.leader).get(f"/team/people/{cast.employee}").text
    assert "Klaar" in page
    assert "%" not in page


def test_the_number_of_queries_does_not_grow_with_the_team(cast: Cast, client_of: ClientOf, queries) -> None:
    browser = client_of(cast.leader)
    browser.get("/team")
    few = queries(lambda: browser.get("/team"))
    for number in range(30):
        make.assignment(make.person(f"P{number}", "Extra", team_id=cast.desk), NORM)
    browser.get("/team")
    assert queries(lambda: browser.get("/team")) == few <= 7
