"""Mails against a real SMTP server in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask

from tests import make
from tests.postbox import Postbox, opened, text_of
from webapp import mail
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.mail import Letter, NoMailServer
from webapp.services import jobs, ways_in
from webapp.store.jobs import Job
from webapp.store.mails import SentMail

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    """A running mail server and its address."""
    box = Postbox()
    server = opened(box)
    yield box, f"smtp://127.0.0.1:{server.port}"
    server.stop()


@contextmanager
def _real(app: Flask, smtp_url: str) -> Iterator[None]:
    """Outside sample mode: mail leaves, as fast as it can."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, sample=False, smtp_url=smtp_url, mail_per_minute=0)
    yield
    app.config["SETTINGS"] = before


def _invite(**person: str) -> None:
    person_id = make.person(**{"email": "eva@werk.example", **person})
    ways_in.invite([person_id], NOW)
    db.session.commit()


def _work(app: Flask, now: datetime = NOW) -> None:
    Worker(app, now=lambda: now).drain()


def test_an_invitation_arrives_in_the_persons_language(app: Flask, postbox):
    box, url = postbox
    with _real(app, url):
        _invite(given="Zoë", family="Łukasz-Şahin")
        _invite(given="Ann", email="ann@werk.example", language="en")
        _work(app)
    dutch, english = box.mails
    assert dutch["To"] == "Zoë Łukasz-Şahin <eva@werk.example>"
    assert "Kies je wachtwoord" in dutch["Subject"]
    assert "16 november 2026" in text_of(dutch)
    assert "Choose your password" in english["Subject"]
    assert "16 November 2026" in text_of(english)
    assert english["Auto-Submitted"] == "auto-generated"


def test_what_was_sent_is_listed_without_its_text(app: Flask, postbox):
    box, url = postbox
    with _real(app, url):
        _invite()
        _work(app)
    (sent,) = db.session.query(SentMail).all()
    assert (sent.to_address, sent.sample_text) == ("eva@werk.example", "")
    assert sent.message_id == box.mails[0]["Message-ID"]


def test_a_mail_that_the_server_refuses_is_sent_later_under_the_same_id(app: Flask, postbox):
    box, url = postbox
    with _real(app, url):
        box.refuses = "451 the box is full"
        _invite()
        _work(app)
        assert db.session.query(SentMail).count() == 0
        job = db.session.query(Job).filter_by(kind="way_in_mail").one()
        assert "the box is full" in job.why_failed
        due = job.due
        db.session.rollback()
        box.refuses = ""
        _work(app, due)
    assert len(box.mails) == 1
    db.session.expire_all()
    assert db.session.query(SentMail).one().message_id == box.mails[0]["Message-ID"]


def test_in_sample_mode_nothing_leaves_and_the_text_can_be_read(app: Flask, postbox):
    box, url = postbox
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, smtp_url=url)
    _invite()
    _work(app)
    app.config["SETTINGS"] = before
    assert box.mails == []
    assert "/start/" in db.session.query(SentMail).one().sample_text


def test_without_a_mail_server_the_job_says_which_setting_is_missing(app: Flask):
    with _real(app, ""):
        _invite()
        _work(app)
    assert "SMTP_URL" in db.session.query(Job).filter_by(kind="way_in_mail").one().why_failed


def test_what_is_no_address_is_given_up_at_once(app: Flask, postbox):
    with _real(app, postbox[1]):
        _invite(email="geen adres")
        _work(app)
    assert db.session.query(Job).filter_by(kind="way_in_mail").one().state == "failed"


def _letter(**values: str) -> Letter:
    plain = {
        "key": "k",
        "from_name": "Gemeente",
        "from_address": "g@werk.example",
        "to_name": "Eva",
        "to_address": "eva@werk.example",
        "subject": "Hallo",
        "body": "Dag\n",
    }
    return Letter(**{**plain, **values})


@pytest.mark.parametrize("part", ["subject", "to_name", "from_name"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_nothing_in_a_letter_can_add_a_header(part: str, newline: str):
    hostile = _letter(**{part: f"Eva{newline}Bcc: all@werk.example"})
    written = message_from_bytes(mail.message(hostile, NOW).as_bytes(), policy=default)
    assert written["Bcc"] is None
    assert written.get_content().strip() == "Dag"


def test_an_address_cannot_add_a_recipient():
    with pytest.raises(ValueError):
        mail.message(_letter(to_address="eva@werk.example, all@werk.example"), NOW)


def test_the_message_id_depends_on_the_key_alone():
    one, again, other = _letter(), _letter(subject="Dag"), _letter(key="other")
    assert one.message_id == again.message_id != other.message_id
    assert one.message_id.endswith("@werk.example>")


def test_a_password_is_not_given_to_a_server_without_encryption(postbox):
    _, url = postbox
    with pytest.raises(NoMailServer, match="encryption"):
        mail.send(mail.message(_letter(), NOW), url.replace("smtp://", "smtp://user:secret@"))


def test_the_wait_for_another_try_grows_to_at_most_six_hours():
    waits = [jobs.wait(tries).total_seconds() for tries in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[-1] == 6 * 3600
