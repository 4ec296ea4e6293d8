"""Whatever a municipality lays down, no course, question or screen breaks; and every field speaks somewhere."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings

from learning_goals.norm import NORM, Norm
from learning_goals.norm_faults import norm_faults
from learning_goals.norm_texts import CHOICES
from quizzes.keys import key_fault
from tests import make
from tests.norms import norms
from webapp import lessons, reference
from webapp.norm_words import options_of
from webapp.services import course_texts, norm_publishing, norm_uses
from webapp.services import norms as services
from webapp.services.curriculum import library

_numbers = count(2)
UNFILLED = re.compile(r"\{\{ [a-z_]{3,} \}\}")
PAGES = (
    "/norm",
    "/norm/procedures",
    "/norm/measures",
    "/norm/letters/contact_ban",
    "/norm/versions",
    "/norm/draft",
    "/norm/draft/publish",
    "/norm/draft/page",
    "/norm/draft/sections/behaviour",
    "/norm/draft/procedures",
    "/help",
    "/now",
    "/house-rules",
    "/card",
)


def hold(norm: Norm) -> Norm:
    """Publish the norm, holding from long ago."""
    held = replace(norm, number=next(_numbers))
    make.norm(**{**services.document(held), "valid_from": "2020-01-01"})
    return held


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(norm=norms())
def test_a_random_norm_breaks_no_course_no_question_and_no_screen(cor: FlaskClient, app: Flask, norm: Norm) -> None:
    held = hold(norm)
    assert norm_publishing.unanswerable(held) == ()
    for address in PAGES:
        page = cor.get(address)
        assert page.status_code == 200, address
        assert not UNFILLED.search(page.text), address
    with app.test_request_context():
        for course_id, module in library().modules.items():
            keyed = course_texts.module(course_id, module.course.digest, module.quiz_digest, held.number)
            assert not any(key_fault(each) for each in (*keyed.quiz.questions, *keyed.quiz.checks))
            for lesson in module.course.lessons:
                for language in ("nl", "en"):
                    reader = lessons.Reader(language, held.number)
                    assert lessons.lesson_html(module, lesson, "full", reader, f"/courses/{course_id}")


MARK = "Zevenblad"


def changed(name: str) -> Any:
    """Another value for a field of the proposed norm, recognisable where it is a text."""
    proposed = reference.document()
    value = proposed[name]
    if name in CHOICES:
        written = str(value).lower() if isinstance(value, bool) else str(value)
        other = next(each for each in CHOICES[name] if each != written)
        return other == "true" if isinstance(value, bool) else type(value)(other)
    special = {
        "works_council": "not_needed",
        "works_council_on": "2025-01-31",
        "public_fields": ["support_team"],
        "measures": [each | {"used": not each["used"]} for each in proposed["measures"]],
        "procedures": [
            {
                "id": "eigen",
                "title": {"nl": MARK, "en": ""},
                "steps": [{"id": "s1", "text": {"nl": MARK, "en": ""}, "calls": "nobody", "ways": []}],
            }
        ],
    }
    if name in special:
        return special[name]
    if isinstance(value, list):
        return [{"nl": f"{MARK} {place}", "en": ""} for place in range(len(value))]
    if isinstance(value, dict):
        return {"nl": MARK, "en": ""}
    if isinstance(value, int):
        return value + 1
    return "2025-01-31" if name.endswith("_on") else MARK


@pytest.mark.parametrize("name", [field.name for field in fields(Norm) if field.name not in ("number", "valid_from")])
def test_every_field_of_the_norm_is_read_on_its_page(cor: FlaskClient, name: str) -> None:
    address = "/norm/procedures" if name == "procedures" else "/norm"
    before = cor.get(address).text
    hold(NORM.validate_python({**reference.document(), name: changed(name)}))
    after = cor.get(address).text
    assert _norm_part(after) != _norm_part(before)
    if MARK in str(changed(name)):
        assert MARK in after


def _norm_part(page: str) -> str:
    return page.split("<main", 1)[1].split("Versie", 1)[-1].split('id="acknowledge"')[0].split("</p>", 1)[1]


def test_the_use_of_every_value_in_content_is_reported(app: Flask) -> None:
    counts = norm_uses.counts()
    unused = [name for name, each in counts.items() if not (each.lessons or each.questions or each.letters)]
    assert set(unused) <= ON_THE_PAGE_ALONE


ON_THE_PAGE_ALONE = {
    "valid_from",
    "conduct_rules_made_with",
    "numbers_checked_on",
    "approved_by",
    "approved_on",
    "works_council",
    "works_council_on",
    "works_council_note",
    "public_fields",
    "occupational_service",
    "police_liaison",
    "statements",
    "conduct_rules",
    "aftercare_other",
    "support_team",
    "support_team_phone",
    "letter_copy_to",
    "home_visit_agreements",
    "concern_line",
    "home_visit_check_in_minutes",
}
"""Fields that only the norm's own pages and the product's public pages say."""


def test_every_choice_has_words(app: Flask) -> None:
    with app.test_request_context():
        for name, values in CHOICES.items():
            if values != ("true", "false") and not values[0].isdigit():
                assert set(options_of(name)) >= set(values), name


def test_the_proposed_norm_may_be_published(app: Flask) -> None:
    assert norm_faults(reference.proposed()) == []
    assert norm_publishing.unanswerable(reference.proposed()) == ()
