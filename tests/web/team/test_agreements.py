"""A leader writes the team's agreements; the team reads them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from learning_goals.team_norm import CHECKS, CHOICES
from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.team_norms import TeamAcknowledgement, TeamNormVersion


@pytest.fixture
def lea(cast: Cast, client_of) -> FlaskClient:
    """The leader of the desk."""
    return client_of(cast.leader)


def form(**changed: object) -> dict[str, object]:
    from webapp import reference

    values = {name: str(reference.document()[name]) for name in CHOICES}
    values |= {"number": "1", "made_on": clock.today().isoformat(), "made_by_people": "7", "checks": list(CHECKS)}
    return values | changed


def versions() -> int:
    return db.session.scalar(select(func.count()).select_from(TeamNormVersion)) or 0


def test_agreements_reach_the_team_which_says_that_it_read_them(cast: Cast, lea: FlaskClient, client_of) -> None:
    address = f"/team/agreements/{cast.desk}"
    sent = form(removal_requests="2", own_1="Wie de rode map pakt, krijgt hulp.")
    assert lea.post(address, data=sent).status_code == 303
    eva = client_of(cast.employee)
    assert 'href="/norm/team"' in eva.get("/").text.split("<main")[1]
    page = eva.get("/norm/team").text
    assert "Wie de rode map pakt, krijgt hulp." in page
    assert "twee keer" in page
    assert eva.post(f"/norm/team/{cast.desk}/acknowledge/1").status_code == 303
    assert 'href="/norm/team"' not in eva.get("/").text.split("Altijd bij de hand")[0].split("<main")[1]
    assert 'value="1" max="4"' in lea.get(address).text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("removal_requests", "4"),
        ("emotional_repeats", "9"),
        ("register_scope", "threshold"),
        ("register_within_hours", "48"),
    ],
)
def test_what_is_looser_than_the_norm_is_not_offered(cast: Cast, lea: FlaskClient, name: str, value: str) -> None:
    assert lea.post(f"/team/agreements/{cast.desk}", data=form(**{name: value})).status_code == 422
    assert versions() == 0


def test_own_sentences_hold_only_after_the_whole_checklist(cast: Cast, lea: FlaskClient) -> None:
    sent = form(own_1="We blijven altijd kalm.", checks=list(CHECKS)[:2])
    answer = lea.post(f"/team/agreements/{cast.desk}", data=sent)
    assert answer.status_code == 409
    assert "We blijven altijd kalm." in answer.text
    assert versions() == 0


def test_without_own_sentences_no_checklist_is_needed(cast: Cast, lea: FlaskClient) -> None:
    assert lea.post(f"/team/agreements/{cast.desk}", data=form(checks=[])).status_code == 303


def test_the_second_of_two_leaders_is_told_and_keeps_the_text(cast: Cast, lea: FlaskClient, client_of) -> None:
    address = f"/team/agreements/{cast.desk}"
    assert client_of(cast.deputy).post(address, data=form(own_1="Van Dirk.")).status_code == 303
    answer = lea.post(address, data=form(own_1="Van Lea."))
    assert answer.status_code == 409
    assert "Van Lea." in answer.text
    assert versions() == 1


def test_a_next_version_begins_with_what_was_agreed(cast: Cast, lea: FlaskClient) -> None:
    address = f"/team/agreements/{cast.desk}"
    lea.post(address, data=form(own_1="Van toen."))
    page = lea.get(address).text
    assert "Van toen." in page
    assert 'name="number" type="hidden" value="2"' in page
    assert lea.post(address, data=form(number="2", own_1="Van nu.")).status_code == 303
    assert versions() == 2
    assert "Van toen." in lea.get(f"{address}/versions/1").text
    assert "Van nu." in lea.get(f"{address}/versions/2").text
    assert lea.get(f"{address}/versions/3").status_code == 404
    assert lea.get(f"/team/agreements/{cast.other_desk}/versions/1").status_code == 404


def test_where_the_norm_becomes_stricter_the_team_follows(cast: Cast, lea: FlaskClient, client_of) -> None:
    lea.post(f"/team/agreements/{cast.desk}", data=form())
    make.norm(number=2, removal_requests=1, change_kind="minor")
    page = client_of(cast.employee).get("/norm/team").text
    assert "één keer" in page
    assert "drie keer" in page
    assert lea.post(f"/team/agreements/{cast.desk}", data=form(number="2", removal_requests="2")).status_code == 422


def test_a_leader_writes_for_the_own_teams_alone(cast: Cast, lea: FlaskClient, client_of) -> None:
    assert lea.get(f"/team/agreements/{cast.other_desk}").status_code == 404
    assert lea.post(f"/team/agreements/{cast.other_desk}", data=form()).status_code == 404
    assert client_of(cast.employee).get(f"/team/agreements/{cast.desk}").status_code == 403
    assert client_of(cast.manager).get(f"/team/agreements/{cast.other_desk}").status_code == 200


def test_nobody_acknowledges_for_another_team(cast: Cast, lea: FlaskClient, client_of) -> None:
    lea.post(f"/team/agreements/{cast.desk}", data=form())
    assert client_of(cast.stranger).post(f"/norm/team/{cast.desk}/acknowledge/1").status_code == 404
    assert client_of(cast.employee).post(f"/norm/team/{cast.desk}/acknowledge/2").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(TeamAcknowledgement)) == 0


def test_a_manager_of_many_teams_gets_pages_and_few_queries(cast: Cast, client_of, queries) -> None:
    max_ = client_of(cast.manager)
    max_.get("/team/agreements")
    few = queries(lambda: max_.get("/team/agreements"))
    for number in range(60):
        make.team(f"Ploeg {number:02}", cast.department)
    page = max_.get("/team/agreements").text
    assert page.count('href="/team/agreements/') == 50
    assert "Ploeg 59" in max_.get("/team/agreements?page=2").text
    assert queries(lambda: max_.get("/team/agreements")) == few
