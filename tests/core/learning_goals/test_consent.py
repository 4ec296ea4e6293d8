"""What must be laid down before any answer is collected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from learning_goals.consent import Consent, missing

TODAY = date(2027, 1, 11)
TOMORROW = TODAY + timedelta(days=1)
AGREED = Consent(council="agreed", council_on=TODAY, council_reason="", assessed_on=TODAY)
NOT_NEEDED = Consent(council="not_needed", council_on=None, council_reason="Fewer than 50 people", assessed_on=TODAY)


@pytest.mark.parametrize("consent", [AGREED, NOT_NEEDED])
def test_nothing_is_missing_when_all_is_laid_down(consent: Consent) -> None:
    assert missing(consent, TODAY, has_key=True) == ()


def test_without_anything_all_is_missing() -> None:
    assert missing(None, TODAY, has_key=False) == ("key", "council", "assessment")
    assert missing(None, TODAY, has_key=True) == ("council", "assessment")


@pytest.mark.parametrize(
    ("consent", "changed", "expected"),
    [
        (AGREED, {"council_on": None}, ("council_date",)),
        (AGREED, {"council_on": TOMORROW}, ("council_date",)),
        (AGREED, {"assessed_on": None}, ("assessment",)),
        (AGREED, {"assessed_on": TOMORROW}, ("assessment_in_future",)),
        (AGREED, {"council_on": None, "assessed_on": None}, ("council_date", "assessment")),
        (NOT_NEEDED, {"council_reason": ""}, ("council_reason",)),
        (NOT_NEEDED, {"council_reason": "  \n"}, ("council_reason",)),
        (NOT_NEEDED, {"council_reason": "", "assessed_on": TOMORROW}, ("council_reason", "assessment_in_future")),
    ],
)
def test_what_is_missing_is_named(consent: Consent, changed: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert missing(replace(consent, **changed), TODAY, has_key=True) == expected


def test_nothing_is_collected_without_a_key_to_encrypt_it_with() -> None:
    assert missing(AGREED, TODAY, has_key=False) == ("key",)
