"""Programmes, from a proposal to what an employee follows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import time_machine
from flask.testing import FlaskClient

from tests import make
from tests.make import Cast
from tests.web.programmes.conftest import INTAKE, Clients


@pytest.fixture
def planner(cast: Cast, client_of: Clients) -> object:
    with time_machine.travel("2026-11-02T09:00:00+00:00", tick=True):
        yield client_of(cast.coordinator)


def begin(browser: FlaskClient, audience: str = "publieksdiensten", year: int = 2027) -> str:
    answer = browser.post("/programmes/begin", data={"audience": audience, "year": year})
    assert answer.status_code == 303
    return answer.location


def revision(browser: FlaskClient, place: str) -> str:
    return re.search(r'name="revision" value="(\d+)"', browser.get(f"{place}/intake").text).group(1)


def do(browser: FlaskClient, place: str, act: str, **data: object) -> str:
    """Do something to a draft as it is now; returns the page that follows."""
    answer = browser.post(f"{place}/{act}", data={"revision": revision(browser, place), **data})
    assert answer.status_code == 303, answer.text
    return browser.get(place).text


def ready(browser: FlaskClient) -> str:
    """A draft that nothing blocks."""
    leaders = begin(browser, "leaders")
    place = begin(browser)
    do(browser, leaders, "intake", **INTAKE)
    page = do(browser, place, "intake", **INTAKE)
    assert "Niets houdt dit programma tegen" in page
    return place


def test_a_proposal_says_of_each_part_why_it_is_there(planner: FlaskClient) -> None:
    page = planner.get(begin(planner)).text
    for title in ("De norm van onze gemeente", "Van norm naar teamafspraken", "Oefenen voor publieksdiensten"):
        assert title in page
    assert "de trainingswijzer noemt het" in page
    assert "Beantwoord eerst de intake" in page
    assert "Oefenen voor de buitendienst" not in page
    assert "Intervisie</h3>" not in page


def test_beginning_twice_goes_on_with_the_same_draft(planner: FlaskClient) -> None:
    assert begin(planner) == begin(planner)
    assert planner.post("/programmes/begin", data={"audience": "onbekend", "year": 2027}).status_code == 404
    assert planner.post("/programmes/begin", data={"audience": "leaders", "year": 1999}).status_code == 404


def test_the_intake_says_what_is_known_and_its_answers_stay(planner: FlaskClient) -> None:
    place = begin(planner)
    assert "0 van 3 teams maakten hun afspraken." in planner.get(f"{place}/intake").text
    wrong = planner.post(f"{place}/intake", data={**INTAKE, "people": "veel", "revision": "0"})
    assert wrong.status_code == 422
    assert "Ongeldig getal." in wrong.text
    assert "Zie het verslag." in wrong.text
    do(planner, place, "intake", **INTAKE)
    assert "Zie het verslag." in planner.get(f"{place}/intake").text


def test_no_board_support_blocks_what_builds_on_it(planner: FlaskClient) -> None:
    place = ready(planner)
    page = do(planner, place, "intake", **{**INTAKE, "board_support": "no"})
    assert "De intake komt eerst, en een ‘nee’ houdt tegen wat erop bouwt." in page
    do(planner, place, "publish")
    assert "Concept van versie 1" in planner.get(place).text


def test_practice_before_the_team_s_agreements_is_blocked_until_somebody_says_why(planner: FlaskClient) -> None:
    place = ready(planner)
    values = {"month": "2027-02-01", "hours": "4", "groups": "2", "cost": "0"}
    page = do(planner, place, "items/skills-counter", **values)
    assert "Oefenen komt nadat het team afspraken maakte." in page
    assert "(H2)" in page
    do(planner, place, "publish")
    assert "Concept van versie 1" in planner.get(place).text
    page = do(planner, place, "override", rule="H2", reason="Acuut risico aan de balie")
    assert "H2: Acuut risico aan de balie (Cor Coordinator, 2026-11-02)" in page
    page = do(planner, place, "publish")
    assert "Versie 1, gepubliceerd door Cor Coordinator" in page


def test_three_rules_cannot_be_overridden_and_a_reason_is_needed(planner: FlaskClient) -> None:
    place = ready(planner)
    for rule in ("H6", "H14", "H17", "S1", "X9"):
        data = {"revision": revision(planner, place), "rule": rule, "reason": "toch"}
        assert planner.post(f"{place}/override", data=data).status_code == 404
    do(planner, place, "override", rule="H2", reason="  ")
    assert "Doorgegaan tegen een regel in" not in planner.get(place).text


def test_items_are_moved_taken_out_with_a_reason_and_put_in(planner: FlaskClient) -> None:
    place = ready(planner)
    page = do(planner, place, "items/team-hold/drop", reason="Doen we in het voorjaar")
    assert "Samen de norm vasthouden: Doen we in het voorjaar" in page
    page = do(planner, place, "add", what="team-hold")
    assert page.count("Samen de norm vasthouden") >= 2
    page = do(planner, place, "items/team-hold", month="2027-09-01", hours="2,5", groups="1", cost="6000")
    assert "2027-09 · Als team · 1 groep · 2,5 uur · € 6000" in page
    assert "De kosten of de uren zijn hoger dan het budget." in page
    for wrong in ({"hours": "veel"}, {"month": "ooit"}, {"groups": "0"}, {"cost": "-1"}):
        values = {"month": "2027-09-01", "hours": "2", "groups": "1", "cost": "0", **wrong}
        assert "getallen die kunnen" in do(planner, place, "items/team-hold", **values)
    data = {"revision": revision(planner, place), "what": "skills-field"}
    assert planner.post(f"{place}/add", data=data).status_code == 404


def test_two_windows_on_one_draft_lose_nothing(planner: FlaskClient) -> None:
    place = ready(planner)
    old = revision(planner, place)
    do(planner, place, "items/team-hold/drop", reason="Niet nu")
    values = {"revision": old, "month": "2027-09-01", "hours": "2", "groups": "9", "cost": "0"}
    planner.post(f"{place}/items/norm-staff", data=values)
    page = planner.get(place).text
    assert "Iemand veranderde dit programma net voor jou" in page
    assert "9 groepen" not in page


def test_a_published_version_never_changes_and_the_next_is_compared(planner: FlaskClient) -> None:
    place = ready(planner)
    do(planner, place, "publish")
    do(planner, place, "items/team-hold/drop", reason="Niet nu")
    assert "Samen de norm vasthouden" in planner.get(place).text
    following = begin(planner)
    assert following != place
    page = do(planner, following, "items/team-hold/drop", reason="Niet nu")
    assert "Vergeleken met 2027, versie 1" in page
    assert re.search(r"Niet meer</dt><dd>Samen de norm vasthouden", page)
    assert "Concept van versie 2" in page


def test_an_employee_follows_the_published_programme_of_the_own_work(
    planner: FlaskClient, cast: Cast, client_of: Clients
) -> None:
    make.assignment(cast.employee, "m01-de-norm", 20)
    eva = client_of(cast.employee)
    assert "nog geen programma gepubliceerd" in eva.get("/programmes/mine?year=2027").text
    place = ready(planner)
    assert "Oefenen voor publieksdiensten" not in eva.get("/programmes/mine?year=2027").text
    do(planner, place, "publish")
    page = eva.get("/programmes/mine?year=2027").text
    assert "Oefenen voor publieksdiensten" in page
    assert "Nu eerst: De norm van onze gemeente" in page
    make.completed(cast.employee, "m01-de-norm")
    page = eva.get("/programmes/mine?year=2027").text
    assert "gedaan op 2 november 2026" in page
    assert "Er wacht niets op je" in page


def test_it_can_be_taken_along_as_a_file(planner: FlaskClient) -> None:
    answer = planner.get(f"{begin(planner)}.csv")
    assert answer.text.startswith("\ufeffMaand;Wat;Fase;Uren;Groepen;")
    assert "Oefenen voor publieksdiensten" in answer.text


@pytest.mark.parametrize("who", ["employee", "leader", "admin"])
def test_others_make_no_programmes(planner: FlaskClient, cast: Cast, client_of: Clients, who: str) -> None:
    place = begin(planner)
    other = client_of(getattr(cast, who))
    for address in ("/programmes", place, f"{place}/intake", f"{place}.csv"):
        assert other.get(address).status_code == 403
    assert other.post(f"{place}/publish", data={"revision": "0"}).status_code == 403


def test_the_pages_cost_a_few_queries(planner: FlaskClient, queries: Callable[[Callable[[], object]], int]) -> None:
    place = ready(planner)
    assert queries(lambda: planner.get(place)) <= 20
    assert queries(lambda: planner.get("/programmes?year=2027")) <= 6
    assert queries(lambda: planner.get("/programmes/mine")) <= 12
