"""The worker: one job after another, each at most once, until it is told to stop."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Event
from time import perf_counter

from flask import Flask

from webapp import clock, mail
from webapp.extensions import db, own_transaction, reading
from webapp.jobs.handlers import DAILY, HANDLERS, QUARTERLY
from webapp.jobs.mail_gate import MailGate
from webapp.logs import log
from webapp.services import jobs
from webapp.services.jobs import LEASE, MAIL, Claimed, GiveUp, Handler, LostLease, MailIsDown, TryLater

PAUSE = 2.0
"""Seconds between two looks when nothing is due."""


@dataclass
class Tally:
    """How many jobs were done, and why the others were not."""

    done: int = 0
    failures: list[str] = field(default_factory=list[str])


class Worker:
    """Claims and does jobs; `now` tells which are due, the lease goes by the real clock."""

    def __init__(
        self,
        app: Flask,
        now: Callable[[], datetime] = clock.now,
        lease: timedelta = LEASE,
        handlers: Mapping[str, Handler] = HANDLERS,
    ) -> None:
        self.app = app
        self.now = now
        self.lease = lease
        self.handlers = handlers
        self.owner = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.tally = Tally()
        self._stopping = Event()
        self._put_on = date.min
        self._put_at = datetime.min.replace(tzinfo=UTC)
        self._gate = MailGate(0 if app.config["SETTINGS"].sample else app.config["SETTINGS"].mail_per_minute)

    def stop(self) -> None:
        """Stop after the job at hand."""
        self._stopping.set()

    def run(self) -> None:
        """Do what is due, and look again every two seconds, until stopped."""
        while not self._stopping.is_set():
            self.drain()
            self._stopping.wait(PAUSE)

    def drain(self) -> None:
        """Do everything that is due, but for mails while the mail server is down; wait for the limit on mails.

        Nothing is held while it waits: no transaction, and no job.
        """
        with mail.session():
            while not self._stopping.is_set() and (self._step() or self._paced()):
                pass

    def _put_regular(self, now: datetime) -> None:
        """Put what comes back: once for the newest day, and once for the newest quarter of an hour."""
        local = now.astimezone(clock.AMSTERDAM)
        day, quarter = local.date(), local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)
        if day != self._put_on:
            with own_transaction():
                for kind, moment in DAILY.items():
                    jobs.put_newest(kind, f"{kind}:{day}", datetime.combine(day, moment, clock.AMSTERDAM), now)
            self._put_on = day
        if quarter != self._put_at:
            with own_transaction():
                for kind, wanted in QUARTERLY.items():
                    if wanted():
                        jobs.put_single(kind, f"{kind}:{quarter.isoformat(timespec='minutes')}", quarter)
            self._put_at = quarter

    def _step(self) -> bool:
        """Do one job; returns whether there was one."""
        with self.app.app_context():
            now, instant = self.now(), clock.now()
            self._put_regular(now)
            mails = self._gate.is_open(now)
            if not self._any_open(now, instant, mails=mails):
                return False
            with own_transaction():
                job = jobs.claim(self.owner, now, instant, self.lease, mails=mails)
            if job is not None:
                self._do(job, now)
            return True

    def _paced(self) -> bool:
        """Wait a moment for the minute's limit; returns whether a mail waits for nothing else."""
        seconds = self._gate.seconds(self.now())
        if not seconds:
            return False
        with self.app.app_context():
            if not self._any_open(self.now(), clock.now(), mails=True):
                return False
        self._stopping.wait(min(seconds, PAUSE))
        return True

    def _any_open(self, now: datetime, instant: datetime, *, mails: bool) -> bool:
        with reading():
            found = jobs.any_open(now, instant, mails=mails)
            db.session.rollback()
        return found

    def _do(self, job: Claimed, now: datetime) -> None:
        began = perf_counter()
        outcome = self._try(job, now)
        took = round((perf_counter() - began) * 1000, 1)
        log.info("job", kind=job.kind, job=job.id, tries=job.tries, outcome=outcome, milliseconds=took)

    def _try(self, job: Claimed, now: datetime) -> str:
        try:
            if job.tries > jobs.TRIES:
                raise GiveUp("the worker stopped in the middle of it, every time")
            with reading():
                effect = self._handler(job)(job, now)
                db.session.rollback()
            with own_transaction():
                jobs.done(job, now)
                effect()
        except LostLease:
            return "lost"
        except TryLater as error:
            return self._postponed(job, error, now)
        except GiveUp as error:
            return self._failed(job, str(error), now, for_good=True)
        except Exception as error:
            return self._failed(job, f"{type(error).__name__}: {error}", now, for_good=False)
        self.tally.done += 1
        if job.kind.endswith(MAIL):
            self._gate.passed()
        return "done"

    def _handler(self, job: Claimed) -> Handler:
        if job.kind not in self.handlers:
            raise GiveUp(f"this version knows no job of the kind {job.kind!r}")
        return self.handlers[job.kind]

    def _postponed(self, job: Claimed, why: TryLater, now: datetime) -> str:
        if isinstance(why, MailIsDown):
            self._gate.shut(now)
        with own_transaction():
            waits = jobs.postpone(job, why, now)
        self.tally.failures.append(f"{job.key}: {why}")
        return "postponed" if waits else "failed"

    def _failed(self, job: Claimed, why: str, now: datetime, *, for_good: bool) -> str:
        with own_transaction():
            jobs.fail(job, why, now, for_good=for_good)
        self.tally.failures.append(f"{job.key}: {why}")
        return "failed"
