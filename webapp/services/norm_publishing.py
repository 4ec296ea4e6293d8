"""Publishing the draft of the norm: what keeps it from being published, what changes with it, and the act itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from learning_goals.norm import Norm
from learning_goals.norm_difference import changed_fields
from learning_goals.norm_faults import Fault, norm_faults
from learning_goals.norm_texts import BLOCKS, texts, values
from learning_goals.words import Language
from quizzes import check
from quizzes.keys import Reason, resolve
from quizzes.model import Question
from webapp import clock
from webapp.errors import Conflict
from webapp.policy import Visitor
from webapp.services import norm_drafts, norm_uses, norms
from webapp.services.curriculum import library
from webapp.services.norm_drafts import State
from webapp.services.norm_uses import Kind, Use
from webapp.store import audit, revision
from webapp.store import norms as store

ChangeKind = Literal["minor", "acknowledge"]


@dataclass(frozen=True, kw_only=True)
class Unanswerable:
    """A question that has no right answer under the norm."""

    course_id: str
    question: Question
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence that reads otherwise under the new norm."""

    kind: Kind
    place: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class KeyChange:
    """A question whose right answer changes."""

    old: Question
    new: Question


@dataclass(frozen=True, kw_only=True)
class Affected:
    """What changes in one course, or in the letters (empty id)."""

    course_id: str
    sentences: tuple[Sentence, ...]
    keys: tuple[KeyChange, ...]


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Everything a coordinator has to know before publishing; `old` is None for the first version."""

    draft: norm_drafts.Draft
    old: Norm | None
    changed: tuple[str, ...]
    faults: tuple[Fault, ...]
    unfilled: tuple[str, ...]
    unanswerable: tuple[Unanswerable, ...]
    affected: tuple[Affected, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing keeps it from being published."""
        return not (self.faults or self.unfilled or self.unanswerable)


def publication(language: Language, now: datetime) -> Publication:
    """Return what publishing the draft would do, with sentences in that language."""
    draft = norm_drafts.draft(now)
    old = norms.norm(draft.number - 1) if draft.number > 1 else None
    changed = changed_fields(old, draft.norm) if old else ()
    return Publication(
        draft=draft,
        old=old,
        changed=changed,
        faults=tuple(fault for fault in norm_faults(draft.norm) if fault.reason != "approved_after_it_holds"),
        unfilled=norm_drafts.unfilled(draft.norm),
        unanswerable=unanswerable(draft.norm),
        affected=affected(old, draft.norm, changed, language) if old else (),
    )


def unanswerable(norm: Norm) -> tuple[Unanswerable, ...]:
    """Return every question of every course that could not be asked under this norm."""
    under = values(norm)
    return tuple(
        Unanswerable(course_id=course_id, question=module.quiz.question(question_id), reason=reason)
        for course_id, module in library().modules.items()
        for question_id, reason in check.unanswerable(module.quiz, under)
    )


def affected(old: Norm, new: Norm, changed: tuple[str, ...], language: Language) -> tuple[Affected, ...]:
    """Return what reads or is marked otherwise, course by course; the letters come last."""
    before, after = texts(old, language), texts(new, language)
    found: dict[str, tuple[list[Sentence], list[KeyChange]]] = {}
    for use in norm_uses.uses_of(changed, language):
        sentences, keys = found.setdefault(use.course_id, ([], []))
        if use.key:
            keys += _key_changes(use, values(old), values(new))
        else:
            sentence = _sentence(use, before, after)
            sentences += [sentence] if sentence.old != sentence.new or use.names & BLOCKS.keys() else []
    return tuple(
        Affected(course_id=course_id, sentences=tuple(dict.fromkeys(sentences)), keys=tuple(keys))
        for course_id, (sentences, keys) in sorted(found.items(), key=lambda each: (not each[0], each[0]))
        if sentences or keys
    )


def publish(actor: Visitor, shown: State, valid_from: date, kind: ChangeKind, now: datetime) -> int:
    """Publish the draft as it was shown, from that day; returns its number, raises Conflict when it may not be."""
    draft = norm_drafts.draft(now)
    new = replace(draft.norm, valid_from=valid_from)
    if draft.state != shown:
        raise Conflict("draft_changed")
    if new.approved_on > valid_from:
        raise Conflict("before_approval")
    if norm_faults(new) or norm_drafts.unfilled(new) or unanswerable(new):
        raise Conflict("not_ready")
    if draft.number > 1 and valid_from < clock.day_of(now):
        raise Conflict("day_in_the_past")

    chosen: ChangeKind = kind if draft.number > 1 else "acknowledge"
    if not store.publish(norms.document(new), chosen, actor.person_id, now):
        raise Conflict("draft_changed")
    audit.append(actor.person_id, None, "norm.published", now, {"number": draft.number, "kind": chosen})
    revision.raise_it()
    return draft.number


def _sentence(use: Use, before: Mapping[str, str], after: Mapping[str, str]) -> Sentence:
    return Sentence(
        kind=use.kind,
        place=use.place,
        old=norm_uses.said_in(use, before),
        new=norm_uses.said_in(use, after),
    )


def _key_changes(use: Use, before: Mapping[str, str], after: Mapping[str, str]) -> list[KeyChange]:
    question = norm_uses.question_of(use)
    old, new = resolve(question, before), resolve(question, after)
    return [] if old == new else [KeyChange(old=old, new=new)]
