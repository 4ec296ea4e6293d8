"""Putting a record right: with a reason, seen by the person, and nothing is wiped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import make
from tests.make import Cast
from webapp import clock
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.services import progress
from webapp.services.progress import Filter
from webapp.store.audit import AuditEvent
from webapp.store.learning import Assignment, CompletionRecord

NORM, TRAINING = "m01-de-norm", "skills-counter"
ClientOf = Callable[..., FlaskClient]


def completion() -> int:
    return db.session.scalar(select(func.max(CompletionRecord.id))) or 0


def address(cast: Cast) -> str:
    return f"/reports/people/{cast.employee}/completions/{completion()}"


def standing(cast: Cast) -> list[str]:
    progress.counted.cache_clear()
    return [line.state for line in progress.people_page((), Filter(), clock.today()).lines]


def test_what_was_recorded_by_mistake_is_withdrawn_with_a_reason_that_the_person_reads(
    cast: Cast, client_of: ClientOf
) -> None:
    make.assignment(cast.employee, NORM, due_in=-3)
    make.completed(cast.employee, NORM)
    hr, place = client_of(cast.hr), address(cast)
    page = hr.get(place).text
    assert "Daarna is de stand:" in page
    assert "Te laat" in page
    assert hr.post(place, data={"act": "withdraw", "reason": "Dit was een naamgenoot"}).status_code == 303
    assert standing(cast) == ["overdue"]
    for browser, where in ((hr, f"/reports/people/{cast.employee}"), (client_of(cast.employee), "/me/timeline")):
        said = browser.get(where).text
        assert "telt niet meer" in said
        assert "Dit was een naamgenoot" in said
        assert "Hana Personeel" in said
    assert db.session.scalar(select(func.count()).select_from(CompletionRecord)) == 1


def test_what_was_withdrawn_is_put_back(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-3)
    make.completed(cast.employee, NORM)
    hr, place = client_of(cast.hr), address(cast)
    hr.post(place, data={"act": "withdraw", "reason": "Vergissing"})
    assert "Zet het terug" in hr.get(place).text
    assert hr.post(place, data={"act": "put_back", "reason": "Toch niet"}).status_code == 303
    assert standing(cast) == ["done"]
    again = hr.post(place, data={"act": "put_back", "reason": "Nog eens"}, follow_redirects=True)
    assert "Iemand anders heeft dit intussen veranderd" in again.text
    assert standing(cast) == ["done"]


def test_a_second_window_is_told_that_it_was_withdrawn(cast: Cast, client_of: ClientOf) -> None:
    make.completed(cast.employee, NORM)
    hr, place = client_of(cast.hr), address(cast)
    hr.post(place, data={"act": "withdraw", "reason": "Vergissing"})
    later = hr.post(place, data={"act": "withdraw", "reason": "Vergissing"}, follow_redirects=True)
    assert "Iemand anders heeft dit intussen veranderd" in later.text


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_reason_nothing_changes(cast: Cast, client_of: ClientOf, reason: str) -> None:
    make.assignment(cast.employee, NORM)
    make.completed(cast.employee, NORM)
    assert client_of(cast.hr).post(address(cast), data={"act": "withdraw", "reason": reason}).status_code == 422
    assert standing(cast) == ["done"]


def test_attendance_that_was_forgotten_counts_from_the_day_it_was(cast: Cast, client_of: ClientOf) -> None:
    make.assignment(cast.employee, NORM, due_in=-3)
    hr = client_of(cast.coordinator)
    day = clock.today() - timedelta(days=9)
    said = {"what": NORM, "how": "external", "on": day.isoformat(), "reason": "Bewijs gezien"}
    place = f"/reports/people/{cast.employee}/record"
    assert hr.post(place, data=said).status_code == 303
    assert standing(cast) == ["done"]
    assert "Bewijs gezien" in client_of(cast.employee).get("/me/timeline").text
    twice = hr.post(place, data=said)
    assert twice.status_code == 422
    assert "al vastgelegd" in twice.text
    assert hr.post(place, data=said | {"what": TRAINING, "how": "attended"}).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [{"what": "norm"}, {"what": "nothing"}, {"how": "quiz"}, {"on": "2099-01-01"}, {"on": "x"}, {"reason": " "}],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, client_of: ClientOf, wrong: dict[str, str]) -> None:
    said = {"what": NORM, "how": "attended", "on": date(2026, 1, 5).isoformat(), "reason": "Ja"} | wrong
    answer = client_of(cast.hr).post(f"/reports/people/{cast.employee}/record", data=said)
    assert answer.status_code == 422
    assert "Er klopt nog iets niet" in answer.text
    assert completion() == 0


def test_nobody_corrects_the_own_record_and_leaders_correct_nobodys(cast: Cast, client_of: ClientOf) -> None:
    make.completed(cast.hr, NORM)
    own = f"/reports/people/{cast.hr}/completions/{completion()}"
    hr = client_of(cast.hr)
    assert hr.get(own).status_code == 404
    assert hr.get(f"/reports/people/{cast.hr}/record").status_code == 404
    assert "/completions/" not in hr.get(f"/reports/people/{cast.hr}").text
    make.completed(cast.employee, NORM)
    assert client_of(cast.leader).get(address(cast)).status_code == 403
    assert hr.get(f"/reports/people/{cast.colleague}/completions/{completion()}").status_code == 404


def test_what_somebody_said_to_have_read_is_not_taken_back_by_others(cast: Cast, client_of: ClientOf) -> None:
    make.completed(cast.employee, NORM)
    row = db.session.get(CompletionRecord, completion())
    row.method = "acknowledged"
    db.session.commit()
    hr = client_of(cast.hr)
    assert hr.get(address(cast)).status_code == 404
    assert "/completions/" not in hr.get(f"/reports/people/{cast.employee}").text


def test_a_correction_is_an_event_and_the_rules_follow(cast: Cast, client_of: ClientOf, app) -> None:
    make.completed(cast.employee, NORM)
    client_of(cast.hr).post(address(cast), data={"act": "withdraw", "reason": "Vergissing"})
    acts = set(db.session.scalars(select(AuditEvent.act).where(AuditEvent.about_id == cast.employee)))
    assert "completion.withdrawn" in acts
    db.session.rollback()
    worker = Worker(app)
    worker.drain()
    assert worker.tally.failures == []
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 0
