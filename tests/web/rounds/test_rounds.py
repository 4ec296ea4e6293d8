"""A round from invitation to figures: nobody learns who answered or what one person said."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

from sqlalchemy import func, select

from tests import make
from tests.answering import begin
from tests.web.rounds.conftest import FIRST, LAST, Organisation
from webapp.extensions import db
from webapp.store.assessments import SelfAssessment
from webapp.store.mails import SentMail
from webapp.store.rounds import RoundFigure

PUBLISHED = LAST + timedelta(days=4)


def mails(kind: str) -> list[str]:
    found = list(db.session.scalars(select(SentMail.to_address).where(SentMail.kind == kind)))
    db.session.rollback()
    return sorted(found)


def closed_round(organisation: Organisation, answering: int = 12) -> str:
    """A round in which so many of the twelve at the desk answered, with its figures made."""
    place = organisation.open(organisation.cast.hr)
    round_id = int(place.rsplit("/", 1)[1])
    for number, person_id in enumerate(organisation.desk[:answering]):
        organisation.answers(person_id, round_id, {"r3": "1", "r4": "1"} if number < 8 else None)
    organisation.go(PUBLISHED)
    organisation.work()
    return place


def test_a_round_shows_how_many_it_asks_before_it_is_opened(organisation: Organisation) -> None:
    data = {"title": "Winter", "form": "full", "opens_on": str(FIRST), "closes_on": str(LAST), "whom": "all"}
    page = organisation.hr.post("/rounds/new", data=data).text
    assert "Deze ronde vraagt 20 mensen." in page
    assert "Er is nog geen ronde." in organisation.hr.get("/rounds").text


def test_without_consent_no_round_is_opened(organisation: Organisation) -> None:
    from sqlalchemy import delete

    from webapp.store.assessment_settings import AssessmentConsent

    db.session.execute(delete(AssessmentConsent))
    data = {"title": "W", "form": "full", "opens_on": str(FIRST), "closes_on": str(LAST), "whom": "all", "confirm": "1"}
    answer = organisation.hr.post("/rounds/new", data=data)
    assert answer.status_code == 409
    assert "Leg eerst het besluit" in answer.text


def test_wrong_days_are_refused_in_words(organisation: Organisation) -> None:
    data = {"title": "W", "form": "full", "whom": "all", "confirm": "1"}
    for first, last, said in (
        (FIRST, FIRST + timedelta(days=1), "minstens 5 dagen"),
        (FIRST, FIRST + timedelta(days=200), "hoogstens 92 dagen"),
        (FIRST - timedelta(days=1), LAST, "al voorbij"),
    ):
        answer = organisation.hr.post("/rounds/new", data={**data, "opens_on": str(first), "closes_on": str(last)})
        assert answer.status_code == 409
        assert said in answer.text


def test_a_leader_opens_a_round_for_the_own_team_only(organisation: Organisation) -> None:
    cast = organisation.cast
    lea = organisation.client_of(cast.leader)
    place = organisation.open(cast.leader, whom="teams", teams=[cast.desk])
    assert lea.get(place).status_code == 200
    data = {"title": "W", "form": "full", "opens_on": str(FIRST), "closes_on": str(LAST), "confirm": "1"}
    for wanted in ({"whom": "all"}, {"whom": "teams", "teams": [cast.other_desk]}):
        assert lea.post("/rounds/new", data={**data, **wanted}).status_code == 422
    assert organisation.client_of(cast.other_leader).get(place).status_code == 404


def test_everybody_is_invited_once_and_reminded_in_the_weekly_mail_twice_at_most(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    organisation.go(FIRST, 8)
    organisation.work()
    organisation.work()
    assert mails("round_invitation") == ["eva@test.example"]
    for day in range(14):
        organisation.go(FIRST + timedelta(days=day))
        organisation.work()
    assert 1 <= mails("weekly").count("eva@test.example") <= 2
    assert place


def test_reminders_stop_when_somebody_has_answered_and_nobody_is_told_who(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    organisation.answers(organisation.cast.employee, int(place.rsplit("/", 1)[1]))
    for day in range(14):
        organisation.go(FIRST + timedelta(days=day))
        organisation.work()
    assert "eva@test.example" not in mails("weekly")
    assert "Eva" not in organisation.hr.get(place).text


def test_the_home_page_asks_until_it_is_handed_in(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    eva = organisation.client_of(organisation.cast.employee)
    assert "Wat wil je leren?" in eva.get("/").text
    organisation.answers(organisation.cast.employee, int(place.rsplit("/", 1)[1]))
    assert "Wat wil je leren?" not in eva.get("/").text


def test_figures_come_after_the_round_and_only_from_five_people(organisation: Organisation) -> None:
    place = closed_round(organisation)
    cast = organisation.cast
    page = organisation.client_of(cast.hr).get(f"{place}/picture?group=team:{cast.desk}").text
    assert "Ik benoem gedrag en stel een grens" in page
    assert "ongeveer 70 %" in page
    other = organisation.client_of(cast.hr).get(f"{place}/picture?group=team:{cast.other_desk}").text
    assert "verborgen" in other
    assert "ongeveer" not in other


def test_there_is_no_figure_while_the_round_is_open(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    for person_id in organisation.desk:
        organisation.answers(person_id, int(place.rsplit("/", 1)[1]))
    organisation.go(LAST)
    organisation.work()
    assert organisation.hr.get(f"{place}/picture").status_code == 404
    assert db.session.scalar(select(func.count()).where(RoundFigure.measure != "response")) == 0


def test_less_than_half_shows_nothing(organisation: Organisation) -> None:
    place = closed_round(organisation, answering=5)
    page = organisation.desk_picture(place)
    assert "minder dan de helft antwoordde" in page
    assert "weinig" not in page


def test_erasing_after_publication_changes_no_figure(organisation: Organisation) -> None:
    place = closed_round(organisation)
    before = organisation.hr.get(f"{place}/picture.csv").text
    eva = organisation.client_of(organisation.cast.employee)
    sheet = eva.get("/self-assessment").text.split('/picture">')[0].rsplit("/", 1)[1]
    eva.post(f"/self-assessment/{sheet}/erase")
    organisation.go(PUBLISHED + timedelta(days=1))
    organisation.work()
    assert organisation.hr.get(f"{place}/picture.csv").text == before


def test_a_round_opens_again_and_no_answer_is_lost(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    eva = organisation.client_of(organisation.cast.employee)
    address = begin(eva, int(place.rsplit("/", 1)[1]))
    eva.post(f"{address}/pages/norm", data={"n1": "5"})
    organisation.go(LAST + timedelta(days=1))
    eva = organisation.client_of(organisation.cast.employee)
    refused = eva.post(f"{address}/end", data={})
    assert refused.status_code == 409
    organisation.hr.post(f"{place}/end", data={"closes_on": str(LAST + timedelta(days=7))})
    assert 'id="n1-5" checked' in eva.get(f"{address}/pages/norm").text
    organisation.answers(organisation.cast.employee, int(place.rsplit("/", 1)[1]))
    assert db.session.scalar(select(func.count()).select_from(SelfAssessment)) == 1


def test_a_published_round_stays_closed(organisation: Organisation) -> None:
    place = closed_round(organisation)
    answer = organisation.hr.post(
        f"{place}/end", data={"closes_on": str(PUBLISHED + timedelta(days=9))}, follow_redirects=True
    )
    assert "kan niet meer open" in answer.text


def test_figures_can_be_made_at_once_after_the_end(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    for person_id in organisation.desk:
        organisation.answers(person_id, int(place.rsplit("/", 1)[1]))
    assert "nog niet voorbij" in organisation.hr.post(f"{place}/publish", follow_redirects=True).text
    organisation.go(LAST + timedelta(days=1))
    organisation.hr.post(f"{place}/publish")
    organisation.work()
    assert organisation.hr.get(f"{place}/picture").status_code == 200


def test_a_leader_sees_the_own_team_and_the_whole_and_nothing_else(organisation: Organisation) -> None:
    place = closed_round(organisation)
    lea = organisation.client_of(organisation.cast.leader)
    page = lea.get(f"{place}/picture").text
    offered = {part.split('"')[0] for part in page.split('<option value="')[1:]}
    assert offered == {"all", f"team:{organisation.cast.desk}"}
    refused = lea.get(f"{place}/picture?group=team:{organisation.cast.other_desk}").text
    assert "Telefoon" not in refused
    assert "Balie</h1>" in refused


def test_the_csv_says_what_the_page_says_and_no_more(organisation: Organisation) -> None:
    place = closed_round(organisation)
    page = unescape(organisation.hr.get(f"{place}/picture?group=team:{organisation.cast.desk}").text)
    for line in organisation.hr.get(f"{place}/picture.csv?group=team:{organisation.cast.desk}").text.splitlines()[1:]:
        for cell in line.split(";"):
            assert cell.strip('"').removeprefix("volgens de norm: ") in page


def test_the_response_appears_the_next_morning_in_words_or_tens(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr)
    for person_id in organisation.desk[:6]:
        organisation.answers(person_id, int(place.rsplit("/", 1)[1]))
    assert "morgenochtend" in organisation.hr.get(place).text
    organisation.go(FIRST + timedelta(days=1))
    organisation.work()
    page = organisation.hr.get(place).text
    assert "ongeveer 40 %" in page
    assert "samen met een ander cijfer zou het over een paar mensen gaan" in page


def test_a_second_round_says_what_changed_no_further_than_it_can(organisation: Organisation) -> None:
    first = closed_round(organisation)
    organisation.go(date(2027, 6, 1), 6)
    second = organisation.open(organisation.cast.hr, date(2027, 6, 1), date(2027, 6, 14))
    for person_id in organisation.desk:
        organisation.answers(person_id, int(second.rsplit("/", 1)[1]))
    organisation.go(date(2027, 6, 18))
    organisation.work()
    page = organisation.hr.get(f"{second}/picture?group=team:{organisation.cast.desk}").text
    assert "punten minder (tussen" in page
    assert "geen duidelijke verandering" in page
    assert first != second


def test_a_changed_norm_breaks_the_comparison(organisation: Organisation) -> None:
    closed_round(organisation)
    organisation.go(date(2027, 6, 1), 6)
    make.norm(number=2, valid_from="2027-01-01")
    second = organisation.open(organisation.cast.hr, date(2027, 6, 1), date(2027, 6, 14))
    for person_id in organisation.desk:
        make.acknowledged(person_id, 2)
        organisation.answers(person_id, int(second.rsplit("/", 1)[1]))
    organisation.go(date(2027, 6, 18))
    organisation.work()
    page = organisation.hr.get(f"{second}/picture?group=team:{organisation.cast.desk}").text
    assert "niet te vergelijken" in page
    assert "punten minder" not in page


def test_a_pulse_asks_eight_statements_and_two_situations(organisation: Organisation) -> None:
    place = organisation.open(organisation.cast.hr, form="pulse")
    eva = organisation.client_of(organisation.cast.employee)
    address = begin(eva, int(place.rsplit("/", 1)[1]))
    text = "".join(eva.get(f"{address}/pages/{page}").text for page in ("norm", "react", "yourself", "together"))
    assert sum(f'name="{item}"' in text for item in ("n1", "n4", "r3", "r5", "y2", "t1", "t2", "t4")) == 8
    assert 'name="r4"' not in text
    assert eva.get(f"{address}/pages/situations").text.count("Wat past volgens de norm") == 2


def test_opening_a_round_costs_the_same_for_few_and_for_many(organisation: Organisation, queries) -> None:
    data = {"title": "W", "form": "full", "opens_on": str(FIRST), "closes_on": str(LAST), "whom": "all", "confirm": "1"}
    hana = organisation.hr
    hana.post("/rounds/new", data=data)
    few = queries(lambda: hana.post("/rounds/new", data=data))
    for number in range(40):
        make.person(f"Nog{number}", "Iemand", team_id=organisation.cast.other_desk)
    assert queries(lambda: hana.post("/rounds/new", data=data)) == few


def test_the_picture_costs_a_few_queries(organisation: Organisation, queries) -> None:
    place = closed_round(organisation)
    hana = organisation.hr
    hana.get(f"{place}/picture")
    assert queries(lambda: hana.get(f"{place}/picture")) <= 6
