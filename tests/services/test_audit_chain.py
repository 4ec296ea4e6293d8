"""Whoever changes, drops, adds or moves an audit event is found, and forgetting by the rules is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.make import Cast
from webapp.extensions import db, own_transaction
from webapp.jobs.runner import Worker
from webapp.services import audit_chain, tidy
from webapp.store import audit, guards
from webapp.store.audit import AuditEvent
from webapp.store.audit_chain import AuditLink

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BREAKS: dict[str, tuple[str, str]] = {
    "changed detail": ('UPDATE audit_event SET detail = \'{"to": "9"}\' WHERE id = {event}', "changed"),
    "changed moment": ("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE id = {event}", "changed"),
    "another actor": ("UPDATE audit_event SET actor_id = about_id WHERE id = {event}", "changed"),
    "deleted event": ("DELETE FROM audit_event WHERE id = {event}", "missing"),
    "deleted link and event": (
        "DELETE FROM audit_link WHERE number = 3; DELETE FROM audit_event WHERE id = {event}",
        "missing",
    ),
    "changed hash": ("UPDATE audit_link SET hash = digest WHERE number = 3", "broken"),
    "digest made to fit": (
        "UPDATE audit_event SET act = 'nothing' WHERE id = {event}; "
        "UPDATE audit_link SET digest = 'f' WHERE number = 3",
        "broken",
    ),
    "two links exchanged": (
        "UPDATE audit_link SET number = 99 WHERE number = 3; UPDATE audit_link SET number = 3 WHERE number = 4; "
        "UPDATE audit_link SET number = 4 WHERE number = 99",
        "broken",
    ),
    "marked as forgotten without a reason": (
        "UPDATE audit_link SET forgotten_at = linked_at WHERE number = 3; DELETE FROM audit_event WHERE id = {event}",
        "forgotten_without_reason",
    ),
}


@pytest.fixture
def events(cast: Cast) -> list[int]:
    """Six events, linked in two batches."""
    for batch in range(2):
        for number in range(3):
            at = NOW + timedelta(days=batch, minutes=number)
            audit.append(cast.hr, cast.employee, "person.record", at, {"to": str(number)})
        db.session.commit()
        audit_chain.link_all(NOW + timedelta(days=batch, hours=1))
    return [row.event_id for row in db.session.query(AuditLink).order_by(AuditLink.number)]


def tamper(statements: str, event: int) -> None:
    """Somebody with the database's password does as they please."""
    guards.lift(db.session.connection())
    for each in statements.split("; "):
        db.session.execute(text(each.replace("{event}", str(event)).replace(":", r"\:")))
    guards.hold(db.session.connection())
    db.session.commit()


def test_an_untouched_chain_is_sound(events: list[int]) -> None:
    report = audit_chain.verify()
    assert (report.links, report.faults, report.waiting, report.sound) == (6, (), 0, True)
    assert len(report.head) == 64


@pytest.mark.parametrize("name", BREAKS)
def test_tampering_is_found_and_says_where(events: list[int], name: str) -> None:
    statements, what = BREAKS[name]
    tamper(statements, events[2])
    report = audit_chain.verify()
    assert not report.sound
    assert (report.faults[0].what, report.faults[0].number) == (what, 3)


def test_an_event_put_in_afterwards_is_found(events: list[int], cast: Cast) -> None:
    audit.append(cast.hr, cast.employee, "person.record", NOW - timedelta(days=3))
    db.session.commit()
    audit_chain.link_all(NOW + timedelta(days=5))
    assert [(each.what, each.number) for each in audit_chain.verify().faults] == [("inserted", 7)]


def test_an_end_that_was_cut_off_is_found_by_the_hash_that_was_kept(events: list[int]) -> None:
    kept = audit_chain.verify().head
    tamper("DELETE FROM audit_event WHERE id = {event}; DELETE FROM audit_link WHERE number = 6", events[5])
    assert audit_chain.verify().sound
    report = audit_chain.verify(kept)
    assert report.head_known is False
    assert not report.sound


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET act = 'x' WHERE id = {event}",
        "DELETE FROM audit_event WHERE id = {event}",
        "UPDATE audit_link SET hash = 'x' WHERE number = 3",
        "DELETE FROM audit_link WHERE number = 3",
    ],
)
def test_the_database_itself_refuses(events: list[int], statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"):
        db.session.execute(text(statement.replace("{event}", str(events[2]))))
    db.session.rollback()


def test_old_events_are_forgotten_and_the_rest_still_holds(events: list[int]) -> None:
    gone = audit_chain.forget_before(NOW + timedelta(hours=5), NOW + timedelta(days=2))
    db.session.commit()
    audit_chain.link_all(NOW + timedelta(days=2))
    report = audit_chain.verify()
    assert (gone, report.forgotten, report.links, report.faults) == (3, 3, 7, ())
    assert db.session.query(AuditEvent).filter_by(act="person.record").count() == 3
    tamper("UPDATE audit_event SET act = 'x' WHERE id = {event}", events[4])
    assert [each.number for each in audit_chain.verify().faults] == [5]


def test_a_person_is_taken_out_and_when_and_what_stay(events: list[int], cast: Cast) -> None:
    audit.append(cast.hr, cast.colleague, "person.record", NOW + timedelta(days=1, hours=2))
    gone = audit_chain.blank_about(cast.employee, NOW + timedelta(days=2))
    db.session.commit()
    audit_chain.link_all(NOW + timedelta(days=2))
    left = db.session.query(AuditEvent).filter(AuditEvent.id.in_(events)).all()
    assert gone == 6
    assert {(each.actor_id, each.about_id, each.act, str(each.detail)) for each in left} == {
        (None, None, "person.record", "{}")
    }
    assert audit_chain.verify().faults == ()
    assert db.session.query(AuditEvent).filter_by(about_id=cast.colleague).count() == 1
    assert audit_chain.blank_about(cast.employee, NOW + timedelta(days=3)) == 0


def test_a_blanked_event_cannot_be_filled_again(events: list[int], cast: Cast) -> None:
    audit_chain.blank_about(cast.employee, NOW + timedelta(days=2))
    db.session.commit()
    audit_chain.link_all(NOW + timedelta(days=2))
    tamper(f"UPDATE audit_event SET actor_id = {cast.leader} WHERE id = {{event}}", events[2])
    assert [(each.what, each.number) for each in audit_chain.verify().faults] == [("not_blank", 3)]


def test_the_worker_links_by_itself_and_checks_by_night(app: Flask, cast: Cast) -> None:
    with own_transaction():
        audit.append(cast.hr, cast.employee, "person.record", NOW)
    for hours in (0, 24):
        moment = NOW + timedelta(hours=hours)
        worker = Worker(app, now=lambda moment=moment: moment)
        worker.drain()
        assert worker.tally.failures == []
    state = audit_chain.state()
    assert (state.links, state.faults, state.fault) == (1, 0, "")


def test_an_event_that_nobody_links_is_told(app: Flask, cast: Cast) -> None:
    audit.append(cast.hr, cast.employee, "person.record", NOW - timedelta(days=3))
    db.session.commit()
    effect = audit_chain.check(None, NOW)  # type: ignore[arg-type]
    effect()
    assert audit_chain.state().fault == "waiting 0"


def test_the_nightly_tidying_forgets_after_five_years(events: list[int]) -> None:
    tidy.tidy(NOW + timedelta(days=5 * 365, hours=5))
    db.session.commit()
    audit_chain.link_all(NOW + timedelta(days=5 * 365 + 2))
    report = audit_chain.verify()
    assert (report.forgotten, report.faults) == (3, ())


def test_the_command_says_what_is_wrong_and_where(app: Flask, events: list[int]) -> None:
    run: Callable[..., object] = app.test_cli_runner().invoke
    sound = run(args=["audit", "verify"])
    assert (sound.exit_code, "6 links, 0 forgotten by the rules, 0 faults" in sound.output) == (0, True)
    head = run(args=["audit", "head"]).output.strip()
    assert run(args=["audit", "verify", "--head", head]).exit_code == 0
    tamper("UPDATE audit_event SET act = 'x' WHERE id = {event}", events[2])
    broken = run(args=["audit", "verify"])
    assert broken.exit_code == 1
    assert "link 3 (" in broken.output
    assert "the event was changed" in broken.output
    assert run(args=["audit", "verify", "--head", "0" * 64]).exit_code == 1
    assert run(args=["audit", "nothing"]).exit_code == 2
