"""The agenda writes itself, is shown on a screen, and what came of it is recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests import make
from tests.make import Cast
from tests.web.reviews.conftest import TODAY, duty, held, planned, review, row
from webapp import clock
from webapp.extensions import db
from webapp.services import review_agenda, reviews
from webapp.store.audit import AuditEvent
from webapp.store.review_tables import Review, ReviewAgreement, ReviewRecord

LAST = date(2025, 10, 7)
DUE = date(2026, 3, 3)


def said(key: int, **more: object) -> dict[str, object]:
    return {
        "revision": str(row(key).revision),
        "held_on": "2026-03-03",
        "present": "8",
        "norm_changes": "no",
        "what_1": "We bellen eerst de balie",
        "who_1": "Eva, of wie er staat",
        "by_1": "2026-04-01",
    } | more


@pytest.fixture
def key(cast: Cast) -> int:
    held(cast.desk, LAST, cast.leader, "We oefenen het teken", points=("exercise:who-steps-in",))
    return review(cast.desk, DUE)


def test_the_agenda_is_made_of_what_is_known(cast: Cast, client_of, key: int) -> None:
    make.assignment(cast.employee, "m01-de-norm", 60)
    make.assignment(cast.colleague, "m01-de-norm", 60)
    make.assignment(cast.stranger, "m03-gedrag-herkennen", 60)
    make.completed(cast.deputy, "m03-gedrag-herkennen")
    lea = client_of(cast.leader)
    lea.post(
        "/team/goals", query_string={"team": cast.desk}, data={"goal": "stay_calm", "words": "Rustig aan de balie"}
    )
    agenda = lea.get(f"/reviews/{key}").text.split("<h2>Agenda</h2>")[1].split("</ol>")[0]
    assert "We oefenen het teken" in agenda
    assert "Ons team heeft nog geen eigen afspraken" in agenda
    assert "Rustig aan de balie" in agenda
    assert "2 collega&#39;s moeten dit doen" in agenda
    assert "gedrag" not in agenda.lower()
    assert "Het eerste teken" in agenda
    assert not any(name in agenda for name in ("Eva", "Carl"))


def test_items_of_the_team_norm_come_by_in_turn(cast: Cast, client_of) -> None:
    from tests.web.team.test_agreements import form as agreements

    lea = client_of(cast.leader)
    assert lea.post(f"/team/agreements/{cast.desk}", data=agreements()).status_code == 303
    key = review(cast.desk, DUE)
    today = clock.today()
    actor = _visitor(lea)
    first = review_agenda.prepare(actor, reviews.opened(actor, key, today), today).points
    norm = [each.id for each in first if each.kind == "norm"]
    assert len(norm) == 3
    held(cast.desk, LAST, cast.leader, points=tuple(norm))
    again = review_agenda.prepare(actor, reviews.opened(actor, key, today), today).points
    assert not {each.id for each in again}.intersection(norm)


def _visitor(browser):
    from tests.laws.test_routes import visitor_of

    return visitor_of(browser)


def test_a_name_in_what_is_to_be_discussed_is_warned_for(cast: Cast, client_of, key: int) -> None:
    lea = client_of(cast.leader)
    data = {"lessons-revision": "0", "lessons-lessons": "Toen CARL alleen stond, duurde het lang."}
    answer = lea.post(f"/reviews/{key}/lessons", data=data)
    assert answer.status_code == 422
    assert "CARL" in answer.text.split('id="lessons-lessons-error"')[1].split("</p>")[0]
    assert row(key).lessons == ""
    assert lea.post(f"/reviews/{key}/lessons", data=data | {"lessons-sure": "y"}).status_code == 303
    assert "Toen CARL" in lea.get(f"/reviews/{key}").text
    assert lea.post(f"/reviews/{key}/lessons", data=data | {"lessons-lessons": "Iets"}).status_code == 409


def test_the_meeting_goes_step_by_step_without_a_script(cast: Cast, client_of, key: int) -> None:
    lea = client_of(cast.leader)
    address, seen, said = f"/reviews/{key}/show/0", [], ""
    while f"/reviews/{key}/show/" in address:
        page = lea.get(address)
        assert page.status_code == 200
        said += page.text
        seen.append(page.text.split("<h1")[1].split("</h1>")[0].split(">")[1])
        address = page.text.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in page.text else ""
    assert "Wat we de vorige keer afspraken" in seen
    assert "Oefening: Trekken we dezelfde lijn? (15 minuten)" in seen
    assert "Cursussen hierover: " in said
    assert seen[-1] == "Schrijf op"
    assert lea.get(f"/reviews/{key}/show/99").status_code == 404


def test_a_review_is_recorded_and_counts(cast: Cast, client_of, key: int) -> None:
    lea = client_of(cast.leader)
    assert "Nog niet vastgelegd" in lea.get(f"/reviews/{key}").text
    form = said(key, kept="partly", points=["agreements", "exercise:same-line"], next_on="2026-09-01")
    answer = lea.post(f"/reviews/{key}/record", data=form)
    assert answer.status_code == 303
    page = lea.get(f"/reviews/{key}").text
    for words in (
        "Deels",
        "We bellen eerst de balie (Eva, of wie er staat, uiterlijk 1 april 2026)",
        "Trekken we dezelfde",
    ):
        assert words in page, words
    coming = db.session.execute(select(Review.due_on, Review.number).where(Review.year == 2026, Review.number == 2))
    assert [tuple(each) for each in coming] == [(date(2026, 9, 1), 2)]
    assert db.session.scalar(select(func.count()).where(AuditEvent.act == "review.recorded")) == 1


def test_employees_see_the_next_day_and_the_last_agreements(cast: Cast, client_of, key: int) -> None:
    client_of(cast.leader).post(f"/reviews/{key}/record", data=said(key, kept="yes", next_on="2026-09-01"))
    eva, sam = client_of(cast.employee), client_of(cast.stranger)
    for address in ("/", "/reviews/mine"):
        page = eva.get(address).text
        assert "1 september 2026" in page, address
        assert "We bellen eerst de balie" in page
        assert "We bellen eerst de balie" not in sam.get(address).text


def test_only_leaders_of_the_team_record(cast: Cast, client_of, key: int) -> None:
    for who, status in (
        ("employee", 403),
        ("other_leader", 404),
        ("hr", 404),
        ("coordinator", 404),
        ("deputy", 200),
        ("manager", 200),
    ):
        assert client_of(getattr(cast, who)).get(f"/reviews/{key}/record").status_code == status, who
    assert client_of(cast.hr).get(f"/reviews/{key}").status_code == 200
    assert client_of(cast.other_leader).get(f"/reviews/{key}").status_code == 404
    assert client_of(cast.employee).get(f"/reviews/{key}").status_code == 403


def test_a_correction_supersedes_and_wipes_nothing(cast: Cast, client_of, key: int) -> None:
    lea = client_of(cast.leader)
    lea.post(f"/reviews/{key}/record", data=said(key, kept="yes"))
    old = said(key)
    page = lea.get(f"/reviews/{key}/record").text
    assert 'value="We bellen eerst de balie"' in page
    assert lea.post(f"/reviews/{key}/record", data=said(key, kept="no", what_1="We bellen de wacht")).status_code == 303
    page = lea.get(f"/reviews/{key}").text
    now, before = page.split("voordat het werd verbeterd")
    assert "We bellen de wacht" in now
    assert "We bellen eerst de balie" not in now
    assert "We bellen eerst de balie" in before
    assert db.session.scalar(select(func.count()).select_from(ReviewRecord).where(ReviewRecord.review_id == key)) == 2
    assert lea.post(f"/reviews/{key}/record", data=old | {"kept": "yes"}).status_code == 409
    assert db.session.scalar(select(func.count()).select_from(ReviewAgreement)) == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"held_on": "2026-03-11"}, "moet nog komen"),
        ({"held_on": "2025-12-31"}, "vóór de periode"),
        ({"present": "0"}, "van 1 tot en met 999"),
        ({"who_1": "x" * 101}, "100 tekens"),
        ({"kept": ""}, "Kies er een"),
        ({"next_on": "2026-04-28"}, "minder dan 90 dagen na de vorige"),
        ({"next_on": "2026-12-29"}, "te lang na de vorige"),
    ],
)
def test_wrong_input_is_answered_at_its_field(cast: Cast, client_of, key: int, wrong: dict, words: str) -> None:
    lea = client_of(cast.leader)
    answer = lea.post(f"/reviews/{key}/record", data=said(key, kept="yes") | wrong)
    assert answer.status_code == 422
    (field,) = wrong
    assert words in answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert 'value="We bellen eerst de balie"' in answer.text
    assert db.session.scalar(select(func.count()).where(ReviewRecord.review_id == key)) == 0


def test_a_changed_norm_leads_to_its_next_version(cast: Cast, client_of, key: int) -> None:
    answer = client_of(cast.leader).post(f"/reviews/{key}/record", data=said(key, kept="yes", norm_changes="yes"))
    assert answer.location == f"/team/agreements/{cast.desk}"


def test_held_too_soon_is_kept_as_it_was_and_said(cast: Cast, client_of) -> None:
    held(cast.desk, date(2025, 12, 30), cast.leader)
    key = review(cast.desk, DUE)
    lea = client_of(cast.leader)
    assert lea.post(f"/reviews/{key}/record", data=said(key)).status_code == 303
    assert "minder dan 90 dagen" in lea.get(f"/reviews/{key}").text


def test_management_reviews_how_the_teams_do(cast: Cast, client_of) -> None:
    duty(cast.manager, "mt_hoger_management")
    planned(cast)
    review(cast.other_desk, LAST)
    key = db.session.scalars(select(Review.id).where(Review.team_id.is_(None)).order_by(Review.number)).first()
    cor = client_of(cast.coordinator)
    assert "1 team loopt achter" in cor.get(f"/reviews/{key}").text
    assert client_of(cast.leader).get(f"/reviews/{key}").status_code == 404
    row(key).due_on = TODAY - timedelta(days=1)
    form = {name: value for name, value in said(key).items() if name != "norm_changes"}
    assert cor.post(f"/reviews/{key}/record", data=form).status_code == 303
    assert row(key).revision == 1


def test_the_pages_cost_the_same_however_much_there_is(cast: Cast, client_of, key: int, queries) -> None:
    lea = client_of(cast.leader)
    pages = ("/reviews", f"/reviews/{key}", f"/reviews/{key}/show/0", "/reviews/mine", "/reviews/talks")
    for address in pages:
        lea.get(address)
    before = [queries(lambda at=address: lea.get(at)) for address in pages]
    for year in range(2020, 2025):
        held(cast.desk, date(year, 4, 7), cast.leader, "Eén", "Twee", points=("agreements",))
        held(cast.desk, date(year, 9, 7), cast.leader, "Drie")
    for number in range(5):
        make.person(f"Nieuw{number}", "Iemand", team_id=cast.desk)
    assert [queries(lambda at=address: lea.get(at)) for address in pages] == before


def test_recording_moves_the_next_one_along_when_its_day_breaks_the_limits(cast: Cast, client_of, key: int) -> None:
    coming, far = review(cast.desk, date(2026, 12, 29)), date(2026, 3, 3) + timedelta(days=270)
    assert client_of(cast.leader).post(f"/reviews/{key}/record", data=said(key, kept="yes")).status_code == 303
    assert date(2026, 7, 1) <= row(coming).due_on <= far
