"""A mail service tells by a request with a secret token which mails came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import make
from tests.services.test_mail_bounces import ID, report
from webapp.extensions import db
from webapp.store import mails
from webapp.store.mail_bounces import MailBounce, broken

TOKEN = "t" * 40
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ADDRESS = "/mail/bounces"
GOOD = {"recipient": "eva@werk.example", "message_id": ID, "kind": "permanent", "why": "550 unknown"}


@pytest.fixture
def machine(app: Flask) -> Iterator[FlaskClient]:
    """A caller without a log-in, on an installation with a token and with CSRF checks."""
    before = app.config["SETTINGS"]
    app.config.update(SETTINGS=replace(before, bounces_token=TOKEN), WTF_CSRF_ENABLED=True)
    eva = make.person("Eva", email="eva@werk.example")
    mails.append(ID, "invitation", eva, "eva@werk.example", "Hallo", "", NOW)
    db.session.commit()
    yield app.test_client()
    app.config.update(SETTINGS=before, WTF_CSRF_ENABLED=False)


def _post(machine: FlaskClient, token: str = TOKEN, **more):
    return machine.post(ADDRESS, headers={"X-Bounces-Token": token}, **more)


def _broken() -> int:
    db.session.expire_all()
    return len(broken())


def test_a_raw_report_with_the_token_flags_the_address(machine: FlaskClient) -> None:
    assert _post(machine, data=report(), content_type="message/rfc822").status_code == 204
    assert _broken() == 1


@pytest.mark.parametrize("change", [{}, {"message_id": ""}, {"message_id": "<unknown@x>"}, {"why": ""}])
def test_json_with_the_token_flags_the_address(machine: FlaskClient, change: dict[str, str]) -> None:
    assert _post(machine, json={**GOOD, **change}).status_code == 204
    assert _broken() == 1


def test_for_now_flags_nobody(machine: FlaskClient) -> None:
    assert _post(machine, json={**GOOD, "kind": "temporary"}).status_code == 204
    assert (_broken(), db.session.query(MailBounce).count()) == (0, 1)


def test_told_twice_it_counts_once(machine: FlaskClient) -> None:
    for _ in range(2):
        assert _post(machine, json=GOOD).status_code == 204
    assert db.session.query(MailBounce).count() == 1


def test_an_address_that_nothing_was_sent_to_is_nobodys(machine: FlaskClient) -> None:
    assert _post(machine, json={**GOOD, "recipient": "other@x.example", "message_id": ""}).status_code == 204
    assert db.session.query(MailBounce).count() == 0


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "t", "é" * 40])
def test_without_the_right_token_nothing_happens(machine: FlaskClient, token: str) -> None:
    assert _post(machine, token, json=GOOD).status_code == 401
    assert _broken() == 0


def test_without_a_token_in_the_settings_there_is_no_such_page(app: Flask, machine: FlaskClient) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], bounces_token="")
    assert _post(machine, "", json=GOOD).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        [],
        "permanent",
        {},
        {**GOOD, "kind": "maybe"},
        {**GOOD, "recipient": ""},
        {**GOOD, "recipient": ["eva@werk.example"]},
        {**GOOD, "why": 5},
        {**GOOD, "why": "x" * 3000},
        {**GOOD, "recipient": "a\x00b"},
    ],
)
def test_what_is_no_notice_is_refused(machine: FlaskClient, said: object) -> None:
    assert _post(machine, json=said).status_code == 422
    assert _broken() == 0


def test_broken_json_other_types_and_floods_are_refused(machine: FlaskClient) -> None:
    assert _post(machine, data=b"{", content_type="application/json").status_code == 422
    assert _post(machine, data=b"x", content_type="text/plain").status_code == 415
    assert _post(machine, data=b"x" * (2**20 + 1), content_type="message/rfc822").status_code == 413
    assert _post(machine, data=b"\x00\xff rubbish", content_type="message/rfc822").status_code == 204
