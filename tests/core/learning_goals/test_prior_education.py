"""An education is a reason to offer the quiz where it may have taught something of the course."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from learning_goals.prior_education import may_have_taught
from learning_goals.references import BasicEducation
from learning_goals.words import Words

WORDS = Words(nl="n", en="e")
KNOWN = {
    "social": BasicEducation(id="social", label=WORDS, elements=("ph_conversation", "ph_client_emotions")),
    "desk": BasicEducation(id="desk", label=WORDS, elements=("ph_service",)),
}


@pytest.mark.parametrize(
    ("taught", "found"),
    [
        ((), set()),
        (("te_limits",), set()),
        (("te_limits", "ph_service"), {"desk"}),
        (("ph_conversation",), {"social"}),
        (("ph_service", "ph_client_emotions"), {"desk", "social"}),
    ],
)
def test_one_element_in_common_is_enough(taught: Collection[str], found: set[str]) -> None:
    assert may_have_taught(KNOWN, taught) == found
