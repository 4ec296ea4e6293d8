"""Two who save at the very same moment."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.make import Cast
from webapp import clock
from webapp.errors import Conflict
from webapp.extensions import db
from webapp.policy import Visitor
from webapp.services import norm_drafts, norm_publishing, norms
from webapp.services.norm_drafts import Draft
from webapp.store import norms as store


def visitor(person_id: int, name: str) -> Visitor:
    return Visitor(
        person_id=person_id, login_id=0, name=name, language="nl", avoids_violence=False, grants=(), norm_number=1
    )


def test_who_loses_the_race_for_a_revision_saves_on_top_of_it(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    shown = norm_drafts.draft(now).state
    real = store.save_draft
    others = norms.document(norm_drafts.draft(now).norm) | {"removal_requests": 1}

    def too_late(for_number: int, revision: int, *rest: object) -> bool:
        monkeypatch.setattr(store, "save_draft", real)
        real(for_number, revision, others, cast.admin, now)
        return real(for_number, revision, *rest)

    monkeypatch.setattr(store, "save_draft", too_late)
    saved = norm_drafts.save(visitor(cast.coordinator, "Cor"), shown, {"emotional_repeats": 5}, now)
    assert isinstance(saved, Draft)
    assert (saved.revision, saved.norm.emotional_repeats, saved.norm.removal_requests) == (2, 5, 1)


def test_a_number_is_published_once(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    cor = visitor(cast.coordinator, "Cor")
    saved = norm_drafts.save(cor, norm_drafts.draft(now).state, {"removal_requests": 1}, now)
    assert isinstance(saved, Draft)
    db.session.commit()
    monkeypatch.setattr(store, "publish", lambda *_rest: False)
    with pytest.raises(Conflict, match="draft_changed"):
        norm_publishing.publish(cor, saved.state, clock.today(), "minor", now)
    db.session.rollback()
    assert store.newest_number() == 1
