"""What a leader sees of the team's programme, and what an employee still waits for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from learning_goals.session_clashes import Slot
from tests import make
from tests.make import Cast
from tests.services.test_programme_rules import attended, with_duty
from tests.web.programmes.conftest import INTAKE, Clients, Planner
from webapp import clock
from webapp.extensions import db
from webapp.store import sessions, team_norms

NAME = "Oefenen voor publieksdiensten"
WAITS_BOTH = "wacht op de training van de leidinggevende en op de teamafspraken"
WAITS_LEADER = "wacht op de training van de leidinggevende"
WAITS_NORM = "wacht op de teamafspraken"


def card(page: str, name: str) -> str:
    """The part of the page about one item, as somebody reads it."""
    found = next(each for each in page.split("<article")[1:] if f">{name}</h4>" in each).split("</article>")[0]
    return " ".join(found.split())


def line(page: str, name: str) -> str:
    """The line of one's own programme about one item."""
    return next(each for each in page.split("<li>")[1:] if each.startswith(name)).split("</li>")[0]


def team_page(browser: FlaskClient, team: int = 0, year: int = 2027) -> str:
    return browser.get(f"/programmes/team?year={year}&team={team or ''}").text


def session(item: str, day: date, *people: int, teams: tuple[int, ...] = (), status: str = "planned") -> int:
    """A planned training in which these people have a place."""
    begins = datetime(day.year, day.month, day.day, 9, tzinfo=clock.AMSTERDAM)
    values = {
        "item_id": item,
        "title": "Oefenen aan de balie",
        "place": "Stadhuis, zaal 2",
        "capacity": 12,
        "audience": {"function_groups": [], "teams": list(teams)},
        "closes_on": day - timedelta(days=2),
        "status": status,
        "made_at": clock.now(),
    }
    made = sessions.add(values, [Slot(starts_at=begins, ends_at=begins + timedelta(hours=3))], ())
    for person in people:
        sessions.set_status(made, person, "registered", "", person, clock.now())
    db.session.commit()
    return made


def team_norm(cast: Cast, team: int) -> None:
    team_norms.publish(team, 1, {}, cast.leader, clock.now())
    db.session.commit()


def test_a_leader_sees_per_item_who_did_it_has_a_place_and_not_yet(
    made: Planner, cast: Cast, client_of: Clients
) -> None:
    made.published()
    make.completed(cast.employee, "m01-de-norm")
    session("skills-counter", date(2027, 5, 12), cast.employee, cast.colleague)
    page = team_page(client_of(cast.leader))
    assert "Programma van Balie, 2027" in page
    assert "Gedaan: 1 · heeft een plek: 0 · nog niet: 3" in card(page, "De norm van onze gemeente")
    assert "Gedaan: 0 · heeft een plek: 2 · nog niet: 2" in card(page, NAME)


def test_somebody_counts_once_and_a_cancelled_training_gives_no_place(
    made: Planner, cast: Cast, client_of: Clients
) -> None:
    made.published()
    attended(cast.employee, "skills-counter", days_ago=-90)
    session("skills-counter", date(2027, 5, 12), cast.employee)
    session("skills-counter", date(2027, 5, 13), cast.colleague, status="cancelled")
    session("skills-counter", date(2026, 10, 1), cast.leader)
    assert "Gedaan: 1 · heeft een plek: 0 · nog niet: 3" in card(team_page(client_of(cast.leader)), NAME)


def test_a_start_concerns_who_is_new_only(made: Planner, cast: Cast, client_of: Clients) -> None:
    new = make.person("Noa", "Nieuw", team_id=cast.desk, since=date(2026, 10, 1))
    make.acknowledged(new)
    made.published()
    start = "Start van nieuwe medewerkers"
    assert "nog niet: 1" in card(team_page(client_of(cast.leader)), start)
    assert "nog niet: 5" in card(team_page(client_of(cast.leader)), NAME)
    assert start in client_of(new).get("/programmes/mine?year=2027").text
    assert start not in client_of(cast.employee).get("/programmes/mine?year=2027").text.split("<ol")[1]


def test_a_second_job_in_another_team_is_not_this_leader_s(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.published()
    make.member(cast.employee, make.team("Groen"), "buitendienst")
    page = team_page(client_of(cast.leader))
    assert "Buitendienst" not in page
    assert "4 personen" in page


def test_a_meeting_of_an_earlier_year_does_not_count_and_of_this_one_does(
    made: Planner, cast: Cast, client_of: Clients
) -> None:
    made.published()
    attended(cast.employee, "skills-counter")
    assert "Gedaan: 0" in card(team_page(client_of(cast.leader)), NAME)
    attended(cast.employee, "skills-counter", days_ago=-90)
    assert "Gedaan: 1" in card(team_page(client_of(cast.leader)), NAME)


def test_the_next_dates_lead_to_where_people_are_registered(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.published()
    fitting = session("skills-counter", date(2027, 5, 12), teams=(cast.desk,))
    elsewhere = session("skills-counter", date(2027, 5, 13), teams=(cast.other_desk,))
    cancelled = session("skills-counter", date(2027, 5, 14), status="cancelled")
    page = card(team_page(client_of(cast.leader)), NAME)
    assert f'href="/sessions/{fitting}"' in page
    assert "Stadhuis, zaal 2" in page
    assert f'href="/sessions/{elsewhere}"' not in page
    assert f'href="/sessions/{cancelled}"' not in page


def test_practice_waits_in_words_until_leader_and_team_are_there(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.published()
    lea, eva = client_of(cast.leader), client_of(cast.employee)
    mine = "/programmes/mine?year=2027"
    assert WAITS_BOTH in card(team_page(lea), NAME)
    assert WAITS_BOTH in line(eva.get(mine).text, NAME)
    for never in ("De norm met medewerkers", "Van norm naar teamafspraken", "De norm van onze gemeente"):
        assert "wacht op" not in line(eva.get(mine).text, never)
    attended(cast.leader, "leaders-first")
    assert WAITS_NORM in line(eva.get(mine).text, NAME)
    assert WAITS_LEADER not in line(eva.get(mine).text, NAME)
    team_norm(cast, cast.desk)
    assert "wacht op" not in line(eva.get(mine).text, NAME)
    assert "wacht op" not in card(team_page(lea), NAME)


def test_the_team_agreements_alone_are_not_enough(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.published()
    team_norm(cast, cast.desk)
    found = line(client_of(cast.employee).get("/programmes/mine?year=2027").text, NAME)
    assert WAITS_LEADER in found
    assert "teamafspraken" not in found


def test_a_fallback_day_is_told_and_opens_practice(made: Planner, cast: Cast, client_of: Clients) -> None:
    place = made.ready()
    made.do(place, "intake", **INTAKE | {"opens_on": "2026-11-20", "opens_reason": "Acuut risico"})
    made.do(place, "publish")
    mine = "/programmes/mine?year=2027"
    found = line(client_of(cast.employee).get(mine).text, NAME)
    assert f"{WAITS_BOTH}</span>" not in found
    assert "mag in elk geval vanaf 20 november 2026" in found
    following = made.begin()
    made.do(following, "intake", **INTAKE | {"opens_on": "2026-11-02", "opens_reason": "Acuut risico"})
    made.do(following, "publish")
    assert "wacht op" not in line(client_of(cast.employee).get(mine).text, NAME)


def test_a_leader_sees_the_own_teams_and_those_below_only(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.published()
    lea, max_ = client_of(cast.leader), client_of(cast.manager)
    assert lea.get(f"/programmes/team?team={cast.other_desk}").status_code == 404
    assert lea.get(f"/programmes/team?team={cast.department}").status_code == 404
    assert lea.get("/programmes/team?team=99999").status_code == 404
    assert "Programma van Telefoon, 2027" in team_page(max_, cast.other_desk)
    whole = team_page(max_, cast.department)
    assert "10 personen" in whole
    assert "Balie: " in card(whole, NAME)
    assert "Telefoon: " in card(whole, NAME)


@pytest.mark.parametrize(("who", "status"), [("employee", 403), ("admin", 403), ("deputy", 200)])
def test_only_who_leads_has_the_page(made: Planner, cast: Cast, client_of: Clients, who: str, status: int) -> None:
    assert client_of(getattr(cast, who)).get("/programmes/team").status_code == status


def test_without_a_programme_the_page_says_who_makes_it(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.ready()
    page = team_page(client_of(cast.leader))
    assert "Voor Publieksdiensten is nog geen programma gepubliceerd." in page
    assert 'href="/programmes/team"' in client_of(cast.leader).get("/team").text


def test_the_page_costs_as_much_for_many_people_as_for_few(
    made: Planner, cast: Cast, client_of: Clients, queries: Callable[[Callable[[], object]], int]
) -> None:
    made.published()
    lea = client_of(cast.leader)
    team_page(lea)
    few = queries(lambda: team_page(lea))
    for number in range(20):
        person = make.person(f"Collega{number}", "Balie", team_id=cast.desk)
        session("skills-counter", date(2027, 5, 1 + number), person)
    assert queries(lambda: team_page(lea)) == few <= 22
    assert queries(lambda: client_of(cast.employee).get("/programmes/mine?year=2027")) <= 20


def test_who_has_a_duty_follows_its_programme(made: Planner, cast: Cast, client_of: Clients) -> None:
    made.do(made.begin("leaders"), "intake", **INTAKE)
    made.do(made.begin("bot_medewerker"), "intake", **INTAKE)
    made.do(made.begin("bot_medewerker"), "publish")
    eva = client_of(cast.employee)
    assert "Oefenen met opvang en nazorg" not in eva.get("/programmes/mine?year=2027").text
    with_duty(cast.employee, "bot_medewerker")
    found = line(eva.get("/programmes/mine?year=2027").text, "Oefenen met opvang en nazorg")
    assert WAITS_LEADER in found
    assert "teamafspraken" not in found


def test_a_merged_meeting_is_done_when_all_of_it_is(made: Planner, cast: Cast, client_of: Clients) -> None:
    place = made.ready()
    made.do(place, "items/norm-staff/merge", other="team-norm")
    made.do(place, "publish")
    both = "De norm met medewerkers + Van norm naar teamafspraken"
    attended(cast.employee, "norm-staff", days_ago=-90)
    assert "Gedaan: 0" in card(team_page(client_of(cast.leader)), both)
    attended(cast.employee, "team-norm", days_ago=-90)
    assert "Gedaan: 1" in card(team_page(client_of(cast.leader)), both)
    assert "gedaan op" in line(client_of(cast.employee).get("/programmes/mine?year=2027").text, both)
