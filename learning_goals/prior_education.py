"""What somebody learned before: no exemption, but a reason to offer the quiz first (planning rule S15)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from learning_goals.references import BasicEducation


def may_have_taught(educations: Mapping[str, BasicEducation], elements: Collection[str]) -> frozenset[str]:
    """Return the ids of the educations that may have taught one of these elements (training guide, table 5)."""
    return frozenset(id for id, each in educations.items() if set(each.elements).intersection(elements))
