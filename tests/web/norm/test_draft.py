"""Filling in the next version of the norm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from learning_goals.norm_fields import SECTIONS
from tests.make import Cast
from tests.web.norm.make import fill_own, form_of, publish, section
from webapp import clock
from webapp.extensions import db
from webapp.services import norms
from webapp.store.norms import NormDraft, NormVersion

BEHAVIOUR = "/norm/draft/sections/behaviour"


def published() -> int:
    return db.session.scalar(select(func.count()).select_from(NormVersion)) or 0


def test_every_section_shows_each_field_with_what_it_is_for(cor: FlaskClient) -> None:
    for name in SECTIONS:
        page = cor.get(f"/norm/draft/sections/{name}")
        assert page.status_code == 200
        assert "utrecht-form-field-description" in page.text or name == "measures"


def test_a_field_says_how_much_of_the_content_speaks_from_it(cor: FlaskClient) -> None:
    page = cor.get("/norm/draft/sections/alarm").text
    assert "(M01, M0" in page.split('id="emergency_number-hint"')[1][:300]


def test_a_fresh_organisation_fills_in_its_own_numbers_before_it_can_publish(fresh: FlaskClient) -> None:
    page = fresh.get("/norm/draft/publish").text
    assert "Still to do before you can publish" in page
    assert (
        fresh.post(
            "/norm/draft/publish",
            data={"revision": "1.0", "valid_from": clock.today().isoformat(), "change_kind": "minor"},
        ).status_code
        == 409
    )
    fill_own(fresh)
    assert publish(fresh).status_code == 303
    assert norms.norm(1).contact_point_phone.nl == "2222"


def test_saving_shows_nothing_to_staff_before_it_is_published(cor: FlaskClient, eva: FlaskClient) -> None:
    assert section(cor, "alarm", alarm_means_nl="de rode knop").status_code == 303
    assert "de rode knop" in cor.get("/norm/draft/page").text
    assert "de rode knop" not in eva.get("/norm").text
    publish(cor)
    assert "de rode knop" in eva.get("/norm").text


def test_the_preview_reads_what_is_typed_and_keeps_nothing(cor: FlaskClient) -> None:
    values = form_of(cor.get(BEHAVIOUR).text) | {"c_first_response": "end_at_once", "emotional_repeats": "no number"}
    said = cor.post(f"{BEHAVIOUR}/preview", data=values).text
    assert "stopt het gesprek meteen" in said
    assert db.session.scalar(select(func.count()).select_from(NormDraft)) == 0


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("behaviour", "emotional_repeats", "0"),
        ("behaviour", "emotional_repeats", "veel"),
        ("behaviour", "discrimination_class", "A"),
        ("behaviour", "statements_nl", "Een.\nTwee.\nDrie."),
        ("behaviour", "statements_en", "One.\nTwo."),
        ("behaviour", "a_how_nl", " "),
        ("letters", "response_hours", "9999"),
        ("alarm", "emergency_number", "  "),
        ("alarm", "numbers_checked_on", "31-02-2026"),
        ("register", "register_en", "x" * 201),
        ("measures", "measure_warning-within_days", "-1"),
        ("measures", "measure_warning-how_nl", ""),
        ("rules", "house_rules_nl", "\n".join(["Regel."] * 11)),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(cor: FlaskClient, name: str, field: str, value: str) -> None:
    answer = section(cor, name, **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.scalar(select(func.count()).select_from(NormDraft)) == 0


def test_the_second_of_two_editors_is_shown_both_and_nothing_is_lost(cast: Cast, cor: FlaskClient, client_of) -> None:
    other = client_of(cast.admin)
    mine, theirs = form_of(cor.get(BEHAVIOUR).text), form_of(other.get(BEHAVIOUR).text)
    other.post(BEHAVIOUR, data=theirs | {"emotional_repeats": "5", "a_how_nl": "Luister rustig."})
    answer = cor.post(BEHAVIOUR, data=mine | {"emotional_repeats": "2", "b_how_nl": "Leg uit."})
    assert answer.status_code == 409
    assert "Ad Beheer" in answer.text
    assert "vijf keer" in answer.text
    again = form_of(answer.text)
    assert (again["emotional_repeats"], again["a_how_nl"], again["b_how_nl"]) == ("2", "Luister rustig.", "Leg uit.")
    assert cor.post(BEHAVIOUR, data=again).status_code == 303
    page = form_of(cor.get(BEHAVIOUR).text)
    assert (page["emotional_repeats"], page["a_how_nl"], page["b_how_nl"]) == ("2", "Luister rustig.", "Leg uit.")
    kept = [
        row["emotional_repeats"] for row in db.session.scalars(select(NormDraft.content).order_by(NormDraft.revision))
    ]
    assert kept == [5, 2]


def test_what_was_typed_while_a_colleague_published_is_kept_for_the_next_version(
    cast: Cast, cor: FlaskClient, client_of
) -> None:
    section(cor, "ending", removal_requests="2")
    mine = form_of(cor.get(BEHAVIOUR).text) | {"emotional_repeats": "5"}
    publish(client_of(cast.admin), change_kind="minor")
    assert cor.post(BEHAVIOUR, data=mine).status_code == 303
    assert form_of(cor.get(BEHAVIOUR).text)["emotional_repeats"] == "5"
    assert norms.norm(2).emotional_repeats == 3
    assert form_of(cor.get("/norm/draft/sections/ending").text)["removal_requests"] == "2"


@pytest.mark.parametrize("state", ["", "x", "0.0", "9.0", "2.99", "1.5", "2.-1", "99999999999.1"])
def test_a_made_up_state_of_the_draft_is_refused(cor: FlaskClient, state: str) -> None:
    values = form_of(cor.get(BEHAVIOUR).text) | {"revision": state, "emotional_repeats": "9"}
    assert cor.post(BEHAVIOUR, data=values).status_code == 404
    assert cor.post("/norm/draft/publish", data=values).status_code in (404, 422)


def test_editors_of_different_fields_do_not_meet(cast: Cast, cor: FlaskClient, client_of) -> None:
    other = client_of(cast.admin)
    mine = form_of(cor.get("/norm/draft/sections/ending").text)
    section(other, "behaviour", emotional_repeats="4")
    assert cor.post("/norm/draft/sections/ending", data=mine | {"removal_requests": "2"}).status_code == 303
    assert form_of(cor.get(BEHAVIOUR).text)["emotional_repeats"] == "4"
    assert form_of(cor.get("/norm/draft/sections/ending").text)["removal_requests"] == "2"


def test_a_norm_that_is_looser_on_c_than_on_b_says_so_and_cannot_be_published(cor: FlaskClient) -> None:
    section(cor, "behaviour", b_stance="not_accepted", c_stance="bent_round")
    assert "Gedrag C" in cor.get("/norm/draft").text
    assert publish_status(cor) == 409
    assert published() == 1


def publish_status(cor: FlaskClient) -> int:
    values = {"revision": "2.1", "valid_from": clock.today().isoformat(), "change_kind": "minor"}
    return cor.post("/norm/draft/publish", data=values).status_code


def test_a_later_version_cannot_hold_in_the_past(cor: FlaskClient) -> None:
    section(cor, "ending", removal_requests="2")
    assert publish(cor, valid_from=clock.today() - timedelta(days=1)).status_code == 409
    assert published() == 1


def test_a_norm_cannot_hold_before_it_was_approved(cor: FlaskClient) -> None:
    section(cor, "approval", approved_on=(clock.today() + timedelta(days=9)).isoformat())
    answer = publish(cor)
    assert answer.status_code == 409
    assert "voordat hij is goedgekeurd" in answer.text
    assert publish(cor, valid_from=clock.today() + timedelta(days=9)).status_code == 303


def test_a_later_version_holds_from_its_own_day(cor: FlaskClient, eva: FlaskClient) -> None:
    section(cor, "alarm", alarm_means_nl="de blauwe knop")
    assert publish(cor, valid_from=clock.today() + timedelta(days=1)).status_code == 303
    assert "de blauwe knop" not in eva.get("/norm").text
    assert "de blauwe knop" in eva.get("/norm/versions/2").text


def test_publishing_twice_publishes_once(cor: FlaskClient) -> None:
    section(cor, "ending", removal_requests="2")
    form = form_of(cor.get("/norm/draft/publish").text)
    values = {**form, "valid_from": clock.today().isoformat(), "change_kind": "minor"}
    assert cor.post("/norm/draft/publish", data=values).status_code == 303
    assert cor.post("/norm/draft/publish", data=values).status_code == 409
    assert published() == 2


def test_who_changed_the_draft_meanwhile_is_looked_at_before_publishing(
    cast: Cast, cor: FlaskClient, client_of
) -> None:
    section(cor, "ending", removal_requests="2")
    form = form_of(cor.get("/norm/draft/publish").text)
    section(client_of(cast.admin), "ending", removal_requests="1")
    values = {**form, "valid_from": clock.today().isoformat(), "change_kind": "minor"}
    assert cor.post("/norm/draft/publish", data=values).status_code == 409
    assert published() == 1


def test_the_draft_is_closed_to_who_may_not_write_the_norm(cast: Cast, client_of) -> None:
    for person in (cast.employee, cast.leader, cast.hr):
        for address in ("/norm/draft", BEHAVIOUR, "/norm/draft/publish", "/norm/draft/page", "/norm/draft/procedures"):
            assert client_of(person).get(address).status_code == 403
