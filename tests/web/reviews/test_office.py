"""HR, the coordinator and a manager follow the reviews; a leader follows the talks."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from tests import make
from tests.make import Cast
from tests.web.reviews.conftest import TODAY, held, review
from webapp import clock
from webapp.extensions import db
from webapp.store.onboarding_tables import Onboarding, OnboardingMark
from webapp.store.people import Employment
from webapp.store.talks import TalkEntry


def test_a_manager_sees_the_teams_below_and_a_leader_the_own(cast: Cast, client_of) -> None:
    review(cast.desk, TODAY - timedelta(days=3))
    review(cast.other_desk, TODAY + timedelta(days=3))
    review(cast.department, TODAY + timedelta(days=60))
    max_, lea = client_of(cast.manager), client_of(cast.leader)
    for page in (max_.get("/reviews").text, client_of(cast.coordinator).get("/reviews").text):
        rows = page.split("<tbody>")[1]
        assert rows.index("Publiek &gt; Balie") < rows.index("Publiek &gt; Telefoon")
        assert "Lea Leider" in rows
    assert "Telefoon" not in lea.get("/reviews").text.split("<tbody>")[1]
    behind = max_.get("/reviews?show=behind").text.split("<tbody>")[1]
    assert "Balie" in behind
    assert "Telefoon" not in behind


def test_empty_pages_say_what_will_come(cast: Cast, client_of) -> None:
    assert "nog geen bespreking gepland" in client_of(cast.leader).get("/reviews").text
    assert "geen besprekingen gepland" in client_of(cast.hr).get("/reviews/overview").text
    assert "nog geen bespreking gepland" in client_of(cast.employee).get("/reviews/mine").text


def test_hr_sees_the_organisation_by_half_year_with_a_picture_of_the_same_figures(cast: Cast, client_of) -> None:
    held(cast.desk, date(2025, 4, 1), cast.leader)
    held(cast.desk, date(2025, 10, 7), cast.leader)
    review(cast.other_desk, date(2025, 10, 7))
    review(cast.desk, date(2026, 5, 12))
    hana = client_of(cast.hr)
    page = hana.get("/reviews/overview?year=2025").text
    assert "1 van de 2 teams hielden in 2025 twee of meer besprekingen" in page
    table = page.split("Hetzelfde in cijfers")[1].split("</table>")[0]
    second = table.split("tweede helft van 2025")[1].split("</tr>")[0]
    assert [part.split("<")[0] for part in second.split('class="number">')[1:]] == ["1", "0", "0", "0", "1"]
    assert "<svg" in page
    assert "data-print" in page
    assert "2025" in hana.get("/reviews/overview").text.split("Hetzelfde in cijfers")[1]
    assert client_of(cast.leader).get("/reviews/overview").status_code == 403


def test_the_figures_as_csv_are_no_formulas(cast: Cast, client_of) -> None:
    team_id = make.team("=1+1")
    make.person(team_id=team_id)
    held(team_id, date(2026, 2, 3), cast.leader)
    answer = client_of(cast.hr).get("/reviews/overview.csv?year=2026")
    lines = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0] == "Team;Bespreking;Gepland op;Stand;Gehouden op"
    assert lines[1] == "'=1+1;2026-1;2026-02-03;Gehouden;2026-02-03"


def test_the_overview_costs_the_same_with_more_teams(cast: Cast, client_of, queries) -> None:
    review(cast.desk, date(2026, 5, 12))
    hana = client_of(cast.hr)
    hana.get("/reviews/overview")
    before = queries(lambda: hana.get("/reviews/overview"))
    for number in range(6):
        team_id = make.team(f"Team {number}", cast.department)
        make.person(team_id=team_id)
        review(team_id, date(2026 - number % 3, 4, 7))
    hana.get("/reviews/overview")
    assert queries(lambda: hana.get("/reviews/overview")) == before


def test_talks_are_due_a_year_after_the_last_or_after_entry(cast: Cast, client_of) -> None:
    for person_id, on in ((cast.employee, TODAY - timedelta(days=350)), (cast.deputy, TODAY - timedelta(days=20))):
        row = TalkEntry(
            person_id=person_id, number=1, held_on=on, goals=[], written_by=cast.leader, written_at=clock.now()
        )
        db.session.add(row)
    db.session.commit()
    page = client_of(cast.leader).get("/reviews/talks").text.split("<tbody>")[1]
    carl, eva = page.split('data-label="Naam"')[1:]
    assert "Carl Balie" in carl
    assert "Te laat" in carl
    assert "Eva Balie" in eva
    assert "25 maart 2026" in eva
    assert "Binnenkort" in eva
    assert "Sam Telefoon" not in page
    assert "Lea Leider" in client_of(cast.manager).get("/reviews/talks").text
    assert "Eva Balie" not in client_of(cast.manager).get("/reviews/talks").text


def test_what_is_told_again_to_who_is_new_stands_in_the_same_list(cast: Cast, client_of) -> None:
    first = TODAY - timedelta(days=180)
    nina = make.person("Nina", "Nieuw", team_id=cast.desk, since=first)
    row = Onboarding(person_id=nina, employed_from=first, opened_at=clock.now())
    db.session.add(row)
    db.session.commit()
    lea = client_of(cast.leader)
    line = lea.get("/reviews/talks").text.split("Nina Nieuw")[1].split("</tr>")[0]
    assert "Opnieuw vertellen" in line
    assert "13 maart 2026" in line
    mark = OnboardingMark(
        onboarding_id=row.id, step="refresh_1", done=True, done_on=TODAY, note="", marked_by=cast.leader
    )
    mark.recorded_at = clock.now()
    db.session.add(mark)
    db.session.commit()
    assert "Nina Nieuw" not in lea.get("/reviews/talks").text
    assert db.session.scalar(select(Employment.valid_from).where(Employment.person_id == nina)) == first
