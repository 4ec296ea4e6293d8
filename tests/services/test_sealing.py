"""The key of private answers: checked at the start, changed without loss, missed in plain words."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.answering import begin, consent, fill_in
from tests.make import Cast
from webapp import clock, config
from webapp.extensions import db
from webapp.sealing import Unreadable, seal, unseal
from webapp.services.tidy import tidy
from webapp.store.assessments import AssessmentAnswer, SelfAssessment

OLD = base64.b64encode(b"\xfb\xff" * 16).decode()
NEW = base64.b64encode(b"n" * 32).decode()
Clients = Callable[[int | None], FlaskClient]


def keys(said: str) -> tuple[str, ...]:
    return config.read({"SECRET_KEY": "s" * 40, "ANSWERS_KEY": said}).answers_keys


@contextmanager
def using(app: Flask, said: str) -> Iterator[None]:
    """With these keys."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, answers_keys=keys(said))
    yield
    app.config["SETTINGS"] = before


@pytest.mark.parametrize("wrong", ["short", "a" * 44 + "!", base64.b64encode(b"x" * 31).decode(), f"{NEW},short"])
def test_a_wrong_key_stops_the_start_and_says_what_is_expected(wrong: str) -> None:
    with pytest.raises(config.WrongSetting, match="ANSWERS_KEY: write 32 random bytes in base64"):
        keys(wrong)


def test_a_new_key_reads_what_the_old_one_wrote(app: Flask) -> None:
    with using(app, OLD):
        box = seal(7, {"n1": "3"})
    with using(app, f"{NEW},{OLD}"):
        assert unseal(7, box) == {"n1": "3"}
        newer = seal(7, {"n1": "4"})
    with using(app, NEW):
        assert unseal(7, newer) == {"n1": "4"}
        with pytest.raises(Unreadable):
            unseal(7, box)


def test_with_another_key_the_page_says_what_the_administrator_must_do(
    app: Flask, cast: Cast, client_of: Clients
) -> None:
    consent()
    eva = client_of(cast.employee)
    place = fill_in(eva, begin(eva))
    with using(app, NEW):
        answer = eva.get(place)
    assert answer.status_code == 500
    assert "ANSWERS_KEY" in answer.text
    assert eva.get(place).status_code == 200


def test_without_a_key_a_goal_is_refused_in_words(app: Flask, cast: Cast, client_of: Clients) -> None:
    eva = client_of(cast.employee)
    with using(app, ""):
        answer = eva.post("/goals/choose", data={"goal": "recover"})
    assert answer.status_code == 500
    assert "De beheerder moet eerst ANSWERS_KEY instellen" in answer.text


def test_answers_are_deleted_when_they_were_kept_long_enough(app: Flask, cast: Cast, client_of: Clients) -> None:
    consent()
    for who, finished in (("employee", 740), ("colleague", 700)):
        browser = client_of(getattr(cast, who))
        fill_in(browser, begin(browser))
        at = clock.now() - timedelta(days=finished)
        mine = SelfAssessment.person_id == getattr(cast, who)
        db.session.execute(update(SelfAssessment).where(mine).values(started_at=at, finished_at=at))
    begin(client_of(cast.stranger))
    tidy(clock.now())
    left = list(db.session.scalars(select(SelfAssessment.person_id).order_by(SelfAssessment.person_id)))
    assert left == sorted([cast.colleague, cast.stranger])
    assert db.session.scalar(select(func.count(AssessmentAnswer.self_assessment_id.distinct()))) == 1
