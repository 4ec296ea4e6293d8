"""Asking for evidence files: on screen as a job of which the result waits some days, as a command at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import force_locale

from learning_goals.words import Language
from webapp.errors import NotFound
from webapp.extensions import own_transaction
from webapp.policy import Visitor
from webapp.services import jobs, proof_day, proof_file
from webapp.services.jobs import Claimed, Effect, GiveUp
from webapp.services.proof_day import Moment
from webapp.services.proof_file import Order
from webapp.store import audit, evidence_files, rule_names
from webapp.store import jobs as job_store
from webapp.store.evidence_files import Asked

KIND = "evidence"
KEPT = timedelta(days=7)
STEPS = 10
"""How often a job says how far it is."""
COMMAND = "command"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A file that somebody asked for, and how far it is; `total` 0: it has not begun or does not say."""

    asked: Asked
    failed: bool
    done: int
    total: int


def ask(actor: Visitor, said: str, now: datetime, *, names: bool) -> None:
    """Let the worker make a file for this person, and remember who chose names; raises WrongDay.

    What is being made for the same person is not made twice; what could not be made is tried again.
    """
    moment = proof_day.moment_of(said, now)
    _salted(moment)
    asked, new = evidence_files.ask(actor.person_id, moment.day, actor.language, now, now + KEPT, names=names)
    if new:
        jobs.put(KIND, _key(asked.id), {"file": asked.id}, now)
        _remember(actor.person_id, "evidence.asked", moment, now, names=names)
    else:
        _try_again(asked, now)


def mine(actor: Visitor, now: datetime) -> Sequence[Standing]:
    """Return what this person asked for and can still get, newest first."""
    found = evidence_files.of_person(actor.person_id, now)
    standings = job_store.standings([_key(each.id) for each in found])
    return [_standing(each, standings.get(_key(each.id), (0, "done", 0, 0))) for each in found]


def download(actor: Visitor, file_id: int, now: datetime) -> tuple[str, bytes]:
    """Return name and content of a file to who asked for it, and remember that; raises NotFound."""
    content = evidence_files.content(file_id, actor.person_id, now)
    asked = evidence_files.one(file_id)
    if content is None or asked is None:
        raise NotFound
    with own_transaction():
        audit.append(
            actor.person_id,
            None,
            "evidence.downloaded",
            now,
            {"file": file_id, "as_of": asked.as_of.isoformat(), "names": asked.names},
        )
    return f"{folder_name(asked)}.zip", content


def make(job: Claimed, now: datetime) -> Effect:
    """Make a file; the effect keeps it for who asked."""
    asked = evidence_files.one(job.payload["file"])
    if asked is None:
        raise GiveUp("nobody waits for this file any more")
    order = Order(
        moment=proof_day.moment(asked.as_of, now),
        language="en" if asked.language == "en" else "nl",
        names=asked.names,
        salt=evidence_files.salt(asked.as_of),
        by=_staff_number(asked.asked_by),
    )
    with TemporaryDirectory() as place, force_locale(order.language):
        folder, target = Path(place, "file"), Path(place, "file.zip")
        folder.mkdir()
        digest = proof_file.make(order, folder, now, _progress(job))
        proof_file.zipped(folder, folder_name(asked), target)
        content = target.read_bytes()

    def effect() -> None:
        evidence_files.keep(asked.id, content, digest, now, now + KEPT)

    return effect


def make_here(said: str, folder: Path, language: Language, now: datetime, *, names: bool) -> str:
    """Make a file in a folder at once, for a command; returns the manifest's SHA-256. Raises WrongDay and OSError."""
    with own_transaction():
        moment = proof_day.moment_of(said, now)
        salt = _salted(moment)
        _remember(None, "evidence.made", moment, now, names=names)
    order = Order(moment=moment, language=language, names=names, salt=salt, by=COMMAND)
    folder.mkdir(parents=True, exist_ok=True)
    return proof_file.make(order, folder, now, lambda _done, _total: None)


def folder_name(asked: Asked) -> str:
    """Return what the folder of a file is called."""
    return f"evidence-{asked.as_of.isoformat()}"


def _salted(moment: Moment) -> str:
    """Return by what the people of that day are numbered, made at random when the first file of it is asked for."""
    evidence_files.keep_salt(moment.day, secrets.token_hex(16))
    return evidence_files.salt(moment.day)


def _remember(by: int | None, act: str, moment: Moment, now: datetime, *, names: bool) -> None:
    audit.append(by, None, act, now, {"as_of": moment.day.isoformat(), "names": names})


def _try_again(asked: Asked, now: datetime) -> None:
    job_id, state, *_rest = job_store.standings([_key(asked.id)]).get(_key(asked.id), (0, "", 0, 0))
    if state == "failed":
        job_store.retry(job_id, now)


def _standing(asked: Asked, job: tuple[int, str, int, int]) -> Standing:
    return Standing(asked=asked, failed=not asked.ready and job[1] == "failed", done=job[2], total=job[3])


def _progress(job: Claimed) -> proof_file.Tell:
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done * STEPS // max(total, 1) > told:
            told = done * STEPS // total
            jobs.report(job, done, total)

    return tell


def _key(file_id: int) -> str:
    return f"{KIND}:{file_id}"


def _staff_number(person_id: int) -> str:
    return rule_names.staff_numbers([person_id]).get(person_id, "")
