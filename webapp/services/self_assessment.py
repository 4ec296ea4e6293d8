"""Filling in the leerdoelwijzer: begin, save page by page, hand in, look back, take along, erase. One's own only."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from learning_goals.periods import NEVER
from quizzes import questionnaire_paper
from quizzes.questionnaire import Questionnaire, Variant
from quizzes.questionnaire_paper import Answer, Answers, Form, Local, Page, Respondent
from webapp import clock, questionnaires, sealing
from webapp.errors import Conflict, NotFound
from webapp.policy import Visitor
from webapp.services import assessment_gate
from webapp.store import assessments, reading, respondents, rounds
from webapp.store.assessments import Begun, Held
from webapp.store.respondents import Work
from webapp.store.rounds import Round

NEWCOMER = timedelta(days=31)
"""So long after the first day somebody gets the newcomers' variant."""
END = "end"
"""The page of the choice and the private note."""
OWN_SLOT = "own"
"""The slot of the one that somebody fills in without a round, until it is handed in."""
LONGEST_NOTE = 2000
LARGEST = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A self-assessment with the pages it has now and what was answered so far."""

    held: Held
    questionnaire: Questionnaire
    pages: tuple[Page, ...]
    saved: frozenset[str]
    answers: Answers
    choice: tuple[str, ...]
    note: str

    @property
    def open(self) -> tuple[tuple[str, str], ...]:
        """(page, item) of every statement without an answer."""
        return questionnaire_paper.open_items(self.pages, self.answers)

    @property
    def next_page(self) -> str:
        """The first page that was not saved yet, or the end."""
        return next((page.id for page in self.pages if page.id not in self.saved), END)

    def page(self, page_id: str) -> Page:
        """Return a page; raises NotFound when somebody with these answers does not get it."""
        found = next((page for page in self.pages if page.id == page_id), None)
        if found is None:
            raise NotFound
        return found

    def after(self, page_id: str) -> str:
        """Return the page after this one, or the end."""
        ids = [page.id for page in self.pages]
        place = ids.index(page_id) + 1 if page_id in ids else 0
        return ids[place] if place < len(ids) else END


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What somebody sees first: open rounds, what runs, what was handed in."""

    rounds: tuple[Round, ...]
    running: tuple[Held, ...]
    done: tuple[Held, ...]


def mine(actor: Visitor, today: date) -> Mine:
    """Return one's own self-assessments, and the rounds that ask for one and have none handed in yet."""
    held = assessments.mine(actor.person_id)
    handed_in = {each.round_id for each in held if each.finished}
    return Mine(
        rounds=tuple(each for each in rounds.open_for(actor.person_id, today) if each.id not in handed_in),
        running=tuple(each for each in held if not each.finished),
        done=tuple(each for each in held if each.finished),
    )


def asked(actor: Visitor, today: date) -> Round | None:
    """Return the round that asks for one's answers now and ends first, or None."""
    return next(iter(rounds.open_for(actor.person_id, today, unanswered=True)), None)


def begin(actor: Visitor, round_id: int, now: datetime) -> int:
    """Begin a self-assessment (for a round, or 0: for oneself), or take up the one that runs; returns its key.

    Raises Conflict while no answer may be collected, NotFound for a round that does not ask this person now.
    """
    today = clock.day_of(now)
    if assessment_gate.closed_by(today):
        raise Conflict
    held = assessments.mine(actor.person_id)
    if round_id:
        asked = next((each for each in rounds.open_for(actor.person_id, today) if each.id == round_id), None)
        if asked is None:
            raise NotFound
        slot, form = f"round-{round_id}", cast("Form", asked.form)
    else:
        slot, form = OWN_SLOT, "full"
    running = next((each for each in held if each.slot == slot), None)
    if running is None:
        _append(actor, slot, form, round_id, now)
        running = next(each for each in assessments.mine(actor.person_id) if each.slot == slot)
    return running.id


def _append(actor: Visitor, slot: str, form: Form, round_id: int, now: datetime) -> None:
    edition = questionnaires.current()
    work = respondents.work_of(actor.person_id, clock.day_of(now))
    setting = assessment_gate.setting()
    reading.keep("questionnaire", edition.digest, edition.questionnaire.id, {questionnaires.FILE: edition.text}, now)
    assessments.begin(
        Begun(
            person_id=actor.person_id,
            slot=slot,
            round_id=round_id or None,
            questionnaire_id=edition.questionnaire.id,
            questionnaire_version=edition.questionnaire.version,
            digest=edition.digest,
            form=form,
            variant=_variant(actor, work, form, clock.day_of(now)),
            norm_number=actor.norm_number,
            gentle=actor.avoids_violence,
            seed=secrets.token_hex(8),
            local={
                "switched_off": sorted(setting.switched_off),
                "own": [{"id": each.id, "nl": each.nl, "en": each.en} for each in setting.own],
                "groups": sorted(work.groups),
                "duties": sorted(work.duties),
                "tags": sorted(work.tags),
            },
            started_at=now,
        )
    )


def paper(actor: Visitor, assessment_id: int, *, locked: bool = False) -> Paper:
    """Return one's own self-assessment; anybody else's does not exist."""
    held = assessments.one(actor.person_id, assessment_id, locked=locked) if assessment_id <= LARGEST else None
    if held is None:
        raise NotFound
    return opened(held, assessments.pages(held.id))


def opened(held: Held, sealed: Mapping[str, bytes]) -> Paper:
    """Return a self-assessment with its sealed pages opened."""
    by_page = {page: sealing.unseal(held.person_id, box) for page, box in sealed.items()}
    end = by_page.pop(END, {})
    answers: dict[str, Answer] = {
        item: tuple(said) if isinstance(said, list) else said
        for page in by_page.values()
        for item, said in page.items()
    }
    questionnaire = edition_of(held.digest)
    return Paper(
        held=held,
        questionnaire=questionnaire,
        pages=questionnaire_paper.pages(
            questionnaire, cast("Form", held.form), respondent(held), answers, _local(held)
        ),
        saved=frozenset(by_page),
        answers=answers,
        choice=tuple(end.get("choice", ())),
        note=end.get("note", ""),
    )


def save(
    actor: Visitor, assessment_id: int, page_id: str, said: Mapping[str, Any], shown: Mapping[str, Any], now: datetime
) -> tuple[Paper, tuple[str, ...]]:
    """Keep a page as far as it was answered; returns the paper after it, and what must still be answered there.

    `shown` is what the form held when it was opened: what another device saved since then stays.
    Raises Conflict when it was handed in already.
    """
    before = paper(actor, assessment_id, locked=True)
    if before.held.finished:
        raise Conflict("handed_in")
    page = before.page(page_id)
    sent = questionnaire_paper.read(page, said)
    seen = questionnaire_paper.read(page, shown)
    merged = questionnaire_paper.merge(before.answers, seen, sent, page)
    assessments.save(assessment_id, page_id, sealing.seal(actor.person_id, merged), now)
    return paper(actor, assessment_id), tuple(item for item in page.required if item not in merged)


def finish(actor: Visitor, assessment_id: int, choice: tuple[str, ...], note: str, now: datetime) -> Paper:
    """Keep the choice and the note and hand in; handing in twice changes nothing.

    Raises Conflict("open") while a statement is open, Conflict("too_late") when the round ended meanwhile.
    """
    found = paper(actor, assessment_id, locked=True)
    if found.held.finished:
        return found
    if found.open:
        raise Conflict("open")
    if found.held.round_id and not _still_open(found.held.round_id, clock.day_of(now)):
        raise Conflict("too_late")
    kept = [each for each in choice if each in questionnaires.goals_by_id()][:2]
    said = {"choice": kept, "note": note.strip()[:LONGEST_NOTE]}
    assessments.save(assessment_id, END, sealing.seal(actor.person_id, said), now)
    slot = found.held.slot if found.held.round_id else f"{OWN_SLOT}-{assessment_id}"
    assessments.finish(assessment_id, slot, now)
    return paper(actor, assessment_id)


def erase(actor: Visitor, assessment_id: int) -> None:
    """Delete one's own self-assessment and its answers for good; figures that were published stay as they are."""
    if assessment_id > LARGEST or assessments.one(actor.person_id, assessment_id) is None:
        raise NotFound
    assessments.erase(actor.person_id, assessment_id)


def take_along(actor: Visitor) -> list[dict[str, Any]]:
    """Return everything that is kept of one's own self-assessments, as plain data."""
    found: list[dict[str, Any]] = []
    for held in assessments.mine(actor.person_id):
        opened_ = opened(held, assessments.pages(held.id))
        found.append(
            {
                "questionnaire": held.questionnaire_id,
                "version": held.questionnaire_version,
                "form": held.form,
                "variant": held.variant,
                "norm": held.norm_number,
                "started_at": held.started_at.isoformat(),
                "handed_in_at": held.finished_at.isoformat() if held.finished_at < NEVER else None,
                "answers": dict(opened_.answers),
                "choice": list(opened_.choice),
                "note": opened_.note,
            }
        )
    return found


def respondent(held: Held) -> Respondent:
    """Return who was asked, as it was when it began."""
    return Respondent(
        variant=cast("Variant", held.variant),
        groups=frozenset(held.local["groups"]),
        duties=frozenset(held.local["duties"]),
        tags=frozenset(held.local["tags"]),
        gentle=held.gentle,
        seed=held.seed,
    )


@lru_cache(maxsize=8)
def edition_of(digest: str) -> Questionnaire:
    """Return the questionnaire in exactly this text; raises NotFound."""
    if questionnaires.current().digest == digest:
        return questionnaires.current().questionnaire
    text = reading.files("questionnaire", digest).get(questionnaires.FILE)
    found = questionnaires.examine(text)[0] if text else None
    if found is None:
        raise NotFound
    return found


def _local(held: Held) -> Local:
    return Local(
        switched_off=frozenset(held.local["switched_off"]), own=tuple(each["id"] for each in held.local["own"])
    )


def _variant(actor: Visitor, work: Work, form: Form, today: date) -> Variant:
    if any(grant.role == "team_leader" and not grant.deputy for grant in actor.grants):
        return "leader"
    new = form == "full" and today - work.employed_from < NEWCOMER
    return "newcomer" if new else "employee"


def _still_open(round_id: int, today: date) -> bool:
    found = rounds.one(round_id)
    return found is not None and not found.published and found.opens_on <= today <= found.closes_on
