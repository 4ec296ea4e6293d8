"""Why does my municipality choose this: every question on which good sources differ, answered from the norm."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.make import Cast
from webapp import reference
from webapp.content import shipped
from webapp.extensions import db
from webapp.store.people import Person


def test_every_choice_is_answered_from_the_norm_in_both_languages(
    cast: Cast, client_of: Callable[..., FlaskClient]
) -> None:
    for language, words in (("nl", "Een belediging"), ("en", "insult")):
        db.session.get(Person, cast.employee).language = language
        db.session.commit()
        page = client_of(cast.employee).get("/norm/why").text
        assert page.count("<section id=") == len(reference.norm_choices()) == 22
        assert "{{" not in page
        assert words.lower() in page.lower()
    assert 'href="/norm/why"' in client_of(cast.employee).get("/norm").text


def test_every_course_it_leads_to_is_there(app: object) -> None:
    named = {id for each in reference.norm_choices() for id in each.courses}
    assert named <= shipped().modules.keys()
