"""HR looks at a staff list before it is taken, and can take it back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.core.learning_goals.lists import text
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.store.people import Person, StaffChange, StaffUpload

ClientOf = Callable[[int | None], FlaskClient]


@pytest.fixture
def hr(cast: Cast, client_of: ClientOf) -> FlaskClient:
    return client_of(cast.hr)


def upload(browser: FlaskClient, data: str | bytes, **more: str) -> str:
    """Upload a list; returns the address of its preview."""
    content = data.encode() if isinstance(data, str) else data
    answer = browser.post("/people/imports/upload", data={"file": (io.BytesIO(content), "lijst.csv"), **more})
    assert answer.status_code == 303
    return answer.location


def confirm(browser: FlaskClient, address: str) -> int:
    """Confirm what the preview shows; returns the status."""
    found = re.search(r'name="state" value="(\d+)"', browser.get(address).text)
    assert found
    return browser.post(address + "/confirm", data={"state": found[1]}).status_code


def people() -> int:
    count = db.session.scalar(select(func.count()).select_from(Person))
    db.session.rollback()
    return count or 0


def newest_import() -> int:
    key = db.session.scalar(select(func.max(StaffChange.id)).where(StaffChange.kind == "import"))
    db.session.rollback()
    assert key
    return key


def test_nothing_happens_until_hr_confirms(hr: FlaskClient) -> None:
    before = people()
    address = upload(hr, text({"given_name": "=1+1", "family_name": "Çelik"}))
    page = hr.get(address).text
    assert "=1+1 Çelik" in page
    assert people() == before
    assert confirm(hr, address) == 303
    assert people() == before + 1
    assert "=1+1 Çelik" in hr.get("/people?words=celik").text


def test_the_preview_shows_what_changes_before_and_after(hr: FlaskClient) -> None:
    confirm(hr, upload(hr, text({})))
    page = hr.get(upload(hr, text({"team": "Telefoon", "email": "nieuw@test.example"})) + "?kind=changed").text
    assert "<del>" in page
    assert "eva@test.example" in page
    assert "nieuw@test.example" in page
    assert "Telefoon: Medewerker" in page


def test_a_wrong_list_is_refused_with_line_column_and_reason(hr: FlaskClient) -> None:
    page = hr.get(upload(hr, text({}, {"staff_number": "101", "employed_from": "2021-02-29"}))).text
    assert ">3<" in page
    assert "employed_from" in page
    assert "2021-02-29" in page
    assert "/confirm" not in page


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"a;b\n\x00", b"PK\x03\x04" + b"\x80" * 500])
def test_a_file_that_is_no_list_is_refused_in_words(hr: FlaskClient, data: bytes) -> None:
    answer = hr.get(upload(hr, data))
    assert answer.status_code == 200
    assert "/confirm" not in answer.text


def test_a_form_without_a_file_comes_back(hr: FlaskClient) -> None:
    assert hr.post("/people/imports/upload", data={"full": "y"}).status_code == 422


def test_a_list_too_big_is_refused(hr: FlaskClient) -> None:
    size = {"CONTENT_LENGTH": str(21 * 1024 * 1024)}
    answer = hr.post("/people/imports/upload", content_type="multipart/form-data; boundary=x", environ_overrides=size)
    assert answer.status_code == 413


def test_who_is_missing_from_a_full_list_is_shown_as_ended(hr: FlaskClient) -> None:
    page = hr.get(upload(hr, text({}), full="y") + "?kind=ended").text
    assert "Eva Balie" in page
    assert "Lea Leider" in page


def test_what_changed_since_the_preview_is_shown_again(hr: FlaskClient, cast: Cast) -> None:
    address = upload(hr, text({}))
    found = re.search(r'name="state" value="(\d+)"', hr.get(address).text)
    assert found
    hr.post(f"/people/{cast.employee}/end", data={"last_day": clock.today()})
    before = people()
    assert hr.post(address + "/confirm", data={"state": found[1]}).status_code == 409
    assert people() == before
    assert confirm(hr, address) == 303


def test_a_list_is_taken_once(hr: FlaskClient) -> None:
    address = upload(hr, text({}))
    state = re.search(r'name="state" value="(\d+)"', hr.get(address).text)
    assert state
    assert hr.post(address + "/confirm", data={"state": state[1]}).status_code == 303
    assert hr.post(address + "/confirm", data={"state": state[1]}).status_code == 404


def test_another_person_of_hr_does_not_see_the_upload(hr: FlaskClient, cast: Cast, client_of: ClientOf) -> None:
    address = upload(hr, text({}))
    assert client_of(cast.admin).get(address).status_code == 404
    assert client_of(cast.admin).post(address + "/confirm", data={"state": "1"}).status_code == 404


def test_an_upload_is_kept_for_a_day(hr: FlaskClient) -> None:
    address = upload(hr, text({}))
    long_ago = clock.now() - timedelta(days=2)
    db.session.execute(update(StaffUpload).values(uploaded_at=long_ago, expires_at=long_ago + timedelta(days=1)))
    db.session.commit()
    assert hr.get(address).status_code == 404


def test_a_list_that_is_thrown_away_is_gone(hr: FlaskClient) -> None:
    address = upload(hr, text({}))
    assert hr.post(address + "/confirm", data={"answer": "no"}).status_code == 303
    assert hr.get(address).status_code == 404


def test_a_list_that_changes_nothing_says_so(hr: FlaskClient) -> None:
    confirm(hr, upload(hr, text({})))
    assert "/confirm" not in hr.get(upload(hr, text({}))).text


def test_an_import_is_reverted_from_the_list_of_imports(hr: FlaskClient) -> None:
    confirm(hr, upload(hr, text({})))
    key = newest_import()
    assert f"/people/imports/{key}/revert" in hr.get("/people/imports").text
    assert hr.get(f"/people/imports/{key}/revert").status_code == 200
    assert hr.post(f"/people/imports/{key}/revert").status_code == 303
    assert "Eva Bakker" not in hr.get("/people?words=bakker").text
    assert hr.post(f"/people/imports/{key}/revert").status_code == 409


def test_a_later_change_holds_a_revert_back_and_says_who(hr: FlaskClient) -> None:
    confirm(hr, upload(hr, text({})))
    key = newest_import()
    person = db.session.scalar(select(Person.id).where(Person.staff_number == "100"))
    db.session.rollback()
    hr.post(f"/people/{person}/end", data={"last_day": clock.today()})
    assert "Eva Bakker" in hr.get(f"/people/imports/{key}/revert").text
    assert hr.post(f"/people/imports/{key}/revert").status_code == 409


def test_hr_cannot_take_over_an_administrator_with_a_list(hr: FlaskClient, cast: Cast, client_of: ClientOf) -> None:
    person = db.session.get(Person, cast.admin)
    assert person
    number = person.staff_number
    db.session.rollback()
    line = {"staff_number": number, "given_name": "Ad", "family_name": "Beheer", "email": "mij@test.example"}
    assert "/confirm" not in hr.get(upload(hr, text(line))).text
    admin = client_of(cast.admin)
    assert "/confirm" in admin.get(upload(admin, text(line))).text
