"""Mails that come back: read from a real mailbox, from anybody, and only believed about mails of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.imap import Mailbox, certificate, serving
from webapp.extensions import db
from webapp.jobs.runner import Worker
from webapp.mail import bounces
from webapp.services import mail_bounces
from webapp.store import mails
from webapp.store.jobs import Job
from webapp.store.mail_bounces import MailBounce, broken
from webapp.store.people import Person

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ID = "<0123456789abcdef0123456789abcdef@werk.example>"


def report(id: str = ID, status: str = "5.1.1", action: str = "failed", to: str = "eva@werk.example") -> bytes:
    """A report as mail servers send it (RFC 3464)."""
    return f"""From: MAILER-DAEMON@mx.example
To: grenswijs@werk.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain

Your mail could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 2 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: user unknown

--grens
Content-Type: text/rfc822-headers

From: grenswijs@werk.example
To: {to}
Message-ID: {id}
Subject: Hallo

--grens--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def eva(app: Flask) -> int:
    """Somebody to whom a mail went."""
    person_id = make.person("Eva", email="Eva@werk.example")
    mails.append(ID, "invitation", person_id, "Eva@werk.example", "Hallo", "", NOW)
    db.session.commit()
    return person_id


def _broken() -> list[int]:
    db.session.expire_all()
    found = [each.person_id for each in broken()]
    db.session.rollback()
    return found


def test_a_report_says_which_mail_for_good_and_why() -> None:
    found = bounces.read(report())
    assert found == bounces.Bounce(
        message_ids=(ID,), permanent=True, why="smtp; 550 5.1.1 <eva@werk.example>: user unknown"
    )


def test_the_whole_returned_mail_tells_its_id_as_well() -> None:
    whole = report().replace(b"text/rfc822-headers", b"message/rfc822")
    assert bounces.read(whole).message_ids == (ID,)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_what_is_only_late_or_arrived_is_no_bounce(action: str) -> None:
    assert bounces.read(report(action=action)) is None


def test_a_mail_that_was_given_up_for_now_is_not_for_good() -> None:
    assert bounces.read(report(status="4.4.7")).permanent is False


@given(st.binary(max_size=2000))
def test_whatever_arrives_is_read_without_an_accident(raw: bytes) -> None:
    bounces.read(raw)


@given(st.integers(0, len(report())), st.binary(max_size=60))
def test_a_report_with_anything_in_it_is_read_without_an_accident(at: int, junk: bytes) -> None:
    bounces.read(report()[:at] + junk + report()[at:])
    bounces.read(report()[:at] + junk)


def test_a_message_in_a_message_a_thousand_times_over_is_no_accident() -> None:
    bounces.read(b"Content-Type: message/rfc822\r\n\r\n" * 5000)
    bounces.read(b"Content-Type: multipart/report; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 50_000)


def test_a_bounce_for_good_makes_the_address_not_work_once(app: Flask, eva: int) -> None:
    for _ in range(2):
        assert mail_bounces.take_report(report(), "report", NOW)
        db.session.commit()
    assert _broken() == [eva]
    assert db.session.query(MailBounce).count() == 1


def test_a_bounce_for_now_is_noted_but_the_address_still_works(app: Flask, eva: int) -> None:
    assert mail_bounces.take_report(report(status="4.2.2"), "report", NOW)
    db.session.commit()
    assert db.session.query(MailBounce).count() == 1
    assert _broken() == []


def test_nobody_is_flagged_by_a_report_about_a_mail_that_we_never_sent(app: Flask, eva: int) -> None:
    assert not mail_bounces.take_report(report(id="<made-up@werk.example>"), "report", NOW)
    db.session.commit()
    assert db.session.query(MailBounce).count() == 0


def test_a_report_counts_for_the_address_that_the_mail_went_to_whatever_it_names(app: Flask, eva: int) -> None:
    other = make.person("Boss", email="boss@werk.example")
    mail_bounces.take_report(report(to="boss@werk.example"), "report", NOW)
    db.session.commit()
    assert _broken() == [eva]
    assert other not in _broken()


def test_a_new_address_works_again(app: Flask, eva: int) -> None:
    mail_bounces.take_report(report(), "report", NOW)
    db.session.get(Person, eva).email_folded = "eva.de.wit@werk.example"
    db.session.commit()
    assert _broken() == []


def test_tidying_keeps_what_is_still_true_and_deletes_the_rest(app: Flask, eva: int) -> None:
    mail_bounces.take_report(report(), "report", NOW)
    carl = make.person("Carl", email="carl@werk.example")
    mails.append("<two@werk.example>", "test", carl, "old@werk.example", "", "", NOW)
    mail_bounces.take_report(report(id="<two@werk.example>"), "report", NOW)
    db.session.commit()
    later = NOW + timedelta(days=91)
    Worker(app, now=lambda: later).drain()
    assert [row.person_id for row in db.session.query(MailBounce)] == [eva]


@contextmanager
def reading(app: Flask, url: str) -> Iterator[None]:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, bounces_url=url)
    try:
        yield
    finally:
        app.config["SETTINGS"] = before


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this process trusts."""
    file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def _url(port: int, password: str = "ge%22heim", folder: str = "INBOX") -> str:
    return f"imaps://post%40werk.example:{password}@127.0.0.1:{port}/{folder}"


def _work(app: Flask, now: datetime) -> Worker:
    db.session.rollback()
    worker = Worker(app, now=lambda: now)
    worker.drain()
    db.session.expire_all()
    return worker


def test_the_worker_reads_the_mailbox_every_quarter_and_each_message_once(app: Flask, eva: int, trusted) -> None:
    box = Mailbox(b"Subject: hello\r\n\r\nspam", report(), b"\xff\x00 rubbish", report(id="<unknown@x.example>"))
    with serving(box, trusted) as port, reading(app, _url(port)):
        worker = _work(app, NOW)
        assert worker.tally.failures == []
        assert _broken() == [eva]
        assert box.seen == {1, 2, 3, 4}
        box.messages[5] = report(id="<more@x.example>")
        _work(app, NOW + timedelta(minutes=14))
        assert 5 not in box.seen
        _work(app, NOW + timedelta(minutes=15))
        assert 5 in box.seen
    assert db.session.query(Job).filter_by(kind="bounces", state="done").count() == 2


@pytest.mark.parametrize("change", [{"password": "fout"}, {"folder": "Elders"}])
def test_a_mailbox_that_cannot_be_read_is_a_job_that_says_so_without_the_password(
    app: Flask, trusted, change: dict[str, str]
) -> None:
    with serving(Mailbox(report()), trusted) as port, reading(app, _url(port, **change)):
        _work(app, NOW)
        _work(app, NOW + timedelta(minutes=15))
    (job,) = db.session.query(Job).filter_by(kind="bounces").all()
    assert "BOUNCES_URL" in job.why_failed
    assert "fout" not in job.why_failed
    assert "ge" + '"heim' not in job.why_failed


def test_a_server_that_we_have_no_reason_to_trust_does_not_get_the_password(app: Flask, tmp_path: Path) -> None:
    box = Mailbox(report())
    with serving(box, certificate(tmp_path)) as port, reading(app, _url(port)):
        worker = _work(app, NOW)
    assert "certificate verify failed" in worker.tally.failures[0]
    assert box.seen == set()


def test_without_a_mailbox_there_is_no_such_work(app: Flask) -> None:
    _work(app, NOW)
    assert db.session.query(Job).filter_by(kind="bounces").count() == 0
