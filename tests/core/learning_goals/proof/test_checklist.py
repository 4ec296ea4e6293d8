"""The questions of the checklist, and when they are looked at again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
import yaml

from learning_goals.proof.checklist import ITEMS, LONGEST, again_fault, counts, due, half_year
from webapp.config import ROOT

TODAY = date(2026, 11, 23)
FILE = ROOT / "learning_goals" / "content" / "checklist.yaml"


def test_it_has_eighteen_questions_in_three_steps_and_eight_measures_each_with_its_source() -> None:
    items = ITEMS.validate_python(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    assert Counter(each.part for each in items) == {"prepare": 4, "measures": 12, "introduce": 2, "eight": 8}
    assert len({each.id for each in items}) == 26
    assert all(each.question.nl and each.question.en and each.source.startswith("Step plan") for each in items)
    assert all(each.facts for each in items)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (TODAY, "not_later"),
        (TODAY - timedelta(days=1), "not_later"),
        (TODAY + timedelta(days=1), None),
        (TODAY + LONGEST, None),
        (TODAY + LONGEST + timedelta(days=1), "too_far"),
    ],
)
def test_an_item_is_looked_at_again_within_a_year(day: date, fault: str | None) -> None:
    assert again_fault(day, TODAY) == fault


def test_due_is_what_was_answered_and_has_its_day_the_longest_ago_first() -> None:
    again = {"a": TODAY, "b": TODAY + timedelta(days=1), "c": TODAY - timedelta(days=9), "gone": TODAY}
    assert due(again, ["a", "b", "c", "open"], TODAY) == ["c", "a"]


def test_items_are_counted_by_answer() -> None:
    assert counts(["yes", "yes", "no", None]) == {"yes": 2, "partly": 0, "no": 1, "open": 1}


@pytest.mark.parametrize(
    ("day", "half"),
    [(date(2026, 6, 30), (2026, 1)), (date(2026, 7, 1), (2026, 2)), (date(2027, 1, 1), (2027, 1))],
)
def test_a_year_has_two_halves(day: date, half: tuple[int, int]) -> None:
    assert half_year(day) == half
